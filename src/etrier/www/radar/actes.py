"""Acts on a deadline: take it on, give it back, put it off, set it aside."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etrier.parcours.echeances.access import get_echeance
from etrier.parcours.echeances.actions import ecarter, prendre, rendre, reporter
from etrier.parcours.echeances.echeance import Echeance
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.champs import JourChamp
from etrier.www.formats_ecran import jour
from etrier.www.porte import porte


class ReportForm(forms.Form):
    """The day it comes back."""

    au = JourChamp(label=gettext_lazy("La revoir le"))


@porte(Finalite.ECRIRE_SALARIES, methods=("POST",))
def radar_prendre(request: HttpRequest, acces: Acces, cle: str) -> HttpResponse:
    """It is mine from now on."""
    echeance = get_echeance(acces, cle)
    prendre(acces.structure, echeance, par=acces.utilisateur)
    messages.success(request, _("Vous vous en chargez : %(quoi)s.") % {"quoi": _dire(echeance)})
    return _retour(request, acces)


@porte(Finalite.ECRIRE_SALARIES, methods=("POST",))
def radar_rendre(request: HttpRequest, acces: Acces, cle: str) -> HttpResponse:
    """Nobody's any more, on its own date."""
    echeance = get_echeance(acces, cle)
    rendre(acces.structure, echeance, par=acces.utilisateur)
    messages.success(
        request, _("C'est remis comme au début : %(quoi)s.") % {"quoi": _dire(echeance)}
    )
    return _retour(request, acces)


@porte(Finalite.ECRIRE_SALARIES, methods=("POST",))
def radar_ecarter(request: HttpRequest, acces: Acces, cle: str) -> HttpResponse:
    """It asks nothing here."""
    echeance = get_echeance(acces, cle)
    ecarter(acces.structure, echeance, par=acces.utilisateur)
    phrase = _("Écartée : %(quoi)s. Elle reste parmi les écartées.")
    messages.success(request, phrase % {"quoi": _dire(echeance)})
    return _retour(request, acces)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def radar_reporter(request: HttpRequest, acces: Acces, cle: str) -> HttpResponse:
    """Look at it again later."""
    echeance = get_echeance(acces, cle)
    form = ReportForm(request.POST or None)
    if tenter(form, _report(acces, echeance, form)):
        phrase = _("Reportée au %(jour)s : %(quoi)s.")
        mots = {"jour": jour(form.cleaned_data["au"]), "quoi": _dire(echeance)}
        messages.success(request, phrase % mots)
        return redirect("radar", acces.structure.pk)
    page = Page(
        _("Reporter une échéance"),
        _("Reporter"),
        fil_radar(acces),
        _("%(quoi)s. Sa date ne change pas : elle revient dans la liste au jour choisi.")
        % {"quoi": _dire(echeance)},
    )
    return page_acte(request, form, page)


def _report(acces: Acces, echeance: Echeance, form: forms.Form) -> Callable[[], object]:
    return lambda: reporter(
        acces.structure, echeance, form.cleaned_data["au"], par=acces.utilisateur
    )


def fil_radar(acces: Acces) -> list[tuple[str, str]]:
    """The way down to the radar."""
    return [(_("Radar des échéances"), reverse("radar", args=[acces.structure.pk]))]


def _dire(echeance: Echeance) -> str:
    qui = f"{echeance.sujet.nom}, " if echeance.sujet else ""
    return f"{qui}{echeance.genre.label}, {jour(echeance.fin)}"


def _retour(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The radar, with the filters it was seen with."""
    suite = request.POST.get("suite", "")
    adresse = reverse("radar", args=[acces.structure.pk])
    voulue = f"{adresse}?{suite}" if suite else adresse
    sure = url_has_allowed_host_and_scheme(voulue, None) and "\n" not in suite
    return redirect(voulue if sure else adresse)
