"""Cells under five are hidden, and cannot be found again by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.pilotage.petits_nombres import SEUIL, masquer


@pytest.mark.parametrize(
    ("cellules", "attendues"),
    [
        ({"a": 12, "b": 8}, {"a": 12, "b": 8}),
        ({"a": 12, "b": 4}, {"a": None, "b": None}),
        ({"a": 12, "b": 6, "c": 4}, {"a": 12, "b": None, "c": None}),
        ({"a": 12, "b": 3, "c": 4}, {"a": 12, "b": None, "c": None}),
        ({"a": 12, "b": 0}, {"a": 12, "b": 0}),
        ({"a": 3}, {"a": None}),
        ({}, {}),
    ],
)
def test_the_smallest_of_the_others_hides_with_a_lonely_one(
    cellules: dict[str, int], attendues: dict[str, int | None]
) -> None:
    assert masquer(cellules) == attendues


@given(st.dictionaries(st.integers(), st.integers(min_value=0, max_value=30), max_size=6))
def test_a_hidden_cell_is_never_told_by_the_sum(cellules: dict[int, int]) -> None:
    vues = masquer(cellules)
    assert all(n is None or n == 0 or n >= SEUIL for n in vues.values())
    caches = [cle for cle, n in vues.items() if n is None]
    autres = [n for n in cellules.values() if n]
    assert len(caches) != 1 or len(autres) == 1
