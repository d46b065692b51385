"""One invoice: what it says, what it took, what was paid, what corrected it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.facturation.access import les_lignes_a_facturer
from etrier.facturation.access_factures import get_facture, les_factures
from etrier.facturation.factures.defauts import defauts
from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.suppression import supprimer_brouillon
from etrier.facturation.models import Facture
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.adresses import adresse_ouverte
from etrier.www.factures.fils import fil_factures, nom_de
from etrier.www.factures.forms import EmissionForm
from etrier.www.factures.tableaux import (
    est_en_retard,
    solde_de,
    tableau_factures,
    tableau_imputations,
    tableau_lignes,
    tableau_non_prises,
    tableau_prises,
    tableau_tva,
)
from etrier.www.porte import porte
from etrier.www.tableau import Tableau


@porte(Finalite.LIRE_ARGENT)
def facture(request: HttpRequest, acces: Acces, facture_id: int) -> HttpResponse:
    """An invoice or a draft, whole."""
    vue = get_facture(acces, facture_id)
    tableaux = _tableaux(acces, vue)
    vus = {
        "facture": vue,
        "nom": nom_de(vue),
        "fil": fil_factures(acces),
        "ecrite": contenu_de(vue),
        "tableaux": tableaux,
        "defauts": [] if vue.est_emise else defauts(acces.structure, [vue])[vue.pk],
        "solde": solde_de(vue),
        "en_retard": est_en_retard(vue),
        "fichiers": _fichiers(acces, vue),
        "miroir": getattr(vue, "miroir", None),
    }
    return exporter_parmi(tableaux, request) or render(request, "factures/facture.html", vus)


def _tableaux(acces: Acces, facture: Facture) -> list[Tableau]:
    lignes = list(facture.lignes.all())
    tableaux = [tableau_lignes(facture, lignes), tableau_tva(contenu_de(facture).tva)]
    prises = les_lignes_a_facturer(acces).filter(prises__ligne__facture=facture).distinct()
    if prises:
        tableaux.append(tableau_prises(acces, list(prises)))
    ecartees = les_lignes_a_facturer(acces, facture.mois).filter(
        client=facture.client, minutes_ecartees__gt=0
    )
    if facture.mois is not None and ecartees:
        tableaux.append(tableau_non_prises(acces, list(ecartees)))
    if facture.est_emise:
        tableaux.append(tableau_imputations(facture))
    avoirs = les_factures(acces).filter(origine=facture)
    if avoirs:
        tableaux.append(tableau_factures(acces, avoirs, _("Avoirs"), "avoirs"))
    return tableaux


def _fichiers(acces: Acces, facture: Facture) -> list[dict[str, Any]]:
    """Links to the files other screens make of it."""
    noms = [
        ("facture_pdf", _("PDF (Factur-X)")),
        ("facture_cii", _("XML (CII)")),
        ("facture_ubl", _("XML (UBL)")),
    ]
    liens = [(adresse_ouverte(acces, nom, facture_id=facture.pk), libelle) for nom, libelle in noms]
    return [{"adresse": a, "libelle": x} for a, x in liens if a is not None]


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def facture_emettre(request: HttpRequest, acces: Acces, facture_id: int) -> HttpResponse:
    """Issue one draft."""
    une = get_facture(acces, facture_id, ecrire=True)
    form = EmissionForm(request.POST or None)
    emises = tenter(
        form,
        lambda: emettre(acces.structure, [une], le=form.cleaned_data["le"], par=acces.utilisateur),
    )
    if emises is not None:
        if emises:
            messages.success(request, _("Facture %(n)s émise.") % {"n": emises[0].numero})
        return redirect("facture", acces.structure.pk, une.pk)
    chapeau = _("Elle reçoit son numéro et ne changera plus.")
    fil = fil_factures(acces, une)
    page = Page(_("Émettre la facture"), _("Émettre la facture"), fil, chapeau)
    return page_acte(request, form, page)


@porte(Finalite.FACTURER, methods=("GET", "POST"))
def facture_supprimer(request: HttpRequest, acces: Acces, facture_id: int) -> HttpResponse:
    """Throw a draft away, once confirmed."""
    une = get_facture(acces, facture_id, ecrire=True)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def supprimer() -> bool:
        supprimer_brouillon(une, par=acces.utilisateur)
        return True

    if tenter(form, supprimer):
        messages.success(request, _("Le brouillon est supprimé : ses heures restent à facturer."))
        return redirect("factures", acces.structure.pk)
    fil = fil_factures(acces, une)
    page = Page(_("Supprimer le brouillon"), _("Supprimer le brouillon"), fil, danger=True)
    return page_acte(request, form, page)
