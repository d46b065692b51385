"""Screens on services."""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.missions.access import get_prestation, les_prestations
from etrier.missions.actions import (
    archiver_prestation,
    creer_prestation,
    modifier_prestation,
    reprendre_prestation,
)
from etrier.missions.models import Prestation
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.missions.fils import fil_prestations
from etrier.www.missions.forms_prix import PrestationForm
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter

_CHAMPS = ("code", "libelle", "unite", "activite_sap", "est_de_nuit")


@porte(Finalite.LIRE_MISSIONS)
def prestations(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every service, the archived ones last."""
    tableau = _tableau(acces, les_prestations(acces).order_by("est_archivee", "code"))
    return exporter(tableau, request) or render(
        request, "missions/prestations.html", {"tableau": tableau}
    )


def _tableau(acces: Acces, lues: QuerySet[Prestation]) -> Tableau:
    ecrire = acces.peut(Finalite.ECRIRE_MISSIONS)

    def vers(nom: str) -> "Colonne":
        def lien(une: Prestation) -> str:
            return reverse(nom, args=[acces.structure.pk, une.pk])

        if nom == "prestation_modifier":
            return Colonne(_("Libellé"), "libelle", lien=lien if ecrire else None)
        return Colonne(
            _("Archives"), lambda p: _("Reprendre") if p.est_archivee else _("Archiver"), lien=lien
        )

    return Tableau(
        _("Prestations"),
        [
            Colonne(_("Code"), "code", "numero"),
            vers("prestation_modifier"),
            Colonne(_("Vendue"), "get_unite_display"),
            Colonne(_("Service à la personne"), "get_activite_sap_display"),
            Colonne(_("Nuit"), "est_de_nuit", "oui_non"),
            Colonne(_("État"), lambda p: _("archivée") if p.est_archivee else _("proposée")),
            *([vers("prestation_archiver")] if ecrire else []),
        ],
        lues,
        legende=_(
            "Une prestation se choisit sur un chantier ou une mission ; un tarif peut valoir pour "
            "elle seule."
        ),
        vide=_("Aucune prestation : ajoutez ce que la structure vend, le ménage par exemple."),
        nom="prestations",
    )


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def prestation_nouvelle(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Add a service."""
    form = PrestationForm(request.POST or None)
    nouvelle = tenter(
        form, lambda: creer_prestation(acces.structure, par=acces.utilisateur, **form.cleaned_data)
    )
    if nouvelle:
        messages.success(request, _("« %(nom)s » est ajoutée.") % {"nom": nouvelle})
        return redirect("prestations", acces.structure.pk)
    page = Page(_("Nouvelle prestation"), _("Ajouter la prestation"), fil_prestations(acces))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def prestation_modifier(request: HttpRequest, acces: Acces, prestation_id: int) -> HttpResponse:
    """Change a service."""
    une = get_prestation(acces, prestation_id, ecrire=True)
    form = PrestationForm(request.POST or None, initial={x: getattr(une, x) for x in _CHAMPS})
    if tenter(form, lambda: modifier_prestation(une, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("La prestation est enregistrée."))
        return redirect("prestations", acces.structure.pk)
    page = Page(
        _("Modifier la prestation"),
        _("Enregistrer"),
        fil_prestations(acces),
        _("Les mois déjà clos gardent les prix et les mots d'alors."),
    )
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def prestation_archiver(request: HttpRequest, acces: Acces, prestation_id: int) -> HttpResponse:
    """Offer a service no more, or again, once confirmed."""
    une = get_prestation(acces, prestation_id, ecrire=True)
    form = forms.Form(request.POST if request.method == "POST" else None)
    acte = reprendre_prestation if une.est_archivee else archiver_prestation
    titre = _("Reprendre une prestation") if une.est_archivee else _("Archiver une prestation")
    bouton = _("Reprendre « %(nom)s »") if une.est_archivee else _("Archiver « %(nom)s »")
    if tenter(form, lambda: acte(une, par=acces.utilisateur)):
        messages.success(request, _("La prestation est enregistrée."))
        return redirect("prestations", acces.structure.pk)
    chapeau = _(
        "Archivée, elle n'est plus proposée ; les chantiers, les missions et les tarifs qui l'ont "
        "la gardent."
    )
    page = Page(titre, bouton % {"nom": une}, fil_prestations(acces), chapeau)
    return page_acte(request, form, page)
