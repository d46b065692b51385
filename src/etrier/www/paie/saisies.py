"""Variables typed: the month's list, one more, changed, withdrawn, corrected once it left."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.paie.access import get_saisie, les_contrats_du_mois
from etrier.paie.models import VariableSaisie
from etrier.paie.saisies.actions import (
    contrepasser,
    modifier_variable,
    retirer_variable,
    saisir_variable,
)
from etrier.socle.mois import mois_suivant
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.paie.forms import MoisForm, SaisieForm, SaisieNouvelleForm
from etrier.www.paie.mots import Fil, fil_paie
from etrier.www.paie.tableaux_navette import tableau_saisies
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_ARGENT)
def paie_saisies(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Variables typed of the month."""
    tableau = tableau_saisies(acces, mois)
    page = {"tableau": tableau, "mois": mois, "onglet": "paie_saisies"}
    return exporter(tableau, request) or render(request, "paie/saisies.html", page)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def paie_saisie_nouvelle(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Add a variable to the month."""
    form = SaisieNouvelleForm(les_contrats_du_mois(acces, mois), request.POST or None)
    ecrite = tenter(
        form,
        lambda: saisir_variable(
            form.cleaned_data["contrat"], mois, form.saisie(), par=acces.utilisateur
        ),
    )
    if ecrite:
        messages.success(request, _("Variable ajoutée."))
        return redirect("paie_saisies", acces.structure.pk, mois)
    page = Page(_("Ajouter une variable"), _("Ajouter"), _fil(acces, mois))
    return page_acte(request, form, page)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def paie_saisie_modifier(request: HttpRequest, acces: Acces, saisie_id: int) -> HttpResponse:
    """Write a variable otherwise, before it leaves."""
    saisie = get_saisie(acces, saisie_id)
    initial = {nom: getattr(saisie, nom) for nom in ("genre", "montant_centimes", "le", "libelle")}
    form = SaisieForm(request.POST or None, initial=initial)
    if tenter(form, lambda: modifier_variable(saisie, form.saisie(), par=acces.utilisateur)):
        messages.success(request, _("Variable modifiée."))
        return redirect("paie_saisies", acces.structure.pk, saisie.mois)
    page = {
        "form": form,
        "saisie": saisie,
        "fil": _fil(acces, saisie.mois),
        "page": Page(_("Modifier une variable"), _("Enregistrer"), _fil(acces, saisie.mois)),
    }
    return render(request, "paie/saisie.html", page)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def paie_saisie_retirer(request: HttpRequest, acces: Acces, saisie_id: int) -> HttpResponse:
    """Forget a variable, once confirmed."""
    saisie = get_saisie(acces, saisie_id)
    form = forms.Form(request.POST if request.method == "POST" else None)
    mois = saisie.mois
    retiree = tenter(form, lambda: (retirer_variable(saisie, par=acces.utilisateur), True))
    if retiree:
        messages.success(request, _("Variable retirée."))
        return redirect("paie_saisies", acces.structure.pk, mois)
    page = Page(
        _("Retirer une variable"), _("Retirer"), _fil(acces, mois), _dire(saisie), danger=True
    )
    return page_acte(request, form, page)


@porte(Finalite.PREPARER_PAIE, methods=("GET", "POST"))
def paie_saisie_corriger(request: HttpRequest, acces: Acces, saisie_id: int) -> HttpResponse:
    """Write the opposite line in a later month."""
    saisie = get_saisie(acces, saisie_id)
    form = MoisForm(request.POST or None, initial={"mois": mois_suivant(saisie.mois)})
    opposee = tenter(
        form, lambda: contrepasser(saisie, form.cleaned_data["mois"], par=acces.utilisateur)
    )
    if opposee:
        messages.success(request, _("La ligne contraire est écrite : elle partira avec ce mois."))
        return redirect("paie_saisies", acces.structure.pk, opposee.mois)
    chapeau = _(
        "%(quoi)s Elle est partie : elle ne change plus. Une ligne contraire l'annule dans un mois "
        "suivant ; saisissez ensuite la bonne."
    ) % {"quoi": _dire(saisie)}
    page = Page(
        _("Corriger une variable partie"),
        _("Écrire la ligne contraire"),
        _fil(acces, saisie.mois),
        chapeau,
    )
    return page_acte(request, form, page)


def _fil(acces: Acces, mois: date) -> Fil:
    return fil_paie(acces, mois, "paie_saisies", _("Variables saisies"))


def _dire(saisie: VariableSaisie) -> str:
    dit = {
        "genre": str(saisie.get_genre_display()).capitalize(),
        "montant": formats_ecran.centimes(saisie.montant_centimes),
        "qui": saisie.contrat.salarie,
    }
    return _("%(genre)s de %(montant)s, %(qui)s.") % dit
