"""`etrier factures verifier`: every issued invoice before the official judges."""

from dataclasses import replace

import pytest

from etrier.facturation.formats.verification import SEULES
from etrier.facturation.papier import exemples
from etrier.missions.models import Client
from tests import fabrique
from tests.cli.lancement import lancer
from tests.facturation.emises import emettre

pytestmark = pytest.mark.django_db
BONNES = (exemples.entreprise(), exemples.publique())
SANS_MENTION = replace(exemples.entreprise(), mentions=())


@pytest.fixture
def client_() -> Client:
    return fabrique.client(fabrique.structure())


def dire(*arguments: str) -> tuple[int, str]:
    rendu = lancer("factures", "verifier", *arguments)
    return rendu.exit_code, " ".join(rendu.output.split())


@pytest.mark.parametrize("forme", ["cii", "ubl"])
def test_good_ones_pass(client_: Client, forme: str) -> None:
    emettre(client_.structure, client_, 4, BONNES)
    code, dit = dire("--forme", forme)
    assert code == 0
    assert "4 facture(s) vérifiée(s), 0 fautive(s)." in dit


def test_a_faulty_one_is_told_by_its_rule(client_: Client) -> None:
    emettre(client_.structure, client_, 2, (*BONNES[:1], SANS_MENTION))
    code, dit = dire("--annee", str(BONNES[0].emise_le.year))
    assert code == 1
    assert "2 facture(s) vérifiée(s), 1 fautive(s)." in dit
    assert "BR-FR-05 : 3 fois. Par exemple F2026-00001" in dit


def test_a_year_without_any(client_: Client) -> None:
    emettre(client_.structure, client_, 1, BONNES)
    assert "0 facture(s) vérifiée(s)" in dire("--annee", "2019")[1]


def test_several_processes_say_what_one_says(client_: Client) -> None:
    emettre(client_.structure, client_, SEULES + 4, (*BONNES, SANS_MENTION))
    seul, a_deux = dire("--processus", "1"), dire("--processus", "2")
    assert seul[0] == a_deux[0] == 1
    fin = f"{SEULES + 4} facture(s) vérifiée(s), 8 fautive(s)."
    assert fin in seul[1]
    assert fin in a_deux[1]
