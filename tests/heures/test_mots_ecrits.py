"""Names and months as spreadsheets write them, whatever the machine that wrote them."""

from datetime import date

import pytest

from etrier.heures.formats.tableurs.cellules import cle_de_nom, normaliser
from etrier.heures.formats.tableurs.jours import a_plat, trouver_mois


@pytest.mark.parametrize("trait", ["-", "\u2010", "\u2011", "'", "’", " "])
def test_what_joins_a_name_does_not_matter(trait: str) -> None:
    assert cle_de_nom(f"Le{trait}Cœur") == "le coeur"


def test_the_rest_of_a_name_does() -> None:
    assert cle_de_nom("J. LECOEUR (2)") == "j. lecoeur (2)"
    assert normaliser("N° de salarié_2") == "ndesalarie2"


@pytest.mark.parametrize("mois", ["Février", "Fe\u0301vrier", "FÉVRIER", "fevrier"])
def test_a_month_is_read_however_its_accents_are_made(mois: str) -> None:
    assert trouver_mois(f"{mois} 2026") == {date(2026, 2, 1)}


def test_the_sign_of_a_number_is_a_space() -> None:
    assert a_plat("Semaine  n° 41, L’Été") == "semaine n 41, l'ete"
