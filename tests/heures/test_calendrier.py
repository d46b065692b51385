"""Public holidays, where the law gives them (CT L3133-1, L3134-13, L3422-2)."""

from datetime import date

import pytest

from etrier.heures.calendrier import feries, sous_condition, territoire
from etrier.structures.models import Structure

# CT L3133-1, in 2025: Easter is on 20 April.
PARTOUT = {
    date(2025, mois, jour)
    for mois, jour in (
        (1, 1), (4, 21), (5, 1), (5, 8), (5, 29), (6, 9), (7, 14), (8, 15), (11, 1), (11, 11),
        (12, 25),
    )
}  # fmt: skip
VENDREDI_SAINT, LENDEMAIN_DE_NOEL = date(2025, 4, 18), date(2025, 12, 26)


def ici(code_insee: str) -> Structure:
    return Structure(denomination="Structure d'essai", code_insee=code_insee)


@pytest.mark.parametrize("commune", ["59512", "2A004", "2B033", "75056", "55545", ""])
def test_eleven_days_are_holidays_everywhere(commune: str) -> None:
    assert feries(ici(commune), 2025).keys() == PARTOUT


@pytest.mark.parametrize("commune", ["67482", "68224", "57463"])
def test_alsace_and_moselle_have_two_days_of_local_law(commune: str) -> None:
    assert feries(ici(commune), 2025).keys() - PARTOUT == {VENDREDI_SAINT, LENDEMAIN_DE_NOEL}


def test_the_vendredi_saint_of_alsace_moselle_alone_bears_a_condition() -> None:
    strasbourg = ici("67482")
    conditions = [j for j in feries(strasbourg, 2025) if sous_condition(strasbourg, j)]
    assert conditions == [VENDREDI_SAINT]
    # In 2008 the 26th of December is a Friday too.
    assert not sous_condition(strasbourg, date(2008, 12, 26))
    assert not sous_condition(ici("59512"), VENDREDI_SAINT)


@pytest.mark.parametrize(
    ("commune", "abolition"),
    [
        ("97105", date(2025, 5, 27)),
        ("97209", date(2025, 5, 22)),
        ("97302", date(2025, 6, 10)),
        ("97411", date(2025, 12, 20)),
        ("97608", date(2025, 4, 27)),
        ("97701", date(2025, 10, 9)),
        ("97801", date(2025, 5, 27)),
    ],
)
def test_overseas_the_abolition_of_slavery_is_the_only_day_more(
    commune: str, abolition: date
) -> None:
    trouves = feries(ici(commune), 2025)
    assert trouves.keys() - PARTOUT == {abolition}
    assert trouves[abolition] == "Abolition de l'esclavage"


def test_a_day_that_is_a_holiday_twice_says_both_names() -> None:
    # In 2019 the Pentecost Monday is the 10th of June, the abolition in Guyane.
    assert feries(ici("97302"), 2019)[date(2019, 6, 10)] == (
        "Lundi de Pentecôte ; Abolition de l'esclavage"
    )


def test_names_are_in_the_language_asked() -> None:
    assert feries(ici("97411"), 2025, "fr")[date(2025, 11, 11)] == "Armistice"
    assert feries(ici("97411"), 2025, "en-gb")[date(2025, 12, 20)] == "Abolition of Slavery"
    assert feries(ici("67482"), 2025, "en")[LENDEMAIN_DE_NOEL] == "Saint Stephen's Day"


def test_what_one_does_with_the_answer_does_not_change_the_next_one() -> None:
    feries(ici("59512"), 2025).clear()
    assert feries(ici("59512"), 2025).keys() == PARTOUT


def test_a_year_before_these_days_is_no_error() -> None:
    assert feries(ici("97411"), 1900)
    assert feries(ici("97411"), 1200) == {}


@pytest.mark.parametrize(
    ("commune", "ou"), [("57463", "57"), ("67482", "6AE"), ("97105", "971"), ("2A004", None)]
)
def test_a_commune_tells_the_territory(commune: str, ou: str | None) -> None:
    assert territoire(commune) == ou
