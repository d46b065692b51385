"""Hours turned into full-time equivalents."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Context, Decimal
from typing import Any

from etrier.droit.calculs.arguments import DISPOSITIF, HEURES, HEURES_ETP, LE
from etrier.droit.calculs.base_aide import duree_etp
from etrier.droit.calculs.calcul import Calcul, Resultat
from etrier.droit.ecriture import heures
from etrier.droit.parametre import Parametres

EXACT = Context(prec=28)
"""Twenty-eight significant digits, whatever the caller's own decimal context."""


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Hours ÷ hours of one post in the year: 130 h in an EI is 0.08637873754… annual ETP."""
    minutes = saisie["heures"]
    duree = duree_etp(saisie, parametres, saisie["le"] or date.max)
    annuel = EXACT.divide(Decimal(minutes), Decimal(duree.valeur))
    mensuel = EXACT.divide(Decimal(minutes * 12), Decimal(duree.valeur))
    return Resultat(
        etp=annuel,
        base=f"{heures(minutes)} ÷ {heures(duree.valeur)} par an",
        parametres=duree.sources,
        lignes=(
            {"libelle": "ETP annuel", "etp": format(annuel, "f")},
            {"libelle": "ETP mensuel (× 12)", "etp": format(mensuel, "f")},
        ),
    )


ETP = Calcul(
    nom="etp",
    titre="Équivalents temps plein",
    description=(
        "Ce que des heures d'insertion représentent en équivalents temps plein (ETP) sur l'année"
        " et sur le mois."
    ),
    articles=("Questions-réponses DGEFP du 30 juin 2014, § 1.1.6", "Annexe financière"),
    arguments=(
        DISPOSITIF,
        HEURES,
        replace(LE, requis=False, aide="Sans date, la dernière durée connue."),
        HEURES_ETP,
    ),
    calculer=calculer,
)
