"""Hours credited to the social clauses in a closed month."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etrier.clauses.access import les_heures_clauses
from etrier.structures.access import Acces, Finalite
from etrier.www.clauses.avancement import avancements, en_retard
from etrier.www.clauses.tableaux import tableau_clauses, tableau_personnes
from etrier.www.mois_clos import mois_clos
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_CLAUSES)
def clauses(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Each clause, how far it is, then who did the hours."""
    avances = avancements(acces, mois)
    par_clause = tableau_clauses(avances, mois)
    personnes = tableau_personnes(acces, les_heures_clauses(acces, mois), mois)
    vus = {
        "avances": avances,
        "en_retard": en_retard(avances, mois),
        "par_clause": par_clause,
        "personnes": personnes,
        "clos": mois_clos(acces, mois, "clauses"),
        "mois": mois,
    }
    return (
        exporter(par_clause, request)
        or exporter(personnes, request)
        or render(request, "clauses/clauses.html", vus)
    )
