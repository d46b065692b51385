"""A clock the test moves, and somebody whose data fall due on 1 January 2028."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from etrier.parcours.conservation.actions import archiver
from etrier.parcours.models import PassIae, Personne, Salarie
from tests import fabrique
from tests.parcours.tout_d_une_personne import remplir

FIN = date(2025, 12, 31)
ECHUE = date(2028, 1, 1)


@pytest.fixture
def horloge() -> Iterator[Any]:
    """A clock the test moves; 1 January 2028 to begin with."""
    with patch("django.utils.timezone.now") as maintenant:
        mettre(maintenant, ECHUE)
        yield maintenant


def mettre(horloge: Any, jour: date) -> None:
    midi = datetime(jour.year, jour.month, jour.day, 12, tzinfo=timezone.get_default_timezone())
    horloge.return_value = midi


def pleine_de_tout(horloge: Any) -> Salarie:
    """Somebody who has everything, known in June 2025; the clock is put back afterwards."""
    mettre(horloge, date(2025, 6, 30))
    qui = remplir(fabrique.structure("Atelier"))
    PassIae.objects.update(fin=FIN)
    mettre(horloge, ECHUE)
    return qui


@pytest.fixture
def camille() -> Salarie:
    """Hired for 2025, her PASS ended with 2025."""
    convention = fabrique.convention(fabrique.structure("Atelier"), "ACI")
    qui = fabrique.salarie(convention.structure)
    fabrique.contrat(qui, convention)
    qui.personne.les_pass.update(fin=FIN)
    return qui


def archivee(personne: Personne, horloge: Any) -> None:
    """Archived thirty days ago."""
    archiver(personne, par=None)
    mettre(horloge, ECHUE + timedelta(days=30))
