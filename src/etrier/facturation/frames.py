"""From the ledger to the lines to invoice."""

import polars as pl

from etrier.droit.regles.facturation import lignes_a_facturer
from etrier.droit.regles.tarification import Bareme, a_la_journee
from etrier.heures.frames import Cadre, lire_anterieures
from etrier.missions.frames import prestations_des_lieux, tarifs
from etrier.parcours.frames import qualifications

CLES = ("structure_id", "client_id", "chantier_id", "mission_id", "prestation_id")


def bareme(cadre: Cadre) -> Bareme:
    """Prices of the structures, and only what their rates make worth reading besides."""
    lus = tarifs(cadre.structures)
    journalieres = lus.filter(a_la_journee())["structure_id"].unique().to_list()
    utiles = {}
    if (lus["qualification"] != "").any():
        utiles["qualifications"] = qualifications(cadre.structures)
    if journalieres:
        utiles["deja"] = lire_anterieures(cadre, journalieres)
    return Bareme(
        tarifs=lus,
        prestations=prestations_des_lieux(cadre.structures),
        conditions=cadre.conditions,
        **utiles,
    )


def deriver(cadre: Cadre) -> pl.DataFrame:
    """Lines to invoice of the month: columns of the table, plus `structure_id`.

    Hours of a client that are left out (training, absences) stay visible beside those invoiced.
    """
    lignes = lignes_a_facturer(cadre.lignes, bareme(cadre), cadre.parametres, cadre.mois).filter(
        pl.col("client_id").is_not_null()
    )
    return lignes.select(
        *CLES,
        pl.col("qualification").fill_null(""),
        pl.col("genre").fill_null("heures"),
        "quantite",
        "montant_unitaire_centimes",
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
