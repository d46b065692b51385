"""The PASS IAE: what the platform sent, and its suspensions."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from etrier.parcours.access import get_pass, get_salarie, get_suspension
from etrier.parcours.actes_pass import (
    couper_suspension,
    enregistrer_pass,
    modifier_suspension,
    reporter_fin_pass,
    reserves_suspension,
    suspendre_pass,
)
from etrier.parcours.models import PassIae, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie
from etrier.www.salaries.forms_pass import (
    FinPassForm,
    PassForm,
    SuspensionForm,
    SuspensionMotiveeForm,
)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def pass_nouveau(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Write down a PASS received."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    form = PassForm(request.POST or None)
    if tenter(form, lambda: enregistrer_pass(qui, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("Le PASS IAE est enregistré."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(
        _("PASS IAE reçu"),
        _("Enregistrer le PASS"),
        fil_salarie(acces, qui),
        _("Recopiez le numéro et les dates donnés par la plateforme de l'inclusion."),
    )
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def pass_modifier(
    request: HttpRequest, acces: Acces, salarie_id: int, pass_id: int
) -> HttpResponse:
    """Write down the new end of a PASS."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    recu = get_pass(qui, pass_id)
    form = FinPassForm(request.POST or None, initial={"fin": recu.fin})
    if tenter(
        form, lambda: reporter_fin_pass(qui, recu, par=acces.utilisateur, **form.cleaned_data)
    ):
        messages.success(request, _("La fin du PASS IAE est enregistrée."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(
        _("Nouvelle fin du PASS %(numero)s") % {"numero": recu.numero},
        _("Enregistrer la date"),
        fil_salarie(acces, qui),
        _("Après une suspension ou une prolongation, la plateforme donne une nouvelle date."),
    )
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def suspension_nouvelle(
    request: HttpRequest, acces: Acces, salarie_id: int, pass_id: int
) -> HttpResponse:
    """Write a suspension; what the platform would not take is said, not refused."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    recu = get_pass(qui, pass_id)
    form = SuspensionMotiveeForm(qui, request.POST or None)
    reserves = _reserves(qui, recu, form)
    if tenter(form, lambda: suspendre_pass(qui, recu, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("La suspension est enregistrée."))
        for phrase in reserves:
            messages.warning(request, phrase)
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(
        _("Suspendre le PASS %(numero)s") % {"numero": recu.numero},
        _("Enregistrer la suspension"),
        fil_salarie(acces, qui),
        _("Les heures de ces jours n'ouvrent pas d'aide. Le motif est scellé."),
    )
    return page_acte(request, form, page)


def _reserves(qui: Salarie, recu: PassIae, form: SuspensionMotiveeForm) -> Sequence[str]:
    if not form.is_valid():
        return ()
    lus = form.cleaned_data
    return reserves_suspension(qui, recu, lus["debut"], lus["fin"], aujourdhui())


@porte(Finalite.ECRIRE_SALARIES, methods=("POST",))
def suspension_couper(
    request: HttpRequest, acces: Acces, salarie_id: int, suspension_id: int
) -> HttpResponse:
    """A new hire ends the suspension the day before, as the platform does."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    connue = get_suspension(qui, suspension_id)
    debuts = qui.contrats.filter(debut__gte=connue.debut, debut__lte=connue.fin)
    premier = debuts.order_by("debut").first()
    if premier is None:
        raise Refus(_("Aucun contrat ne commence pendant cette suspension."))
    couper_suspension(qui, connue, embauche_le=premier.debut, par=acces.utilisateur)
    messages.success(request, _("La suspension s'arrête la veille de l'embauche."))
    return redirect("salarie", acces.structure.pk, qui.pk)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def suspension_modifier(
    request: HttpRequest, acces: Acces, salarie_id: int, suspension_id: int
) -> HttpResponse:
    """Change the dates of a suspension."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    connue = get_suspension(qui, suspension_id)
    dates = {"debut": connue.debut, "fin": connue.fin}
    form = SuspensionForm(request.POST or None, initial=dates)
    if tenter(
        form, lambda: modifier_suspension(qui, connue, par=acces.utilisateur, **form.cleaned_data)
    ):
        messages.success(request, _("Les dates de la suspension sont changées."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(_("Dates de la suspension"), _("Enregistrer"), fil_salarie(acces, qui))
    return page_acte(request, form, page)
