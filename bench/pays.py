"""A made-up country of the size the newsletter of 2010 counted: 5 300 structures, 253 000 people.

Deterministic and without any real person: names are ranks. The month is March 2025. About twenty
lines of hours a person give five million lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

MOIS = date(2025, 3, 1)
JOURS = [date(2025, 3, j) for j in range(3, 32) if date(2025, 3, j).weekday() < 5]
LIGNES_PAR_PERSONNE = 20


@dataclass(frozen=True)
class Genre:
    """One kind of structure: how many, how many people, how they work."""

    dispositif: str
    structures: int
    personnes: int
    contrat: str
    en_mission: bool
    minutes_par_jour: int
    posts_centiemes: int


# People hired or made available in 2006 by kind (Dares, quoted by the newsletter of 2010), and
# structures in proportion, 5 300 in all.
GENRES = (
    Genre("ACI", 2_300, 46_000, "CDDI", False, 312, 1_500),
    Genre("EI", 1_600, 18_500, "CDDI", False, 420, 900),
    Genre("AI", 1_000, 165_000, "CDDU", True, 180, 5_000),
    Genre("ETTI", 400, 23_500, "MISSION", True, 420, 3_000),
)


def reduire(part: float) -> tuple[Genre, ...]:
    """The same country, `part` of it (at least one structure of each kind)."""
    return (
        tuple(
            Genre(
                g.dispositif,
                max(1, int(g.structures * part)),
                max(1, int(g.structures * part)) * (g.personnes // g.structures),
                g.contrat,
                g.en_mission,
                g.minutes_par_jour,
                g.posts_centiemes,
            )
            for g in GENRES
        )
        if part < 1
        else GENRES
    )


def structures(genres: tuple[Genre, ...]) -> pl.DataFrame:
    """One row per structure: structure_id and the columns of its Genre."""
    rangs = [g for g in genres for _ in range(g.structures)]
    return pl.DataFrame(
        {
            "structure_id": range(1, len(rangs) + 1),
            "dispositif": [g.dispositif for g in rangs],
            "contrat": [g.contrat for g in rangs],
            "en_mission": [g.en_mission for g in rangs],
            "minutes": [g.minutes_par_jour for g in rangs],
            "etp_centiemes": [g.posts_centiemes for g in rangs],
        }
    )


def personnes(genres: tuple[Genre, ...]) -> pl.DataFrame:
    """One row per person: id (also of her salarié, PASS, contract and mission) and structure_id."""
    morceaux, premier = [], 1
    for genre in genres:
        rang = pl.int_range(genre.personnes, eager=True)
        morceaux.append(
            pl.DataFrame({"structure_id": premier + rang * genre.structures // genre.personnes})
        )
        premier += genre.structures
    return pl.concat(morceaux).with_row_index("id", offset=1).cast(pl.Int64)


def lieux(toutes: pl.DataFrame) -> pl.DataFrame:
    """Five clients per structure, one chantier each, in order: id, structure_id."""
    return (
        toutes.select("structure_id", pl.lit([0, 1, 2, 3, 4]).alias("rang"))
        .explode("rang")
        .with_columns(((pl.col("structure_id") - 1) * 5 + pl.col("rang") + 1).alias("id"))
    )


def lignes(gens: pl.DataFrame, toutes: pl.DataFrame, lot: int = 25_000) -> Iterator[pl.DataFrame]:
    """The month's validated lines, columns of the ledger, `lot` people at a time."""
    instant = datetime(2025, 4, 2, tzinfo=UTC)
    premier = 1
    for debut in range(0, gens.height, lot):
        tranche = gens.slice(debut, lot).join(toutes, on="structure_id", how="left")
        trame = (
            tranche.with_columns(pl.lit(JOURS[:LIGNES_PAR_PERSONNE]).alias("jour"))
            .explode("jour")
            .with_row_index("ligne", offset=premier)
        )
        premier += trame.height
        yield _ligne(trame, instant)


def _ligne(trame: pl.DataFrame, instant: datetime) -> pl.DataFrame:
    # One day in ten is leave, training or an absence; a tenth of the people work for a clause.
    alea = (pl.col("id") * 7 + pl.col("jour").dt.day().cast(pl.Int64) * 13) % 60
    nature = (
        pl.when(alea == 0)
        .then(2)
        .when(alea == 1)
        .then(4)
        .when(alea < 5)
        .then(5)
        .when(alea == 5)
        .then(3)
        .otherwise(1)
    )
    place = (pl.col("structure_id") - 1) * 5 + pl.col("id") % 5 + 1
    travaille = nature == 1
    return trame.select(
        pl.col("ligne").cast(pl.Int64).alias("id"),
        "structure_id",
        pl.col("id").alias("salarie_id"),
        pl.col("id").alias("contrat_id"),
        "jour",
        pl.lit(MOIS).alias("mois"),
        nature.alias("nature"),
        (pl.col("minutes") + pl.col("id") % 4 * 15).alias("minutes"),
        pl.when(travaille & ~pl.col("en_mission")).then(place).alias("chantier_id"),
        pl.when(travaille & pl.col("en_mission")).then(pl.col("id")).alias("mission_id"),
        pl.when(travaille & (pl.col("id") % 10 == 0))
        .then(pl.col("structure_id"))
        .alias("clause_id"),
        pl.lit(1).alias("etat"),
        pl.lit(0).alias("sorte"),
        pl.lit("").alias("motif"),
        pl.lit(instant).dt.strftime("%Y-%m-%d %H:%M:%S+00:00").alias("saisie_le"),
        pl.lit(instant).dt.strftime("%Y-%m-%d %H:%M:%S+00:00").alias("validee_le"),
    )
