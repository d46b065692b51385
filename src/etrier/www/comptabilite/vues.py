"""The accounts at a glance, passing the entries, one entry."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from etrier.comptabilite.access import get_ecriture, les_exercices, les_lignes
from etrier.comptabilite.ecritures.passage import examiner, passer
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.comptabilite.forms import PasserForm
from etrier.www.comptabilite.sources import adresse_origine, origine
from etrier.www.comptabilite.tableaux import (
    tableau_a_passer,
    tableau_exercices,
    tableau_laissees,
    tableau_lignes,
)
from etrier.www.porte import porte
from etrier.www.tableau import exporter


def fil_comptabilite(acces: Acces) -> list[tuple[str, str]]:
    """The pages above those of the accounts."""
    return [(gettext("Comptabilité"), reverse("comptabilite", args=[acces.structure.pk]))]


@porte(Finalite.LIRE_ARGENT)
def comptabilite(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Years, what is to pass, what is left out and why."""
    faits, laissees = examiner(acces.structure, aujourdhui())
    tableaux = {
        "exercices": tableau_exercices(acces, les_exercices(acces)),
        "a_passer": tableau_a_passer(faits),
        "laissees": tableau_laissees(laissees),
    }
    if fichier := exporter_parmi(tableaux.values(), request):
        return fichier
    vus = {"nombre": len(faits), "nombre_laissees": len(laissees), **tableaux}
    return render(request, "comptabilite/comptabilite.html", vus)


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def passer_ecritures(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Pass everything that happened up to a day."""
    form = PasserForm(request.POST or None, initial={"jusqu_au": aujourdhui()})

    def acte() -> int:
        jour: date = form.cleaned_data["jusqu_au"]
        return passer(acces.structure, jour, par=acces.utilisateur).passees

    passees = tenter(form, acte) if request.method == "POST" else None
    if passees is not None:
        texte = ngettext("%(n)s écriture passée.", "%(n)s écritures passées.", passees)
        messages.success(request, texte % {"n": passees})
        return redirect("comptabilite", acces.structure.pk)
    page = Page(
        gettext("Passer les écritures"),
        gettext("Passer"),
        fil_comptabilite(acces),
        gettext(
            "Chaque facture, règlement, paie et mois d'aide est passé une seule fois, puis ne "
            "change plus. Ce qui ne peut pas l'être est laissé de côté, avec sa raison."
        ),
    )
    return page_acte(request, form, page)


@porte(Finalite.LIRE_ARGENT)
def ecriture(request: HttpRequest, acces: Acces, ecriture_id: int) -> HttpResponse:
    """One entry: its lines, and what it comes from."""
    vue = get_ecriture(acces, ecriture_id)
    lignes = tableau_lignes(les_lignes(acces).filter(ecriture=vue).order_by("rang"))
    if fichier := exporter(lignes, request):
        return fichier
    adresse = reverse("exercice", args=[acces.structure.pk, vue.exercice_id])
    vus = {
        "ecriture": vue,
        "lignes": lignes,
        "origine": origine(vue),
        "adresse_origine": adresse_origine(acces, vue),
        "fil": [*fil_comptabilite(acces), (str(vue.exercice), adresse)],
    }
    return render(request, "comptabilite/ecriture.html", vus)
