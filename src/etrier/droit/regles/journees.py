"""The minimum and the travel of a day: what one person's day at one client's adds to its hours.

When less than the rate's minimum was worked that day at the client's, all places together, the
missing minutes are invoiced (COMPLEMENT) at the price of the day. Travel is due once a person, a
client and a day (DEPLACEMENT). Several rates in one day: the greatest minimum and the greatest
travel, each once. Source: the structure's own agreements.

A correction of an earlier month changes what its day owed. The day is judged twice, as counted
before and as corrected, and the difference is invoiced: an absence found afterwards gives back the
complement and the travel, and whatever was corrected, the months add up to the day's true cost.

One worked day: 1 h 15 at 24.50 €, minimum 2 h, travel 4 €: 45 min × 24.50 = 18.38 € and 4 €.
"""

import polars as pl

from etrier.droit.regles.tarification import LIEU, TARIF, a_la_journee
from etrier.droit.vocabulaire import GenreLigne

JOURNEE: tuple[str, ...] = ("structure_id", "client_id", "personne_id", "jour")
PRIX: tuple[str, ...] = (
    *TARIF,
    "prestation_id",
    "taux_horaire_centimes",
    "majoration_pour_dix_mille",
    "montant_horaire_centimes",
)


def complements_et_deplacements(heures: pl.DataFrame) -> pl.DataFrame:
    """What the days of the groups of hours add, signed: one row per day and kind.

    `heures`: priced groups (`tarification.chiffrer`), `deja` true for what earlier months counted.
    Gives JOURNEE, the place and the PRIX it is charged on, `genre`, `minutes` (missing ones),
    `faites` (worked that day at the client's), `quantite` and `montant_unitaire_centimes` (travel).
    """
    lieux = heures.group_by(
        *JOURNEE, *(nom for nom in LIEU if nom not in JOURNEE), *PRIX, "genre"
    ).agg(
        pl.col("minutes").sum().alias("apres"),
        pl.col("minutes").filter("deja").sum().alias("avant"),
    )
    gardees = [_juger(lieux, "apres", 1), _juger(lieux, "avant", -1)]
    return pl.concat(gardees)


def _juger(lieux: pl.DataFrame, colonne: str, signe: int) -> pl.DataFrame:
    """The complement and the travel of days as `colonne` tells them."""
    faites = lieux.with_columns(pl.col(colonne).sum().over(JOURNEE).alias("faites"))
    presentes = faites.filter(pl.col(colonne) > 0, pl.col("faites") > 0, a_la_journee())
    manque = pl.col("minutes_minimum") - pl.col("faites")
    complements = _la_plus_forte(presentes, "minutes_minimum").filter(manque > 0)
    trajets = _la_plus_forte(presentes, "deplacement_centimes")
    trajets = trajets.filter(pl.col("deplacement_centimes") > 0)
    aucun = pl.lit(None, pl.Int64)
    colonnes = [*JOURNEE, *(nom for nom in LIEU if nom not in JOURNEE), *PRIX, "faites"]
    return pl.concat(
        [
            complements.select(
                *colonnes,
                pl.lit(GenreLigne.COMPLEMENT.value).alias("genre"),
                (signe * manque).alias("minutes"),
                aucun.alias("quantite"),
                aucun.alias("montant_unitaire_centimes"),
            ),
            trajets.select(
                *colonnes,
                pl.lit(GenreLigne.DEPLACEMENT.value).alias("genre"),
                pl.lit(0, pl.Int64).alias("minutes"),
                pl.lit(signe, pl.Int64).alias("quantite"),
                pl.col("deplacement_centimes").alias("montant_unitaire_centimes"),
            ),
        ]
    )


def _la_plus_forte(lieux: pl.DataFrame, colonne: str) -> pl.DataFrame:
    """For each day, the place whose rate has the greatest value; the first one when equal."""
    ordre = [colonne, "montant_horaire_centimes", "mission_id", "chantier_id"]
    sens = [True, True, False, False]
    rangees = lieux.sort(ordre, descending=sens, nulls_last=True)
    return rangees.unique(JOURNEE, keep="first", maintain_order=True)
