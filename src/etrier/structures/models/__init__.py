"""Tables of the room."""

from etrier.structures.models.convention import (
    AnnexeFinanciere,
    AvenantAnnexe,
    Convention,
    MotifRejet,
)
from etrier.structures.models.structure import Groupe, Reseau, Structure
from etrier.structures.models.utilisateur import RoleStructure, Utilisateur

__all__ = [
    "AnnexeFinanciere",
    "AvenantAnnexe",
    "Convention",
    "Groupe",
    "MotifRejet",
    "Reseau",
    "RoleStructure",
    "Structure",
    "Utilisateur",
]
