"""What every rule does with a table: refuse a missing column, attach the value in force."""

from collections.abc import Iterable, Sequence

import polars as pl

Table = pl.DataFrame | pl.LazyFrame


def exiger(table: Table, colonnes: Iterable[str], regle: str) -> pl.LazyFrame:
    """Return the table as a LazyFrame, or raise ValueError naming the columns that are missing."""
    paresseuse = table.lazy()
    presentes = paresseuse.collect_schema().names()
    absentes = [nom for nom in colonnes if nom not in presentes]
    if absentes:
        raise ValueError(
            f"Règle « {regle} » : il manque les colonnes {', '.join(absentes)} ;"
            f" colonnes reçues : {', '.join(presentes)}."
        )
    return paresseuse


def attacher(
    table: pl.LazyFrame, valeurs: pl.DataFrame, *, le: str, par: Sequence[str], nom: str
) -> pl.LazyFrame:
    """Add `nom`, `nom_provisoire`, `nom_parametre`: the value in force on the day in column `le`.

    `valeurs` is the table of a parameter (`Parametres.frame`): the columns of `par`, then `depuis`,
    `valeur`, `provisoire`, `parametre`. Nothing in force, or a value that is not established,
    gives a null `nom`. The search runs on the distinct keys only, so its cost does not grow with
    the number of rows.
    """
    cles = table.select(*par, le).unique().drop_nulls(le).sort(le)
    trouvees = cles.join_asof(
        valeurs.lazy().sort("depuis"),
        left_on=le,
        right_on="depuis",
        by=list(par) or None,
        strategy="backward",
        check_sortedness=False,
    ).select(
        *par,
        le,
        pl.col("valeur").alias(nom),
        pl.col("provisoire").alias(f"{nom}_provisoire"),
        pl.col("parametre").alias(f"{nom}_parametre"),
    )
    return table.join(trouvees, on=[*par, le], how="left", maintain_order="left")


def enumerer(*textes: str) -> pl.Expr:
    """Join the non-null text columns by " ; ", each different text once; null when all are."""
    colonnes = pl.concat_list(textes).list.drop_nulls().list.unique(maintain_order=True)
    return pl.when(colonnes.list.len() > 0).then(colonnes.list.join(" ; "))
