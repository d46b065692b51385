"""From the ledger to the pay variables."""

import polars as pl

from etrier.droit.regles.paie import variables_de_paie
from etrier.heures.frames import Cadre

COLONNES = (
    "contrat_id",
    "rubrique",
    "minutes",
    "taux_horaire_centimes",
    "taux_pour_dix_mille",
    "base_centimes",
    "montant_centimes",
    "provisoire",
    "parametre",
    "motif",
)


def deriver(cadre: Cadre) -> pl.DataFrame:
    """Pay variables of the month: columns of the table, plus `structure_id`."""
    variables = variables_de_paie(
        pl.concat([cadre.veille, cadre.lignes], how="vertical_relaxed"),
        cadre.contrats,
        cadre.conditions,
        cadre.mois,
        cadre.parametres,
    )
    return variables.join(
        cadre.contrats.select("contrat_id", "structure_id"), on="contrat_id", how="left"
    ).select("structure_id", *COLONNES[:-2], pl.col("parametre", "motif").fill_null(""))
