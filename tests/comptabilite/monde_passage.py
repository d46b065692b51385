"""A structure whose year is to be passed, and how its entries read."""

from datetime import date

import pytest

from etrier.comptabilite.models import LigneEcriture
from etrier.missions.models import Client
from etrier.structures.models import Structure
from tests import fabrique

FIN = date(2025, 12, 31)
MARS = date(2025, 3, 31)


@pytest.fixture
def maison() -> Structure:
    une = fabrique.structure()
    fabrique.convention(une, "EI")
    return une


@pytest.fixture
def ville(maison: Structure) -> Client:
    return fabrique.client(maison)


def lignes(source: str) -> set[tuple[str, str, int]]:
    """Account, third party, and debit less credit, of an entry."""
    trouvees = LigneEcriture.objects.filter(ecriture__source=source)
    return {(x.compte, x.auxiliaire, x.debit_centimes - x.credit_centimes) for x in trouvees}


def solde(une: Structure, racine: str) -> int:
    return LigneEcriture.objects.filter(ecriture__structure=une, compte__startswith=racine).solde()
