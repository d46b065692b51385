"""From the ledger to the lines to invoice."""

import polars as pl

from etrier.droit.regles.facturation import lignes_a_facturer
from etrier.heures.frames import Cadre
from etrier.missions.frames import tarifs

CLES = ("structure_id", "client_id", "chantier_id", "mission_id")


def deriver(cadre: Cadre) -> pl.DataFrame:
    """Lines to invoice of the month: columns of the table, plus `structure_id`.

    Hours of a client that are left out (training, absences) stay visible beside those invoiced.
    """
    lignes = lignes_a_facturer(
        cadre.lignes, tarifs(cadre.structures), cadre.parametres, cadre.mois
    ).filter(pl.col("client_id").is_not_null())
    return lignes.select(
        *CLES,
        pl.lit("").alias("qualification"),
        pl.lit("heures").alias("genre"),
        pl.col("minutes_retenues").fill_null(0),
        pl.col("minutes_ecartees").fill_null(0),
        "montant_horaire_centimes",
        pl.col("taux_tva").fill_null("").alias("regime_tva"),
        "taux_tva_pour_dix_mille",
        "montant_ht_centimes",
        "montant_tva_centimes",
        "provisoire",
        pl.col("parametre").fill_null(""),
        pl.coalesce("motif", "motif_ecart").fill_null("").alias("motif"),
    )
