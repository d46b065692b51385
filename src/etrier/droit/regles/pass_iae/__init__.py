"""The PASS IAE: its dates, its state on a day, what may happen to it."""

from etrier.droit.regles.pass_iae.controles import (
    exige_prescripteur,
    fin_suspension_maximale,
    motifs_suspension,
    suspension_apres_embauche,
    verifier_prolongation,
    verifier_suspension,
)
from etrier.droit.regles.pass_iae.dates import (
    fin_carence,
    fin_delivree,
    fin_demande_maximale,
    fin_du_pass,
    fin_maximale,
    jours_restants,
    motifs_prolongation,
    nouveau_pass,
)
from etrier.droit.regles.pass_iae.differences import differences
from etrier.droit.regles.pass_iae.etat import etat_pass, prolongation_possible
from etrier.droit.regles.pass_iae.historique import incoherences
from etrier.droit.regles.pass_iae.types import (
    EtatPass,
    Parcours,
    PassDelivre,
    Prolongation,
    Suspension,
)

__all__ = [
    "EtatPass",
    "Parcours",
    "PassDelivre",
    "Prolongation",
    "Suspension",
    "differences",
    "etat_pass",
    "exige_prescripteur",
    "fin_carence",
    "fin_delivree",
    "fin_demande_maximale",
    "fin_du_pass",
    "fin_maximale",
    "fin_suspension_maximale",
    "incoherences",
    "jours_restants",
    "motifs_prolongation",
    "motifs_suspension",
    "nouveau_pass",
    "prolongation_possible",
    "suspension_apres_embauche",
    "verifier_prolongation",
    "verifier_suspension",
]
