"""Why a stored figure is what it is: one structure, one closed month, judged again by its rules."""

from etrier.cloture.raisons.aide import raison_de_l_aide, raison_de_l_etat
from etrier.cloture.raisons.citation import ParametreCite
from etrier.cloture.raisons.clause import raison_des_heures_de_clause
from etrier.cloture.raisons.facture import raison_de_la_ligne_a_facturer
from etrier.cloture.raisons.paie import raison_de_la_variable
from etrier.cloture.raisons.raison import Composante, Figure, LigneRaison, Raison

__all__ = [
    "Composante",
    "Figure",
    "LigneRaison",
    "ParametreCite",
    "Raison",
    "raison_de_l_aide",
    "raison_de_l_etat",
    "raison_de_la_ligne_a_facturer",
    "raison_de_la_variable",
    "raison_des_heures_de_clause",
]
