"""An order the bank never shows is told, some days after its own."""

from datetime import date, timedelta

import pytest

from etrier.comptabilite.models import LigneOrdre, OrdreSepa
from etrier.comptabilite.models.ordres import JOURS_POUR_PARAITRE
from etrier.comptabilite.ordres.actions import abandonner
from etrier.comptabilite.rapprochement.actions import accepter, defaire
from etrier.comptabilite.rapprochement.cibles import Cible, Sorte
from etrier.structures.models import Structure
from tests import fabrique
from tests.banque.monde import compte
from tests.comptabilite import monde

pytestmark = pytest.mark.django_db
LE = date(2025, 4, 1)
APRES = LE + timedelta(days=JOURS_POUR_PARAITRE + 1)


@pytest.fixture
def une() -> Structure:
    return fabrique.structure()


@pytest.fixture
def ligne(une: Structure) -> LigneOrdre:
    """A transfer of wages of 1 000 €, from an account with a statement of that day."""
    return monde.virement(une, LE, 1_000_00)


def perdus(le: date = APRES) -> list[OrdreSepa]:
    return list(OrdreSepa.objects.perdus_de_vue(le))


def test_it_is_told_after_the_days_of_the_house(ligne: LigneOrdre) -> None:
    assert perdus(APRES - timedelta(days=1)) == []
    assert perdus() == [ligne.ordre]


def test_a_line_of_the_bank_answers_it_until_it_is_undone(
    une: Structure, ligne: LigneOrdre
) -> None:
    m = monde.mouvement(une, LE, -1_000_00)
    accepter(m, Cible(Sorte.ORDRE, (ligne.ordre_id,)), par=None)
    assert perdus() == []
    defaire(m, None)
    assert perdus() == [ligne.ordre]


def test_an_order_given_up_is_lost_by_nobody(ligne: LigneOrdre) -> None:
    abandonner(ligne.ordre, None)
    assert perdus() == []


def test_an_account_whose_statements_are_never_read_shows_nothing(
    une: Structure, ligne: LigneOrdre
) -> None:
    OrdreSepa.objects.update(compte=compte(une))
    assert perdus() == []
    assert list(OrdreSepa.objects.pas_vus()) == [ligne.ordre]
