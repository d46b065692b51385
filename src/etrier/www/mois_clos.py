"""What a reading of a closed month shows around it: the closed months before and after."""

from dataclasses import dataclass
from datetime import date

from etrier.heures.models import Cloture
from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte


@dataclass(frozen=True)
class MoisClos:
    """A month asked of a reading. `ecran` is the name of its address."""

    ecran: str
    mois: date
    est_clos: bool
    avant: date | None
    apres: date | None
    adresse_cloture: str | None


def mois_clos(acces: Acces, mois: date, ecran: str) -> MoisClos:
    """Is the month closed, which are the nearest closed ones, where to close it."""
    clos = set(Cloture.objects.filter(structure=acces.structure).values_list("mois", flat=True))
    return MoisClos(
        ecran,
        mois,
        mois in clos,
        max((m for m in clos if m < mois), default=None),
        min((m for m in clos if m > mois), default=None),
        adresse_ouverte(acces, "cloture", mois=mois),
    )
