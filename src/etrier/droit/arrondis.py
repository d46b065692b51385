"""Every rounding of the house, by name. Integers in, integers out: no float touches money or hours.

Each exists twice where rules need it: on Python integers, and as a Polars expression with the same
result. Calling a bare `.round()` anywhere else is refused by a house test.
"""

from collections.abc import Sequence

import polars as pl


def demi_haut(numerateur: int, denominateur: int) -> int:
    """Divide and round to the nearest integer, halves away from zero (the usual French rounding).

    >>> demi_haut(5, 2), demi_haut(-5, 2), demi_haut(7, 3)
    (3, -3, 2)

    Raises ZeroDivisionError when the denominator is zero.
    """
    if denominateur < 0:
        numerateur, denominateur = -numerateur, -denominateur
    signe = -1 if numerateur < 0 else 1
    return signe * ((2 * abs(numerateur) + denominateur) // (2 * denominateur))


def demi_haut_expr(numerateur: pl.Expr, denominateur: pl.Expr | int) -> pl.Expr:
    """Twin of `demi_haut` on Int64 columns; the denominator is positive. Null gives null.

    The doubled numerator must stay under 2^63: about 4.6e18.
    """
    den = denominateur if isinstance(denominateur, pl.Expr) else pl.lit(denominateur, pl.Int64)
    return numerateur.sign() * ((2 * numerateur.abs() + den) // (2 * den))


def tronquer(numerateur: int, denominateur: int) -> int:
    """Divide and drop what follows, towards zero: how the State compares ETP (two decimals).

    >>> tronquer(1999, 1000), tronquer(-1999, 1000)
    (1, -1)
    """
    if denominateur < 0:
        numerateur, denominateur = -numerateur, -denominateur
    signe = -1 if numerateur < 0 else 1
    return signe * (abs(numerateur) // denominateur)


def tronquer_expr(numerateur: pl.Expr, denominateur: pl.Expr | int) -> pl.Expr:
    """Twin of `tronquer` on Int64 columns; the denominator is positive."""
    return numerateur.sign() * (numerateur.abs() // denominateur)


def plus_forts_restes(total: int, poids: Sequence[int]) -> list[int]:
    """Split an integer over weights so that the parts add up to it (largest remainder).

    Ties go to the first. All weights null or zero: everything on the first part.

    >>> plus_forts_restes(10000, [1, 1, 1])
    [3334, 3333, 3333]
    """
    if not poids:
        return []
    somme = sum(poids)
    if somme == 0:
        return [total] + [0] * (len(poids) - 1)
    signe, reste_total = (-1, -total) if total < 0 else (1, total)
    parts = [reste_total * p // somme for p in poids]
    restes = [reste_total * p % somme for p in poids]
    ordre = sorted(range(len(poids)), key=lambda i: (-restes[i], i))
    for i in ordre[: reste_total - sum(parts)]:
        parts[i] += 1
    return [signe * p for p in parts]


def arrondir_ensemble(numerateurs: Sequence[int], denominateur: int) -> list[int]:
    """Round fractions of one denominator so that they add up to their sum rounded once, half up.

    Each is cut down, then the greatest remainders get one more (ties go to the first): a whole
    fraction stays itself, any other is one of its two neighbours. Signs may differ: corrections.

    >>> arrondir_ensemble([50, 50, 50], 60), arrondir_ensemble([-50, 120], 60)
    ([1, 1, 1], [-1, 2])

    The denominator is positive.
    """
    parts = [n // denominateur for n in numerateurs]
    restes = [n % denominateur for n in numerateurs]
    manque = demi_haut(sum(numerateurs), denominateur) - sum(parts)
    ordre = sorted(range(len(parts)), key=lambda i: (-restes[i], i))
    for i in ordre[:manque]:
        parts[i] += 1
    return parts


def arrondir_ensemble_expr(
    numerateur: pl.Expr, denominateur: int, par: Sequence[str | pl.Expr]
) -> pl.Expr:
    """Twin of `arrondir_ensemble` within each group of `par`, in the order of the rows.

    A null numerator stays null, and its group must hold no other.
    """
    den = pl.lit(denominateur, pl.Int64)
    part = numerateur // den
    reste = numerateur - part * den
    manque = demi_haut_expr(numerateur.sum().over(par), den) - part.sum().over(par)
    rang = (-reste).rank("ordinal").over(par).cast(pl.Int64)
    return part + (rang <= manque).cast(pl.Int64)
