"""From the ledger to the lines to invoice."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from etrier.droit.regles.facturation import lignes_a_facturer
from etrier.droit.regles.tarification import Bareme, a_la_journee
from etrier.droit.regles.temps import premier_lundi
from etrier.heures.frames import Cadre, lire_anterieures, lire_cadre
from etrier.missions.frames import prestations_des_lieux, tarifs
from etrier.parcours.frames import qualifications
from etrier.socle.parametres import parametres_en_vigueur

# What makes a line to invoice, besides its place.
PRIX = (
    "genre",
    "qualification",
    "prestation_id",
    "montant_horaire_centimes",
    "taux_tva",
    "taux_tva_pour_dix_mille",
)
PrixLu = tuple[str, str, int | None, int | None, str, int | None]
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


def prix_des_lignes(structure_id: int, mois: date, lignes: Sequence[int]) -> dict[int, PrixLu]:
    """The price of each line of the ledger judged alone, by what makes a line to invoice.

    The rule takes any number of structures: each line is given to it as a structure of its own. A
    minimum and a travel are of a day, not of a line: they are left out.
    """
    parametres = parametres_en_vigueur()
    cadre = lire_cadre([structure_id], mois, premier_lundi(mois), parametres)
    seules = cadre.lignes.filter(pl.col("ligne_id").is_in(list(lignes))).with_columns(
        structure_id=pl.col("ligne_id")
    )
    lu = bareme(cadre)
    zeros = (pl.lit(0, pl.Int64).alias(x) for x in ("minutes_minimum", "deplacement_centimes"))
    tarifs_de_chaque = (
        lu.tarifs.with_columns(*zeros)
        .drop("structure_id")
        .join(seules.select("structure_id"), how="cross")
    )
    prix = Bareme(tarifs_de_chaque, lu.prestations, lu.qualifications, lu.conditions)
    jugees = lignes_a_facturer(seules, prix, parametres, mois).filter(
        pl.col("motif_ecart").is_null()
    )
    lues = jugees.select("structure_id", *PRIX).with_columns(
        pl.col("qualification", "taux_tva", "genre").fill_null("")
    )
    return {ligne[0]: ligne[1:] for ligne in lues.iter_rows()}
