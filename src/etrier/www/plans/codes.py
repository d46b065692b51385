"""Screens on codes: what one may type in a cell, beside a duration."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.heures.access import get_code, les_codes
from etrier.heures.cases import CODES
from etrier.heures.codes import ajouter_code, retirer_code
from etrier.heures.enums import GenreHeures
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.plans.forms import CodeForm
from etrier.www.plans.mots import fil_codes
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter


@dataclass(frozen=True)
class Ligne:
    """A code; `pk` when it is the structure's own."""

    code: str
    nature: int
    pk: int | None = None


@porte(Finalite.LIRE_HEURES)
def codes(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Codes of the house, then those of the structure."""
    tableau = _tableau(acces)
    return exporter(tableau, request) or render(request, "plans/codes.html", {"tableau": tableau})


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def code_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Add a code."""
    form = CodeForm(request.POST or None)
    nouveau = tenter(
        form, lambda: ajouter_code(acces.structure, par=acces.utilisateur, **form.cleaned_data)
    )
    if nouveau:
        phrase = _("Le code %(code)s se tape dans la grille : %(nature)s.")
        mots = {"code": nouveau.code, "nature": nouveau.get_nature_display()}
        messages.success(request, phrase % mots)
        return redirect("codes", acces.structure.pk)
    page = Page(_("Nouveau code"), _("Ajouter le code"), fil_codes(acces))
    return page_acte(request, form, page)


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def code_retirer(request: HttpRequest, acces: Acces, code_id: int) -> HttpResponse:
    """Forget a code, once confirmed."""
    code = get_code(acces, code_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def retirer() -> bool:
        retirer_code(code, par=acces.utilisateur)
        return True

    if tenter(form, retirer):
        messages.success(
            request, _("Le code est retiré ; les heures déjà saisies ne changent pas.")
        )
        return redirect("codes", acces.structure.pk)
    phrase = _("%(code)s : %(nature)s. Les heures déjà saisies gardent leur nature.") % {
        "code": code.code,
        "nature": code.get_nature_display(),
    }
    page = Page(_("Retirer un code"), _("Retirer ce code"), fil_codes(acces), phrase, danger=True)
    return page_acte(request, form, page)


def _tableau(acces: Acces) -> Tableau:
    maison = [Ligne(code, nature) for code, nature in CODES.items()]
    propres = [Ligne(c.code, c.nature, c.pk) for c in les_codes(acces)]

    def retirer(ligne: Ligne) -> str | None:
        return reverse("code_retirer", args=[acces.structure.pk, ligne.pk]) if ligne.pk else None

    lien = Colonne(_("Retirer"), lambda x: _("Retirer") if x.pk else "", lien=retirer)
    return Tableau(
        _("Codes d’heures"),
        [
            Colonne(_("Code"), "code", "numero"),
            Colonne(_("Nature des heures"), lambda x: GenreHeures(x.nature).label),
            Colonne(_("Origine"), lambda x: _("structure") if x.pk else _("maison")),
            *([lien] if acces.peut(Finalite.SAISIR_HEURES) else []),
        ],
        [*maison, *propres],
        recherche=False,
        nom="codes",
    )
