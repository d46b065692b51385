"""The PASS IAE goes on, or ends: prolongations, close, and the motives for who may read them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.parcours.access import get_pass, get_salarie
from etrier.parcours.actes_prolongation import (
    accorder_prolongation,
    clore_pass,
    demander_prolongation,
    refuser_prolongation,
)
from etrier.parcours.models import ProlongationPass, Salarie
from etrier.parcours.motifs_pass import lire_motifs
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie
from etrier.www.salaries.forms_pass import AccordForm, ClotureForm, ProlongationForm, RefusForm


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def prolongation_nouvelle(
    request: HttpRequest, acces: Acces, salarie_id: int, pass_id: int
) -> HttpResponse:
    """Write down a request; what the platform would refuse is refused, with its reason."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    recu = get_pass(qui, pass_id)
    form = ProlongationForm(qui, recu, request.POST or None)
    if tenter(
        form, lambda: demander_prolongation(qui, recu, par=acces.utilisateur, **form.cleaned_data)
    ):
        messages.success(request, _("La demande est notée : le PASS garde sa fin en attendant."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(
        _("Prolonger le PASS %(numero)s") % {"numero": recu.numero},
        _("Noter la demande"),
        fil_salarie(acces, qui),
        _("Demandez la prolongation sur la plateforme ; notez-la ici pour la suivre."),
    )
    return page_acte(request, form, page)


def _prolongation(qui: Salarie, prolongation_id: int) -> ProlongationPass:
    trouvee = (
        ProlongationPass.objects.filter(pass_iae__personne=qui.personne_id, pk=prolongation_id)
        .select_related("pass_iae__personne")
        .first()
    )
    if trouvee is None:
        raise Http404
    return trouvee


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def prolongation_accorder(
    request: HttpRequest, acces: Acces, salarie_id: int, prolongation_id: int
) -> HttpResponse:
    """The answer is yes."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    connue = _prolongation(qui, prolongation_id)
    form = AccordForm(request.POST or None, initial={"fin": connue.fin, "le": aujourdhui()})
    if tenter(
        form, lambda: accorder_prolongation(qui, connue, par=acces.utilisateur, **form.cleaned_data)
    ):
        messages.success(request, _("Le PASS IAE est prolongé."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(_("Prolongation accordée"), _("Enregistrer"), fil_salarie(acces, qui))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def prolongation_refuser(
    request: HttpRequest, acces: Acces, salarie_id: int, prolongation_id: int
) -> HttpResponse:
    """The answer is no."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    connue = _prolongation(qui, prolongation_id)
    form = RefusForm(request.POST or None, initial={"le": aujourdhui()})
    if tenter(
        form, lambda: refuser_prolongation(qui, connue, par=acces.utilisateur, **form.cleaned_data)
    ):
        messages.success(request, _("Le refus est noté : le PASS garde sa fin."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(_("Prolongation refusée"), _("Enregistrer"), fil_salarie(acces, qui))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def pass_clore(request: HttpRequest, acces: Acces, salarie_id: int, pass_id: int) -> HttpResponse:
    """End a PASS before its term."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    recu = get_pass(qui, pass_id)
    form = ClotureForm(request.POST or None, initial={"le": aujourdhui()})
    if tenter(form, lambda: clore_pass(qui, recu, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("Le PASS IAE est clos."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(
        _("Clore le PASS %(numero)s") % {"numero": recu.numero},
        _("Clore le PASS"),
        fil_salarie(acces, qui),
        _("La personne devra attendre deux ans un autre PASS, sauf avis d'un prescripteur."),
        danger=True,
    )
    return page_acte(request, form, page)


@porte(Finalite.ACCOMPAGNER)
def pass_motifs(request: HttpRequest, acces: Acces, salarie_id: int, pass_id: int) -> HttpResponse:
    """Why a PASS was suspended and prolonged, for her assigned adviser: the reading is noted."""
    qui = get_salarie(acces, salarie_id)
    recu = get_pass(qui, pass_id)
    page = {"salarie": qui, "pass_iae": recu, "motifs": lire_motifs(acces, recu)}
    reponse = render(request, "salaries/motifs_pass.html", page)
    reponse["Cache-Control"] = "no-store"
    return reponse
