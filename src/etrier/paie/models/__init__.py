"""Tables of the room."""

from etrier.paie.models.frais import BaremeKilometrique, NoteFrais
from etrier.paie.models.navette import (
    CodePaie,
    EcartPaie,
    EnvoiPaie,
    LigneRetourPaie,
    ReglagePaie,
    RetourPaie,
)
from etrier.paie.models.variables import VariablePaie, VariableSaisie

__all__ = [
    "BaremeKilometrique",
    "CodePaie",
    "EcartPaie",
    "EnvoiPaie",
    "LigneRetourPaie",
    "NoteFrais",
    "ReglagePaie",
    "RetourPaie",
    "VariablePaie",
    "VariableSaisie",
]
