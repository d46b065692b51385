"""`etrier droit`: the worked values of the dossier, explained, or refused with a reason."""

import json
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from etrier.droit.calculs import CALCULS
from tests.cli.lancement import lancer, lancer_ailleurs

CLES = {"base", "parametres", "provisoire", "motif"}
CLES_PARAMETRE = {"valeur", "depuis", "reference"}


def calculer(*arguments: str | Path) -> dict[str, Any]:
    """The JSON answer of a calculator."""
    rendu = lancer("droit", *arguments, "--json")
    assert rendu.exit_code == 0, rendu.output
    lu: dict[str, Any] = json.loads(rendu.output)
    assert lu.keys() >= CLES
    assert len({"montant_centimes", "etp", "minutes"} & lu.keys()) == 1
    for parametre in lu["parametres"]:
        assert parametre.keys() >= CLES_PARAMETRE
        assert parametre["reference"]["titre"]
    return lu


def aide(dispositif: str, heures: str, *autres: str, le: str = "2025-03-01") -> dict[str, Any]:
    """Aide au poste for hours."""
    return calculer(
        "aide-au-poste", "--dispositif", dispositif, "--le", le, "--heures", heures, *autres
    )


def test_it_lists_every_calculator() -> None:
    rendu = lancer("droit")
    assert rendu.exit_code == 0
    for nom, calcul in CALCULS.items():
        assert nom in rendu.output
        assert calcul.titre in rendu.output


@pytest.mark.parametrize(
    ("dispositif", "heures", "centimes"),
    [
        ("ACI", "1000", 1_314_341),  # 1 000 / 1 820 × 23 921 €
        ("EI", "130", 114_918),
        ("AI", "2000", 201_493),
    ],
)
def test_the_aid_of_the_dossier(dispositif: str, heures: str, centimes: int) -> None:
    lu = aide(dispositif, heures)
    assert lu["montant_centimes"] == centimes
    assert [p["parametre"] for p in lu["parametres"]] == [
        "etp/heures_annuelles",
        "aide_au_poste/socle",
    ]
    assert lu["parametres"][1]["depuis"] <= "2025-03-01"
    assert not lu["provisoire"]


def test_mayotte_and_the_second_year_of_a_cdi_inclusion() -> None:
    lu = aide("ACI", "1000", "--territoire", "mayotte", "--annee-cdi", "2")
    unitaire = Fraction(next(p["valeur"] for p in lu["parametres"] if "mayotte" in p["parametre"]))
    assert lu["montant_centimes"] == 1000 * unitaire / 1820 * 70 == 695_000
    entier = aide("ACI", "1000", "--annee-cdi", "1")["montant_centimes"]
    assert entier == aide("ACI", "1000")["montant_centimes"]


def test_the_regularisation_of_the_dossier() -> None:
    lu = calculer(
        "regularisation", "--dispositif", "ACI", "--debut", "2025-01-01", "--fin", "2025-12-31",
        "--postes", "10", "--le", "2025-05-31", "--heures", "7000",
    )  # fmt: skip
    assert lu["montant_centimes"] == -766_699


def test_etp_keeps_all_its_decimals() -> None:
    lu = calculer("etp", "--dispositif", "EI", "--heures", "130")
    assert isinstance(lu["etp"], str)
    assert abs(Fraction(lu["etp"]) - Fraction(130, 1505)) < Fraction(1, 10**25)
    assert lu["etp"].startswith("0.086378737541528239202657")


def test_the_smic_of_november_2024() -> None:
    assert calculer("smic", "--le", "2024-11-15")["montant_centimes"] == 1_188
    assert calculer("smic", "--le", "2024-10-31")["montant_centimes"] == 1_165


def test_the_counter_of_an_ai(tmp_path: Path) -> None:
    fichier = tmp_path / "placements.csv"
    fichier.write_text(
        "personne;jour;heures;client\n"
        "A;2025-03-03;7;entreprise\nA;04/03/2025;475;entreprise\nB;2025-03-03;7,5;particulier\n"
    )
    lu = calculer("compteur-ai", fichier)
    assert lu["minutes"] == 482 * 60
    premiere, seconde = lu["lignes"]
    assert (premiere["libelle"], premiere["restantes_minutes"]) == ("A", 0)
    assert (seconde["comptees_minutes"], seconde["hors_plafond_minutes"]) == (0, 450)
    assert "04/03/2025" in premiere["situation"]


