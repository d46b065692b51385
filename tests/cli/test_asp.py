"""`etrier asp`: records prepared, written, answered, from the command line."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie, LectureSecret, LotAsp
from etrier.structures.models import Structure
from tests import fabrique
from tests.cli.lancement import lancer
from tests.parcours import monde_asp as monde
from tests.parcours.monde_asp import le_23_novembre

__all__ = ["le_23_novembre"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


def asp(une: Structure, *arguments: str | Path) -> tuple[int, Any]:
    """Exit code, and the answer in JSON."""
    rendu = lancer("asp", *arguments, "--structure", une.siret, "--json")
    return rendu.exit_code, json.loads(rendu.stdout)


def test_preparing_counts_and_a_trial_writes_nothing(aci: Structure) -> None:
    monde.salarie(aci)
    essai = {"ecrit": False, "creees": 1, "mises_a_jour": 0, "sous_ancien_siret": 0}
    assert asp(aci, "preparer", "--simuler") == (0, essai)
    assert not FicheSalarie.objects.exists()
    assert asp(aci, "preparer") == (0, essai | {"ecrit": True})
    assert asp(aci, "preparer") == (0, essai | {"ecrit": True, "creees": 0})


def test_a_file_is_written_for_its_owner_alone_and_its_answer_read(
    aci: Structure, tmp_path: Path
) -> None:
    fiche = monde.fiche(aci)
    code, dit = asp(aci, "ecrire", "--vers", tmp_path / "depot")
    assert (code, dit["fiches"], dit["retenues"]) == (0, 1, [])
    chemin = Path(dit["fichier"])
    assert stat.S_IMODE(chemin.stat().st_mode) == 0o600
    contenu = json.loads(chemin.read_text(encoding="utf-8"))
    contenu["lignesTelechargement"][0]["codeTraitement"] = "3308"
    retour = tmp_path / chemin.name.replace(".json", "_FichierRetour.json")
    retour.write_text(json.dumps(contenu), encoding="utf-8")
    code, dit = asp(aci, "lire-retour", retour)
    assert (code, dit["integrees"]) == (1, 0)
    assert dit["rejetees"][0]["code"] == "3308"
    assert "commune de naissance" in dit["rejetees"][0]["arrive"]
    rendu = lancer("asp", "lire-retour", retour, "--structure", aci.siret)
    assert rendu.exit_code == 1
    assert "déjà lue" in rendu.output
    fiche.refresh_from_db()
    assert fiche.etat == EtatFiche.REJETEE


def test_a_trial_opens_nothing(aci: Structure) -> None:
    monde.fiche(aci)
    LectureSecret.objects.all().delete()
    code, dit = asp(aci, "ecrire", "--simuler")
    assert (code, dit["ecrit"], dit["fiches"]) == (0, False, 1)
    assert not LectureSecret.objects.exists()
    assert not LotAsp.objects.exists()


def test_a_record_held_back_is_told_without_its_secret(aci: Structure, tmp_path: Path) -> None:
    fiche = monde.fiche(aci)
    FicheSalarie.objects.update(situation=None)
    code, dit = asp(aci, "ecrire", "--vers", tmp_path)
    assert (code, dit["ecrit"]) == (1, False)
    (retenue,) = dit["retenues"]
    assert retenue["qui"] == str(fiche.salarie)
    assert retenue["raisons"] == ["Sa situation à l'entrée est à compléter par son référent."]


def test_it_speaks_to_people_too(aci: Structure, tmp_path: Path) -> None:
    rendu = lancer("asp", "ecrire", "--structure", aci.siret, "--simuler")
    assert rendu.exit_code == 1
    assert "Aucune fiche n'est prête" in rendu.output
    monde.fiche(aci)
    rendu = lancer("asp", "preparer", "--structure", aci.siret, "--simuler")
    assert "Simulation : rien n'a été écrit." in rendu.output
    rendu = lancer("asp", "ecrire", "--structure", aci.siret, "--vers", tmp_path)
    assert "Fiches écrites : 1." in rendu.output
    assert "Fichier à déposer" in rendu.output
