"""The PASS IAE: what the platform sent, and its suspensions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from etrier.parcours.access import get_pass, get_salarie, get_suspension
from etrier.parcours.actions import (
    enregistrer_pass,
    modifier_suspension,
    reporter_fin_pass,
    suspendre_pass,
)
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie
from etrier.www.salaries.forms import FinPassForm, PassForm, SuspensionForm


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
    """Write down a suspension."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    recu = get_pass(qui, pass_id)
    form = SuspensionForm(request.POST or None)
    if tenter(form, lambda: suspendre_pass(qui, recu, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(
            request, _("La suspension est enregistrée : reportez la fin du PASS dès reçue.")
        )
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(
        _("Suspendre le PASS %(numero)s") % {"numero": recu.numero},
        _("Enregistrer la suspension"),
        fil_salarie(acces, qui),
        _("Les heures de ces jours n'ouvrent pas d'aide. Le motif ne se note pas ici."),
    )
    return page_acte(request, form, page)


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
