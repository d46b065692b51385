"""What one full-time post is in a month: the measure hours are compared with while they are typed.

The close counts otherwise (hours retained only, annexe by annexe): see `aides.frames`.
"""

from dataclasses import dataclass
from datetime import date

from etrier.droit.arrondis import demi_haut
from etrier.droit.parametre import NonCalculable, Parametres
from etrier.droit.vocabulaire import NatureHeures
from etrier.parcours.models import Contrat
from etrier.socle.mois import dernier_jour
from etrier.structures.frames import durees_etp
from etrier.structures.models import Structure

MOIS_DE_L_AN = 12


@dataclass(frozen=True)
class EtpMois:
    """Minutes of one post in a month, and the natures of hours that count in it."""

    minutes: int
    natures: tuple[int, ...]


def etp_du_mois(structure: Structure, mois: date, parametres: Parametres) -> EtpMois | None:
    """The post of the contracts of the month; None when none is known or when they differ.

    The hours of the year are the annexe's, else the dispositif's (parameter `etp/heures_annuelles`:
    DGEFP, questions-réponses of 30 June 2014, §1.1.6); a month is their twelfth. An ACI at 1 820 h:
    9 100 minutes. Two queries.
    """
    conventions = (
        Contrat.objects.filter(structure=structure)
        .en_cours(mois, dernier_jour(mois))
        .order_by()
        .values_list("convention_id", "convention__dispositif")
        .distinct()
    )
    annexes = durees_etp(structure.pk, mois)
    trouves = {
        _etp(dispositif, annexes.get(convention), mois, parametres)
        for convention, dispositif in conventions
    }
    return trouves.pop() if len(trouves) == 1 else None


def _etp(
    dispositif: str, minutes_annexe: int | None, mois: date, parametres: Parametres
) -> EtpMois | None:
    try:
        natures = parametres.valeur("etp/natures_retenues", mois, dispositif).liste
        annuelles = minutes_annexe or (
            parametres.valeur("etp/heures_annuelles", mois, dispositif).en(60)
        )
    except NonCalculable:
        return None
    retenues = tuple(n.value for n in NatureHeures if n.code in natures)
    return EtpMois(demi_haut(annuelles, MOIS_DE_L_AN), retenues)
