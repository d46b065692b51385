"""Tables of the room."""

from etrier.comptabilite.models.ecritures import (
    CompteComptable,
    Ecriture,
    Exercice,
    LigneEcriture,
)
from etrier.comptabilite.models.ordres import LigneOrdre, OrdreSepa
from etrier.comptabilite.models.rapprochements import RapprochementBancaire

__all__ = [
    "CompteComptable",
    "Ecriture",
    "Exercice",
    "LigneEcriture",
    "LigneOrdre",
    "OrdreSepa",
    "RapprochementBancaire",
]
