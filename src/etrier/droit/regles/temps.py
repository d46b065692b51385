"""Working time: the days a month needs, civil weeks, thresholds, and hours written in French.

Overtime and the weekly maximum are counted by civil week, Monday to Sunday (CT L3121-29, L3121-20).
A week belongs to the month in which its Sunday falls, so a month needs the ledger from the Monday
of the week of its first day: `premier_lundi(mois)`.
"""

from calendar import monthrange
from datetime import date, timedelta

import polars as pl

from etrier.droit.ecriture import INSECABLE
from etrier.droit.vocabulaire import NatureHeures

NATURES_PRESENCE: tuple[int, ...] = tuple(int(n) for n in NatureHeures if n.est_presence)
NATURES_PAYEES: tuple[int, ...] = tuple(int(n) for n in NatureHeures if n.est_payee)


def premier_lundi(mois: date) -> date:
    """Monday of the week of the first day of the month: where the ledger must be read from.

    >>> premier_lundi(date(2025, 3, 1))
    datetime.date(2025, 2, 24)
    """
    premier = mois.replace(day=1)
    return premier - timedelta(days=premier.weekday())


def dernier_jour(mois: date) -> date:
    """Last day of the month.

    >>> dernier_jour(date(2024, 2, 1))
    datetime.date(2024, 2, 29)
    """
    return mois.replace(day=monthrange(mois.year, mois.month)[1])


def dernier_lundi(mois: date) -> date:
    """Monday of the last week whose Sunday falls in the month.

    >>> dernier_lundi(date(2025, 3, 1))
    datetime.date(2025, 3, 24)
    """
    fin = dernier_jour(mois)
    return fin - timedelta(days=(fin.weekday() + 1) % 7 + 6)


def dans_le_mois(mois: date) -> pl.Expr:
    """True for a line whose `jour` is in the month."""
    return pl.col("jour").is_between(mois.replace(day=1), dernier_jour(mois))


def comptees_en(lignes: pl.DataFrame, mois: date) -> pl.Expr:
    """True for the lines that count in the month.

    The ledger says it in an optional column `mois` (first day): a correction made after the close
    of its own month counts in a later one. Without that column a line counts in its day's month.
    """
    if "mois" in lignes.columns:
        return pl.col("mois") == mois.replace(day=1)
    return dans_le_mois(mois)


def dans_les_semaines(mois: date) -> pl.Expr:
    """True for a line whose week ends (Sunday) in the month."""
    return pl.col("jour").is_between(premier_lundi(mois), dernier_lundi(mois) + timedelta(days=6))


def en_presence() -> pl.Expr:
    """True for hours at work: the limits, overtime and complementary hours look only at these."""
    return pl.col("nature").is_in(NATURES_PRESENCE)


def heures_expr(minutes: pl.Expr) -> pl.Expr:
    """Twin of `ecriture.heures` under 1 000 h: 631 gives « 10 h 31 », 600 gives « 10 h »."""
    signe = pl.when(minutes < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    reste = minutes.abs() % 60
    fin = pl.when(reste > 0).then(pl.lit(INSECABLE) + reste.cast(pl.String).str.zfill(2))
    return pl.format("{}{}{}h{}", signe, minutes.abs() // 60, pl.lit(INSECABLE), fin.fill_null(""))


def jour_expr(jour: pl.Expr) -> pl.Expr:
    """A day written in French: 2025-03-01 gives « 01/03/2025 ». Null gives null."""
    return jour.dt.strftime("%d/%m/%Y")
