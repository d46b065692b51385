"""`etrier comptabilite`: entries passed and the FEC written, from the command line."""

import json
import stat
from datetime import date
from pathlib import Path

import pytest

from etrier.structures.models import Structure
from tests import fabrique
from tests.cli.lancement import lancer
from tests.comptabilite import monde
from tests.comptabilite.controle_fec import fautes

pytestmark = pytest.mark.django_db


@pytest.fixture
def maison() -> Structure:
    une = fabrique.structure()
    monde.facture(fabrique.client(une), date(2025, 3, 31))
    monde.mouvement(une, date(2025, 4, 2), 40_00)
    return une


def test_a_trial_writes_nothing_then_entries_are_passed_once(maison: Structure) -> None:
    arguments = ("comptabilite", "passer", "--structure", maison.siret, "--jusqu-au", "31/12/2025")
    for suite, ecrit, passees in ((("--simuler",), False, 1), ((), True, 1), ((), True, 0)):
        rendu = lancer(*arguments, *suite, "--json")
        dit = json.loads(rendu.stdout)
        assert (rendu.exit_code, dit["ecrit"], dit["passees"]) == (0, ecrit, passees)
        assert "à rapprocher" in dit["laissees"][0]["raison"]


def test_the_fec_is_written_for_its_owner_alone(maison: Structure, tmp_path: Path) -> None:
    fec = ("comptabilite", "fec", "--structure", maison.siret, "--exercice", "2025")
    sans = lancer(*fec, "--vers", tmp_path)
    assert sans.exit_code == 1
    assert "Aucun exercice" in sans.output
    lancer("comptabilite", "passer", "--structure", maison.siret, "--jusqu-au", "2025-12-31")
    assert lancer(*fec, "--vers", tmp_path).exit_code == 0
    (chemin,) = tmp_path.iterdir()
    assert stat.S_IMODE(chemin.stat().st_mode) == 0o600
    assert fautes(chemin.name, chemin.read_bytes(), date(2025, 12, 31)) == []
