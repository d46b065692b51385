"""The ledger, its close, and what surrounds an hour before it is validated."""

from etrier.heures.models.cloture import Cloture
from etrier.heures.models.feuilles import FeuilleSemaine, OperationRecue, PhotoFeuille, Pointage
from etrier.heures.models.imports import DispositionRetenue, Rapprochement
from etrier.heures.models.lignes import ImportHeures, LigneHeures
from etrier.heures.models.plans import Absence, CodeHeures, PlanHeures
from etrier.heures.models.releves import EnvoiReleve, LigneReleve, ReleveHeures, ReponseReleve

__all__ = [
    "Absence",
    "Cloture",
    "CodeHeures",
    "DispositionRetenue",
    "EnvoiReleve",
    "FeuilleSemaine",
    "ImportHeures",
    "LigneHeures",
    "LigneReleve",
    "OperationRecue",
    "PhotoFeuille",
    "PlanHeures",
    "Pointage",
    "Rapprochement",
    "ReleveHeures",
    "ReponseReleve",
]
