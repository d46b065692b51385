"""What the rules over the ledger share: grouping it, reading dated values, shaping the output."""

from collections.abc import Mapping

import polars as pl


def regrouper(
    lignes: pl.DataFrame, garder: pl.Expr, cles: list[pl.Expr | str], mesures: list[pl.Expr]
) -> pl.DataFrame:
    """Filter and group the ledger in one pass, by batches: what makes five million lines cheap.

    The order of the rows is not kept: callers sort what they return.
    """
    groupes = lignes.lazy().filter(garder).group_by(cles).agg(mesures)
    return groupes.collect(engine="streaming")


def au_jour(
    etats: pl.DataFrame, dates: pl.DataFrame, depuis: str, par: str | list[str], jour: str = "jour"
) -> pl.DataFrame:
    """Add to each row the dated values in force on its day (backward join on `depuis`).

    `etats` holds `jour` and the columns `par`; `dates` holds `depuis`, `par` and the values.
    No dated row on that day: the added columns are null. `depuis` is kept.
    """
    return etats.sort(jour).join_asof(
        dates.sort(depuis),
        left_on=jour,
        right_on=depuis,
        by=par,
        strategy="backward",
        coalesce=False,
        check_sortedness=False,
    )


def completer(
    trouves: pl.DataFrame,
    sortie: Mapping[str, type[pl.DataType]],
    fixes: Mapping[str, pl.Expr],
    colonnes: Mapping[str, pl.Expr],
) -> pl.DataFrame:
    """Give a family of rows the columns of `sortie`, in order and type.

    For each column: `colonnes`, else the column already there, else `fixes`, else null.
    """
    vides = {nom: pl.lit(None, genre) for nom, genre in sortie.items()}
    presentes = {nom: pl.col(nom) for nom in trouves.columns if nom in sortie}
    complets = trouves.with_columns(**{**vides, **fixes, **presentes, **colonnes})
    return complets.select(pl.col(nom).cast(genre) for nom, genre in sortie.items())
