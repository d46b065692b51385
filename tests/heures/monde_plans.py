"""A contract, its chantier, and the usual weeks planned for it in May 2025."""

from collections.abc import Sequence
from datetime import date

import pytest

from etrier.heures.enums import GenreHeures
from etrier.heures.models import LigneHeures
from etrier.heures.plans.actions import Semaine
from etrier.heures.plans.propositions import Propositions, appliquer
from etrier.missions.models import Chantier
from etrier.parcours.models import Contrat
from tests import fabrique

# In May 2025 Thursdays 1, 8 and 29 are holidays.
MAI, FIN_MAI = date(2025, 5, 1), date(2025, 5, 31)
SEPT_HEURES = 420
LUNDI_VENDREDI = (SEPT_HEURES,) * 5 + (0, 0)
MARDI_MATIN = (0, 210, 0, 0, 0, 0, 0)
FERIE, CONGE = GenreHeures.JOUR_FERIE, GenreHeures.CONGE_PAYE


def semaine(
    minutes: Sequence[int] = LUNDI_VENDREDI, debut: date = date(2025, 1, 1), **autres: object
) -> Semaine:
    return Semaine(minutes, debut, **autres)  # type: ignore[arg-type]


@pytest.fixture
def contrat() -> Contrat:
    une = fabrique.structure()
    return fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))


@pytest.fixture
def chantier(contrat: Contrat) -> Chantier:
    return fabrique.chantier(contrat.structure)


def lancer(contrat: Contrat, mois: date = MAI) -> Propositions:
    return appliquer(contrat.structure, mois, par=None)


def lignes(contrat: Contrat) -> list[tuple[int, int, int]]:
    """Day of the month, nature, minutes."""
    trouvees = LigneHeures.objects.filter(contrat=contrat).order_by("jour", "nature", "pk")
    return [(x.jour.day, x.nature, x.minutes) for x in trouvees]
