"""`etrier importer`: the ASP's real files, and hours."""

import json
from datetime import date
from pathlib import Path

import pytest

from etrier.heures.models import ImportHeures, LigneHeures
from etrier.socle.models import Acte
from etrier.structures.models import AnnexeFinanciere, AvenantAnnexe, Structure
from tests import fabrique
from tests.cli.lancement import lancer
from tests.structures.fichiers_asp import (
    ANNEXES,
    DOSSIER,
    NOM_ANNEXES,
    NOM_STRUCTURES,
    changer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def octobre(tmp_path: Path) -> tuple[Structure, Path]:
    """A structure and its file: three days of one person, a bad fourth line left out."""
    une = fabrique.structure("ACI")
    personne = fabrique.salarie(une)
    fabrique.contrat(personne, fabrique.convention(une))
    fichier = tmp_path / "mars.csv"
    jours = [f"{personne.matricule};{jour:02d}/03/2025;7h30" for jour in (3, 4, 5)]
    fichier.write_text("\n".join(["matricule;jour;heures", *jours]))
    return une, fichier


def importer_heures(une: Structure, fichier: Path, *options: str) -> tuple[int, str]:
    """Exit code and everything said."""
    rendu = lancer("importer", "heures", fichier, "--structure", une.siret, *options)
    return rendu.exit_code, rendu.output


def test_the_real_files_come_in_whole() -> None:
    rendu = lancer("importer", "structures", DOSSIER / NOM_STRUCTURES)
    assert rendu.exit_code == 0, rendu.output
    assert "Structures ajoutées : 6" in rendu.output
    rendu = lancer("importer", "annexes", DOSSIER / NOM_ANNEXES)
    assert rendu.exit_code == 0, rendu.output
    assert "85 lignes lues" in rendu.output
    # 71 funded rows, two of which are the same avenant rejected for two motives.
    assert "Montants recalculés : 70 sur 70 égaux au centime" in " ".join(rendu.output.split())
    assert AvenantAnnexe.objects.count() == 84
    encore = lancer("importer", "annexes", DOSSIER / NOM_ANNEXES)
    assert "Avenants ajoutés : 0" in encore.output
    assert AvenantAnnexe.objects.count() == 84


def test_a_damaged_copy_is_refused_with_its_line_and_nothing_is_written(tmp_path: Path) -> None:
    lancer("importer", "structures", DOSSIER / NOM_STRUCTURES)
    actes = Acte.objects.count()
    copie = tmp_path / NOM_ANNEXES
    copie.write_bytes(changer(ANNEXES, 40, "af_etp_postes_insertion", "beaucoup"))
    rendu = lancer("importer", "annexes", copie)
    assert rendu.exit_code == 1
    assert "rien n'a été écrit" in rendu.output
    assert "igne 40" in rendu.output
    assert "beaucoup" in rendu.output
    assert "Traceback" not in rendu.output
    assert not AnnexeFinanciere.objects.exists()
    assert Acte.objects.count() == actes


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    fichier = tmp_path / "liste.csv"
    fichier.write_text("nom;prénom\nDUPONT;Anne\n")
    for genre in ("structures", "annexes"):
        rendu = lancer("importer", genre, fichier)
        assert rendu.exit_code == 1
        assert "liste.csv" in rendu.output
    assert not Structure.objects.exists()


def test_hours_come_in_as_drafts_once(octobre: tuple[Structure, Path]) -> None:
    une, fichier = octobre
    code, dit = importer_heures(une, fichier, "--mois", "2025-03")
    assert code == 0, dit
    assert "nouvelles : 3" in dit
    assert LigneHeures.objects.brouillons().count() == 3
    code, dit = importer_heures(une, fichier)
    assert code == 0
    assert "déjà connues : 3" in " ".join(dit.split())
    assert LigneHeures.objects.count() == 3


def test_a_trial_writes_nothing(octobre: tuple[Structure, Path]) -> None:
    code, dit = importer_heures(*octobre, "--simuler")
    assert code == 0
    assert "Simulation : rien n'a été écrit." in dit
    assert not LigneHeures.objects.exists()
    assert not ImportHeures.objects.exists()


def test_the_answer_in_json(octobre: tuple[Structure, Path]) -> None:
    code, dit = importer_heures(*octobre, "--simuler", "--json")
    lu = json.loads(dit)
    assert code == 0
    assert (lu["nouvelles"], lu["connues"], lu["modifiees"], lu["refusees"]) == (3, 0, 0, 0)
    assert (lu["minutes"], lu["raisons"]) == (3 * 450, [])


def test_one_bad_line_refuses_the_file_and_says_which(octobre: tuple[Structure, Path]) -> None:
    une, fichier = octobre
    fichier.write_text(fichier.read_text() + "\nINCONNU;06/03/2025;7\n")
    code, dit = importer_heures(une, fichier)
    assert code == 1
    assert "INCONNU" in dit
    assert not LigneHeures.objects.exists()
    code, dit = importer_heures(une, fichier, "--json")
    lu = json.loads(dit)
    assert (code, lu["refusees"], [r["ligne"] for r in lu["raisons"]]) == (1, 1, [5])


def test_lines_of_another_month_are_refused_when_a_month_is_named(
    octobre: tuple[Structure, Path],
) -> None:
    code, dit = importer_heures(*octobre, "--mois", "04/2025")
    assert code == 1
    assert "04/2025" in dit
    assert not LigneHeures.objects.filter(jour__gte=date(2025, 1, 1)).exists()


def test_what_is_not_a_month_is_said(octobre: tuple[Structure, Path]) -> None:
    code, dit = importer_heures(*octobre, "--mois", "mars")
    assert code == 2
    assert "mars" in dit


def test_an_unknown_siret_is_one_clear_sentence(octobre: tuple[Structure, Path]) -> None:
    _une, fichier = octobre
    rendu = lancer("importer", "heures", fichier, "--structure", "12345678901234")
    assert rendu.exit_code == 1
    assert "Aucune structure n'a le SIRET 12345678901234" in rendu.output


def test_the_good_lines_come_in_on_demand_and_the_others_go_to_a_file(
    octobre: tuple[Structure, Path], tmp_path: Path
) -> None:
    une, fichier = octobre
    fichier.write_text(fichier.read_text() + "\nINCONNU;06/03/2025;7\n")
    rejets = tmp_path / "rejets.csv"
    code, dit = importer_heures(une, fichier, "--bonnes-lignes", "--rejets", str(rejets))
    assert code == 1
    assert "les autres sont écrites" in " ".join(dit.split())
    assert LigneHeures.objects.count() == 3
    rendu = rejets.read_bytes().decode("utf-8-sig")
    assert "INCONNU" in rendu
    assert "aucun salarié de la structure" in rendu
    matricule = une.salaries.get().matricule
    rejets.write_text(rendu.replace("INCONNU", matricule))
    code, dit = importer_heures(une, rejets)
    assert code == 0, dit
    assert LigneHeures.objects.count() == 4


def test_a_proposal_is_a_refused_line_until_it_is_accepted(
    octobre: tuple[Structure, Path], tmp_path: Path
) -> None:
    une, _fichier = octobre
    personne = une.salaries.get().personne
    fichier = tmp_path / "noms.csv"
    fichier.write_text(f"nom;prénom;jour;heures\n{personne.nom};Camile;06/03/2025;7\n")
    code, dit = importer_heures(une, fichier, "--json")
    lu = json.loads(dit)
    assert (code, lu["ecrit"], lu["refusees"]) == (1, False, 1)
    assert str(personne) in lu["raisons"][0]["raison"]
    (mot,) = lu["rapprochements"]
    assert mot["surete"] == "proposee"
    assert mot["proposition"].startswith(str(personne))
    assert lu["disposition"]["colonnes"]["heures"] == "D"
    code, dit = importer_heures(une, fichier, "--accepter-propositions")
    assert code == 0, dit
    assert LigneHeures.objects.get().minutes == 420
    code, dit = importer_heures(une, fichier, "--json")
    lu = json.loads(dit)
    assert (code, lu["rapprochements"][0]["surete"]) == (0, "retenue")


def test_a_file_refused_as_a_whole_has_its_own_code(
    octobre: tuple[Structure, Path], tmp_path: Path
) -> None:
    une, _fichier = octobre
    fichier = tmp_path / "liste.csv"
    fichier.write_text("rien;de\nbon;ici")
    code, dit = importer_heures(une, fichier)
    assert code == 2
    assert "est refusé, rien n'a été écrit" in " ".join(dit.split())
    code, dit = importer_heures(une, fichier, "--json")
    assert code == 2
    assert json.loads(dit)["fichier_refuse"]


def test_json_is_alone_on_the_outputs(octobre: tuple[Structure, Path]) -> None:
    une, fichier = octobre
    rendu = lancer("importer", "heures", fichier, "--structure", une.siret, "--json")
    assert rendu.stderr == ""
    assert json.loads(rendu.stdout)["ecrit"] is True
    rendu = lancer("importer", "heures", fichier, "--structure", une.siret)
    assert "écriture 0/0" in rendu.stderr
    assert "écriture" not in rendu.stdout
