"""Lines to invoice of a closed month."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etrier.facturation.access import les_lignes_a_facturer
from etrier.structures.access import Acces, Finalite
from etrier.www.facturation.tableaux import (
    par_client,
    tableau_clients,
    tableau_ecartees,
    tableau_lignes,
)
from etrier.www.mois_clos import mois_clos
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_ARGENT)
def facturation(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Totals per client, every line, and the hours left out."""
    toutes = list(les_lignes_a_facturer(acces, mois).order_by("client__denomination", "id"))
    lignes = [ligne for ligne in toutes if not ligne.minutes_ecartees]
    tableaux = {
        "clients": tableau_clients(acces, par_client(lignes), mois),
        "lignes": tableau_lignes(acces, lignes, mois),
        "ecartees": tableau_ecartees(acces, [x for x in toutes if x.minutes_ecartees], mois),
    }
    for tableau in tableaux.values():
        if fichier := exporter(tableau, request):
            return fichier
    vus = {**tableaux, "clos": mois_clos(acces, mois, "facturation"), "mois": mois}
    return render(request, "facturation/facturation.html", vus)
