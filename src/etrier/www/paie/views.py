"""Pay variables of a closed month."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etrier.paie.access import les_variables
from etrier.structures.access import Acces, Finalite
from etrier.www.mois_clos import mois_clos
from etrier.www.paie.tableaux import par_contrat, tableau_contrats, tableau_rubriques
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_ARGENT)
def paie(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """One line per contract, then every rubrique."""
    variables = list(
        les_variables(acces, mois).order_by(
            "contrat__salarie__personne__nom", "contrat__salarie__personne__prenom", "contrat", "id"
        )
    )
    contrats = tableau_contrats(acces, par_contrat(variables), mois)
    rubriques = tableau_rubriques(acces, variables, mois)
    vus = {
        "contrats": contrats,
        "rubriques": rubriques,
        "clos": mois_clos(acces, mois, "paie"),
        "mois": mois,
        "onglet": "paie",
    }
    return (
        exporter(contrats, request)
        or exporter(rubriques, request)
        or render(request, "paie/paie.html", vus)
    )
