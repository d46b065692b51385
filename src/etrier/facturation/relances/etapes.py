"""Which step comes next for a late invoice: one at a time, in order, none twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etrier.facturation.enums import NiveauRelance
from etrier.facturation.models import ReglageRelances
from etrier.structures.models import Structure


@dataclass(frozen=True)
class Faite:
    """A reminder already made."""

    niveau: int
    le: date


def reglage_de(structure: Structure) -> ReglageRelances:
    """The delays of the structure; those of the house when it wrote none."""
    trouve = ReglageRelances.objects.filter(structure=structure).first()
    return trouve or ReglageRelances(structure=structure)


def delais(reglage: ReglageRelances) -> dict[NiveauRelance, int]:
    """Days after the due date of each step."""
    return {
        NiveauRelance.AMIABLE: reglage.amiable_jours,
        NiveauRelance.FERME: reglage.ferme_jours,
        NiveauRelance.MISE_EN_DEMEURE: reglage.mise_en_demeure_jours,
    }


def prochaine(
    echeance: date, faites: Sequence[Faite], reglage: ReglageRelances, le: date
) -> NiveauRelance | None:
    """The step due on a day, or None: too early, or all done.

    A step waits for its own delay after the due date, and for as long after the step before it as
    their delays differ: somebody reminded late is not given formal notice the next day.
    """
    rang = max((faite.niveau for faite in faites), default=0) + 1
    if rang > NiveauRelance.MISE_EN_DEMEURE:
        return None
    niveau, jours = NiveauRelance(rang), delais(reglage)
    if (le - echeance).days < jours[niveau]:
        return None
    if faites:
        precedente = max(faites, key=lambda faite: faite.niveau)
        attente = jours[niveau] - jours[NiveauRelance(precedente.niveau)]
        if (le - precedente.le).days < attente:
            return None
    return niveau