def test_the_text_explains_itself() -> None:
    rendu = lancer(
        "droit", "aide-au-poste", "--dispositif", "ACI", "--le", "2025-03-01", "--heures", "1000"
    )
    texte = rendu.output.replace("\u202f", " ").replace("\xa0", " ")
    assert texte.startswith("13 143,41 €")
    assert "1 000 h ÷ 1 820 h × 23 921,00 €" in texte
    assert "Arrêté du 4 décembre 2024" in texte


def test_a_value_carried_past_its_last_known_day_is_provisional() -> None:
    assert aide("ACI", "1000", le="2030-01-01")["provisoire"] is True


@pytest.mark.parametrize(
    ("arguments", "raison"),
    [
        (("smic", "--le", "1950-01-01"), "pas de valeur établie au 01/01/1950"),
        (
            ("aide-au-poste", "--dispositif", "GEIQ", "--le", "2025-03-01", "--heures", "1"),
            "Un GEIQ ne reçoit pas l'aide au poste.",
        ),
        (
            ("aide-au-poste", "--dispositif", "ACI", "--le", "hier", "--heures", "1"),
            "« hier » n'est pas une date",
        ),
        (("etp", "--dispositif", "XX", "--heures", "1"), "« XX » n'est pas un dispositif"),
    ],
)
def test_what_cannot_be_computed_exits_with_2_and_a_reason(
    arguments: tuple[str, ...], raison: str
) -> None:
    dit = lancer("droit", *arguments)
    assert (dit.exit_code, dit.stdout) == (2, "")
    assert raison in dit.stderr
    lu = lancer("droit", *arguments, "--json")
    assert lu.exit_code == 2
    assert raison in json.loads(lu.stdout)["motif"]


def test_a_bad_file_of_placements_is_refused_with_a_reason(tmp_path: Path) -> None:
    fichier = tmp_path / "placements.csv"
    fichier.write_text("personne;jour\nA;2025-03-03\n")
    rendu = lancer("droit", "compteur-ai", fichier)
    assert rendu.exit_code == 2
    assert "personne;jour;heures;client" in rendu.stderr


def test_it_needs_neither_django_nor_a_database() -> None:
    fait = lancer_ailleurs(
        "droit", "smic", "--le", "2024-11-15", "--json",
        DJANGO_SETTINGS_MODULE="inexistant", DATABASE_URL="mysql://nulle-part",
    )  # fmt: skip
    assert fait.returncode == 0, fait.stderr
    assert json.loads(fait.stdout)["montant_centimes"] == 1_188


SURCOUCHE = """\
description: SMIC horaire brut (métropole et outre-mer hors Mayotte)
unite: EUR/h
connu_jusqu_au: 2031-12-31
valeurs:
  - depuis: 2031-01-01
    valeur: 15.00
    reference: {titre: "Décret d'essai", href: null, publie_le: 2030-12-20}
    verifie_le: 2030-12-21
    confiance: sur
"""


@pytest.fixture
def surcouche(tmp_path: Path) -> Path:
    """A folder of one value laid over the release's."""
    fichier = tmp_path / "remuneration" / "smic_horaire.yaml"
    fichier.parent.mkdir()
    fichier.write_text(SURCOUCHE)
    return fichier


def smic_de_2031(dossier: Path) -> subprocess.CompletedProcess[str]:
    """What the command says with the folder laid over."""
    return lancer_ailleurs(
        "droit", "smic", "--le", "2031-02-01", "--json", ETRIER_PARAMETRES=str(dossier)
    )


def test_values_laid_over_the_release_are_read(surcouche: Path, tmp_path: Path) -> None:
    fait = smic_de_2031(tmp_path)
    assert fait.returncode == 0, fait.stderr
    assert json.loads(fait.stdout)["montant_centimes"] == 1_500


def test_a_bad_value_laid_over_is_one_clear_sentence(surcouche: Path, tmp_path: Path) -> None:
    surcouche.write_text(SURCOUCHE.replace("    confiance: sur\n", ""))
    fait = smic_de_2031(tmp_path)
    assert (fait.returncode, fait.stdout) == (1, "")
    assert "smic_horaire.yaml" in fait.stderr
    assert "confiance" in fait.stderr
    assert "Traceback" not in fait.stderr
