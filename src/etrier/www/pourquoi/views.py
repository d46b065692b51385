"""Why each figure is what it is."""

from django.http import HttpRequest, HttpResponse

from etrier.aides.access import get_aide, get_etat
from etrier.clauses.access import get_heures_clause
from etrier.cloture.raisons import (
    raison_de_l_aide,
    raison_de_l_etat,
    raison_de_la_ligne_a_facturer,
    raison_de_la_variable,
    raison_des_heures_de_clause,
)
from etrier.facturation.access import get_ligne_a_facturer
from etrier.paie.access import get_variable
from etrier.structures.access import Acces, Finalite
from etrier.www.porte import porte
from etrier.www.pourquoi.rendu import montrer_raison


@porte(Finalite.LIRE_ARGENT)
def pourquoi_aide(request: HttpRequest, acces: Acces, aide_id: int) -> HttpResponse:
    """Aid of an annexe at the end of a month."""
    aide = get_aide(acces, aide_id)
    return montrer_raison(request, acces, raison_de_l_aide(aide), "etat_mensuel")


@porte(Finalite.LIRE_ARGENT)
def pourquoi_etat(request: HttpRequest, acces: Acces, etat_id: int) -> HttpResponse:
    """Hours, ETP and amount of one contract."""
    etat = get_etat(acces, etat_id)
    return montrer_raison(request, acces, raison_de_l_etat(etat), "etat_mensuel")


@porte(Finalite.LIRE_ARGENT)
def pourquoi_paie(request: HttpRequest, acces: Acces, variable_id: int) -> HttpResponse:
    """One pay variable."""
    variable = get_variable(acces, variable_id)
    return montrer_raison(request, acces, raison_de_la_variable(variable), "paie")


@porte(Finalite.LIRE_ARGENT)
def pourquoi_facture(request: HttpRequest, acces: Acces, ligne_id: int) -> HttpResponse:
    """One line to invoice, or hours left out."""
    ligne = get_ligne_a_facturer(acces, ligne_id)
    return montrer_raison(request, acces, raison_de_la_ligne_a_facturer(ligne), "facturation")


@porte(Finalite.LIRE_CLAUSES)
def pourquoi_clause(request: HttpRequest, acces: Acces, heures_id: int) -> HttpResponse:
    """Hours of one person on one clause."""
    heures = get_heures_clause(acces, heures_id)
    return montrer_raison(request, acces, raison_des_heures_de_clause(heures), "clauses")
