"""The last month's relevés of one structure: sent, and some answered, as in a usual week."""

from datetime import date

from etrier.heures.enums import DecisionReleve, MoyenEnvoi
from etrier.heures.models import ReleveHeures
from etrier.heures.releves.actions import envoyer, preparer_tous, relancer
from etrier.heures.releves.reponses import repondre
from etrier.structures.models import Structure

# Of each eight clients: these confirm, this one disputes, this one is recalled, the last is not
# sent anything yet; the others are waited for.
CONFIRMENT, CONTESTE, RELANCE, PAS_ENCORE, TOUS = (0, 1, 2), 3, 4, 7, 8


def faire_confirmer(structure: Structure, mois: date) -> int:
    """Draw the relevés of the month and have some answered; gives how many there are.

    Those drawn before are left as they are.
    """
    releves = preparer_tous(structure, mois, par=None)
    for rang, releve in enumerate(releves):
        _suivre(releve, rang % TOUS)
    return len(releves)


def _suivre(releve: ReleveHeures, rang: int) -> None:
    if rang == PAS_ENCORE:
        return
    envoi = envoyer(releve, MoyenEnvoi.LIEN, par=None)
    if rang in CONFIRMENT:
        repondre(envoi, DecisionReleve.CONFIRME, nom="Camille EXEMPLE")
    elif rang == CONTESTE:
        ligne = releve.lignes.all()[0]
        repondre(
            envoi,
            DecisionReleve.CONTESTE,
            nom="Dominique EXEMPLE",
            commentaire="Partie une demi-heure plus tôt ce jour-là.",
            contestees={ligne.pk: max(0, ligne.minutes - 30)},
        )
    elif rang == RELANCE:
        relancer(releve, par=None)
