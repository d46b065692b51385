"""The calculators of `etrier droit` and of the public pages, by name."""

from etrier.droit.calculs.aide_au_poste import AIDE_AU_POSTE
from etrier.droit.calculs.annexe import ANNEXE
from etrier.droit.calculs.calcul import Argument, Calcul, Constat, Reponse, Resultat
from etrier.droit.calculs.cdi_inclusion import CDI_INCLUSION
from etrier.droit.calculs.clause import CALCULS_CLAUSE
from etrier.droit.calculs.compteur_ai import CALCULS_COMPTEUR_AI
from etrier.droit.calculs.eligibilite import ELIGIBILITE, GEIQ
from etrier.droit.calculs.etp import ETP
from etrier.droit.calculs.facture import FACTURE
from etrier.droit.calculs.modulation import MODULATION
from etrier.droit.calculs.pass_iae import PASS
from etrier.droit.calculs.pmsmp import PMSMP
from etrier.droit.calculs.regularisation import REGULARISATION
from etrier.droit.calculs.remuneration import CALCULS_REMUNERATION
from etrier.droit.calculs.rsa import PART_DEPARTEMENT, RSA
from etrier.droit.calculs.smic import SMIC
from etrier.droit.calculs.sortie import SORTIE
from etrier.droit.calculs.tva import TVA

__all__ = ["CALCULS", "Argument", "Calcul", "Constat", "Reponse", "Resultat"]

CALCULS: dict[str, Calcul] = {
    calcul.nom: calcul
    for calcul in (
        AIDE_AU_POSTE,
        ETP,
        REGULARISATION,
        ANNEXE,
        MODULATION,
        CDI_INCLUSION,
        *CALCULS_COMPTEUR_AI,
        *CALCULS_CLAUSE,
        *CALCULS_REMUNERATION,
        SMIC,
        RSA,
        PART_DEPARTEMENT,
        TVA,
        FACTURE,
        PASS,
        ELIGIBILITE,
        SORTIE,
        PMSMP,
        GEIQ,
    )
}
"""In the order in which they are listed."""
