"""Numbers when several people print at once."""

from tests.bases import Bases
from tests.parcours.papiers_ensemble import PAPIERS, PERSONNES


def test_numbers_have_neither_hole_nor_double(bases: Bases) -> None:
    numeros = bases.neuve().demander("tests.parcours.papiers_ensemble")
    assert numeros == [f"2025-{rang:04d}" for rang in range(1, PERSONNES * PAPIERS + 1)]
