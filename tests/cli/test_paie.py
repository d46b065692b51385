"""`etrier paie`: the file written once, the return compared, from the command line."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from etrier.paie.models import EnvoiPaie
from etrier.structures.models import Structure
from tests.cli.lancement import lancer
from tests.paie.monde import clore, donner, structure_de_paie

pytestmark = pytest.mark.django_db


def paie(une: Structure, *arguments: str | Path) -> tuple[int, Any]:
    """Exit code, and the answer in JSON."""
    commune = ("--structure", une.siret, "--mois", "2025-03", "--json")
    rendu = lancer("paie", *arguments, *commune)
    return rendu.exit_code, json.loads(rendu.stdout)


def test_a_file_is_written_once_for_its_owner_alone(tmp_path: Path) -> None:
    une, (contrat,) = structure_de_paie(1)
    code, dit = paie(une, "exporter", "--vers", tmp_path)
    assert (code, dit["bloquent"]) == (1, ["Le mois n'est pas clos : clôturez-le d'abord."])
    donner(contrat, "PRIME", 5_000)
    clore(une)
    code, dit = paie(une, "exporter", "--vers", tmp_path, "--simuler")
    assert (code, dit["lignes"], dit["fichier"]) == (0, 3, None)
    assert not EnvoiPaie.objects.exists()
    code, dit = paie(une, "exporter", "--vers", tmp_path)
    fichier = Path(dit["fichier"])
    assert (code, stat.S_IMODE(fichier.stat().st_mode)) == (0, 0o600)
    assert fichier.read_bytes() == bytes(EnvoiPaie.objects.get().fichier)
    assert paie(une, "exporter", "--vers", tmp_path)[0] == 1


def test_a_return_says_its_differences(tmp_path: Path) -> None:
    une, (contrat,) = structure_de_paie(1)
    donner(contrat, "PRIME", 5_000)
    clore(une)
    paie(une, "exporter", "--vers", tmp_path)
    m = contrat.salarie.matricule
    retour = tmp_path / "retour.csv"
    retour.write_text(
        "Matricule;Code;Heures;Montant\n"
        f"{m};HEURES_TRAVAIL;13,48;160,18\n{m};HEURES_FORMATION;6,77;80,39\n{m};PRIME;;-50,00\n"
    )
    code, dit = paie(une, "rapprocher", retour)
    assert (code, dit["lignes"]) == (1, 3)
    assert [(e["rubrique"], e["genre"]) for e in dit["ecarts"]] == [("PRIME", "SIGNE_INVERSE")]
    rendu = lancer("paie", "rapprocher", retour, "--structure", une.siret, "--mois", "2025-03")
    assert rendu.exit_code == 1
    assert "déjà été lu" in rendu.stderr + rendu.stdout
