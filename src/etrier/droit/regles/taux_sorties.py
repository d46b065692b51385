"""Rates of exits: what a structure, and what a group of structures, may count.

Source: convention statistique of 2013: dynamic = durable + transition + positive; denominator =
all exits but those withdrawn. Exits that do not meet the counting conditions are left out of both.

Worked line: 2 durable, 1 transition, 1 other, 1 withdrawn: 3 dynamic of 4 examined: 75 %; 50 %
durable. Nobody examined: no rate.
"""

from collections.abc import Sequence

import polars as pl

from etrier.droit.arrondis import demi_haut_expr
from etrier.droit.regles.tables import Table, exiger
from etrier.droit.vocabulaire_parcours import ClasseSortie

SORTIES = pl.Schema(
    {
        "structure_id": pl.Int64,
        "personne_id": pl.Int64,
        "le": pl.Date,
        "classe": pl.String,
        "comptee": pl.Boolean,
    }
)
CENT_POUR_CENT = 10_000
DYNAMIQUES = [classe.value for classe in ClasseSortie if classe.est_dynamique]
EXAMINEES = [classe.value for classe in ClasseSortie if classe.est_examinee]
CLASSES = [classe.value for classe in ClasseSortie]


def taux(sorties: Table, par: Sequence[str] = ("structure_id",)) -> pl.DataFrame:
    """Counts and rates by group of columns (`par` empty: one row for all).

    `sorties`: SORTIES and any other column. Gives `par`, one count per class of the exits that are
    counted, `sans_classe`, `non_comptees` (conditions not met), `a_verifier` (`comptee` null),
    `dynamiques`, `examinees`, `taux_dynamiques` and `taux_durables` in hundredths of a percent
    (7500 = 75 %, halves up), null when nothing is examined.
    """
    lues = exiger(sorties, ["classe", "comptee", *par], "taux")
    cles: list[pl.Expr] = [pl.col(nom) for nom in par] or [pl.lit(0).alias("_tout")]
    comptee = pl.col("comptee").fill_null(False)
    par_classe = [_compte(comptee & (pl.col("classe") == c)).alias(c) for c in CLASSES]
    comptes = lues.group_by(cles).agg(
        *par_classe,
        _compte(comptee & pl.col("classe").is_null()).alias("sans_classe"),
        _compte(~pl.col("comptee")).alias("non_comptees"),
        _compte(pl.col("comptee").is_null()).alias("a_verifier"),
    )
    ensembles = comptes.with_columns(
        dynamiques=pl.sum_horizontal(DYNAMIQUES), examinees=pl.sum_horizontal(EXAMINEES)
    )
    complets = ensembles.with_columns(
        taux_dynamiques=_part(pl.col("dynamiques")),
        taux_durables=_part(pl.col(ClasseSortie.DURABLE.value)),
    ).collect()
    return complets.sort(par) if par else complets.drop("_tout")


def _compte(condition: pl.Expr) -> pl.Expr:
    """How many rows meet a condition; a null does not."""
    return condition.fill_null(False).sum().cast(pl.Int64)


def _part(numerateur: pl.Expr) -> pl.Expr:
    """A share of the exits examined, in hundredths of a percent; null when there are none."""
    examinees = pl.col("examinees")
    rendu = demi_haut_expr(numerateur * CENT_POUR_CENT, pl.max_horizontal(examinees, 1))
    return pl.when(examinees > 0).then(rendu)


def de_groupe(sorties: Table) -> pl.DataFrame:
    """The exits of a group seen as one house: who moved inside it has not left.

    `sorties`: SORTIES and `dans_le_groupe` (Boolean: the person goes on in another structure of
    the group). Keeps the last exit of each person; the moves inside are dropped.
    """
    lues = exiger(sorties, [*SORTIES, "dans_le_groupe"], "de_groupe")
    return (
        lues.sort("le", "structure_id")
        .group_by("personne_id", maintain_order=True)
        .last()
        .filter(~pl.col("dans_le_groupe").fill_null(False))
        .sort("le", "personne_id")
        .collect()
    )


def lignes_et_personnes(presents: Table) -> tuple[int, int]:
    """How many lines a group has, and how many people: ACI 5, AI 4, ETTI 2, EI 2: (13, 9).

    `presents`: one row per structure and person (structure_id, personne_id).
    """
    lues = exiger(presents, ["structure_id", "personne_id"], "lignes_et_personnes")
    distinctes = lues.select("structure_id", "personne_id").unique().collect()
    return distinctes.height, distinctes["personne_id"].n_unique()
