"""Every rounding by name: exact on integers, and the Polars twin equal to the Python one."""

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.arrondis import (
    arrondir_ensemble,
    arrondir_ensemble_expr,
    demi_haut,
    demi_haut_expr,
    plus_forts_restes,
    tronquer,
    tronquer_expr,
)

NUMERATEURS = st.integers(-(2**61), 2**61)
DENOMINATEURS = st.integers(1, 2**60)


@pytest.mark.parametrize(
    ("numerateur", "denominateur", "attendu"),
    [(5, 2, 3), (-5, 2, -3), (7, 3, 2), (-7, 3, -2), (5, -2, -3), (0, 9, 0), (149, 100, 1)],
)
def test_it_rounds_halves_away_from_zero(numerateur: int, denominateur: int, attendu: int) -> None:
    assert demi_haut(numerateur, denominateur) == attendu


@pytest.mark.parametrize(
    ("numerateur", "denominateur", "attendu"), [(1999, 1000, 1), (-1999, 1000, -1), (3, -2, -1)]
)
def test_it_truncates_towards_zero(numerateur: int, denominateur: int, attendu: int) -> None:
    assert tronquer(numerateur, denominateur) == attendu


def test_it_refuses_a_zero_denominator() -> None:
    with pytest.raises(ZeroDivisionError):
        demi_haut(1, 0)


@given(NUMERATEURS, DENOMINATEURS)
def test_it_is_never_more_than_a_half_away(numerateur: int, denominateur: int) -> None:
    ecart = abs(Fraction(numerateur, denominateur) - demi_haut(numerateur, denominateur))
    assert ecart <= Fraction(1, 2)


@given(st.lists(st.tuples(NUMERATEURS, DENOMINATEURS), min_size=1, max_size=20))
def test_the_polars_twins_give_the_same(fractions: list[tuple[int, int]]) -> None:
    frame = pl.DataFrame(fractions, schema={"num": pl.Int64, "den": pl.Int64}, orient="row")
    num, den = pl.col("num"), pl.col("den")
    obtenu = frame.select(
        demi_haut_expr(num, den).alias("demi_haut"), tronquer_expr(num, den).alias("tronquer")
    )
    assert obtenu["demi_haut"].to_list() == [demi_haut(n, d) for n, d in fractions]
    assert obtenu["tronquer"].to_list() == [tronquer(n, d) for n, d in fractions]
    assert obtenu.dtypes == [pl.Int64, pl.Int64]


def test_the_polars_twins_keep_null() -> None:
    frame = pl.DataFrame({"num": [None, 5]}, schema={"num": pl.Int64})
    obtenu = frame.select(
        demi_haut_expr(pl.col("num"), 2).alias("a"), tronquer_expr(pl.col("num"), 2).alias("b")
    )
    assert obtenu.rows() == [(None, None), (3, 2)]


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_the_parts_add_up_and_stay_within_one_of_their_share(total: int, poids: list[int]) -> None:
    parts = plus_forts_restes(total, poids)
    assert sum(parts) == total
    if sum(poids):
        for part, un in zip(parts, poids, strict=True):
            assert abs(part - Fraction(total * un, sum(poids))) < 1


PRODUITS = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30)


@given(PRODUITS, st.sampled_from([1, 7, 60, 10_000]))
def test_numbers_rounded_together_add_up_and_stay_neighbours(nums: list[int], den: int) -> None:
    parts = arrondir_ensemble(nums, den)
    assert sum(parts) == demi_haut(sum(nums), den)
    for part, num in zip(parts, nums, strict=True):
        assert abs(part - Fraction(num, den)) < 1


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-(10**9), 10**9)), max_size=40))
def test_rounding_together_has_its_polars_twin(rangees: list[tuple[int, int]]) -> None:
    frame = pl.DataFrame(rangees, schema={"prix": pl.Int64, "num": pl.Int64}, orient="row")
    obtenu = frame.with_columns(part=arrondir_ensemble_expr(pl.col("num"), 60, ["prix"]))
    assert obtenu["part"].dtype == pl.Int64
    for prix in {prix for prix, _num in rangees}:
        siennes = obtenu.filter(prix=prix)
        assert siennes["part"].to_list() == arrondir_ensemble(siennes["num"].to_list(), 60)


def test_the_parts_of_nothing_are_none() -> None:
    assert plus_forts_restes(5, []) == []
    assert plus_forts_restes(5, [0, 0]) == [5, 0]
    assert plus_forts_restes(10000, [1, 1, 1]) == [3334, 3333, 3333]
