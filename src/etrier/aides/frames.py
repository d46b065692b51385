"""From the ledger to the État mensuel and the aide au poste."""

from dataclasses import dataclass

import polars as pl

from etrier.aides.models import EtatMensuel
from etrier.droit.regles.aide import aide_du_mois, repartir_par_contrat
from etrier.droit.regles.cdi_inclusion import taux_par_ligne
from etrier.droit.regles.etp import etp_realise
from etrier.droit.regles.heures_retenues import ecarts
from etrier.heures.frames import Cadre
from etrier.socle.colonnes import entre, lire
from etrier.structures.frames import annexes_en_vigueur

ETATS_PASSES = {
    "annexe_id": pl.Int64,
    "contrat_id": pl.Int64,
    "mois": pl.Date,
    "minutes_retenues": pl.Int64,
    "taux_pour_cent": pl.Int64,
}
ETAT = ("annexe_id", "contrat_id", "taux_pour_cent")


@dataclass(frozen=True)
class Derivees:
    """Columns of the two tables of the room, plus `structure_id`."""

    etats: pl.DataFrame
    aides: pl.DataFrame


def deriver(cadre: Cadre) -> Derivees:
    """État mensuel per contract and aide au poste per annexe, at the end of the month."""
    annexes = annexes_en_vigueur(cadre.structures, cadre.mois)
    etats = _etats_du_mois(cadre, annexes)
    cumul = pl.concat([etats_passes(annexes, cadre), etats.select(list(ETATS_PASSES))])
    aides = aide_du_mois(cumul, annexes, cadre.parametres).collect()
    return Derivees(
        _mettre_en_forme_etats(etats, aides, cadre), _mettre_en_forme_aides(aides, annexes)
    )


def juger(cadre: Cadre) -> pl.DataFrame:
    """Every line of the month with `motif_ecart` (null: retained) and `taux_pour_cent`."""
    jugees = ecarts(cadre.lignes, cadre.contrats, cadre.passes, cadre.suspensions, cadre.parametres)
    return taux_par_ligne(jugees, cadre.contrats, cadre.parametres).collect()


def _etats_du_mois(cadre: Cadre, annexes: pl.DataFrame) -> pl.DataFrame:
    """One row per annexe, contract and share: minutes retained, left out, and the codes why."""
    conventions = cadre.contrats.select("contrat_id", "convention_id").join(
        annexes.select(
            "convention_id", "annexe_id", "structure_id", "dispositif", "duree_etp_minutes"
        ),
        on="convention_id",
    )
    par_motif = (
        juger(cadre)
        .group_by("contrat_id", "taux_pour_cent", "motif_ecart")
        .agg(pl.col("minutes").sum())
        .sort("contrat_id", "taux_pour_cent", "motif_ecart")
    )
    retenu = pl.col("motif_ecart").is_null()
    texte = pl.format("{}:{}", pl.col("motif_ecart"), pl.col("minutes"))
    return (
        par_motif.group_by("contrat_id", "taux_pour_cent", maintain_order=True)
        .agg(
            pl.col("minutes").filter(retenu).sum().alias("minutes_retenues"),
            pl.col("minutes").filter(~retenu).sum().alias("minutes_ecartees"),
            texte.filter(~retenu).str.join(";").fill_null("").alias("ecarts"),
        )
        .join(conventions, on="contrat_id")
        .with_columns(pl.lit(cadre.mois).alias("mois"))
    )


def etats_passes(annexes: pl.DataFrame, cadre: Cadre) -> pl.DataFrame:
    """Rows of the months already closed of these annexes."""
    requete = (
        EtatMensuel.objects.filter(
            entre("cloture__structure", cadre.structures),
            cloture__mois__lt=cadre.mois,
        )
        .order_by()
        .values_list(
            "annexe_id", "contrat_id", "cloture__mois", "minutes_retenues", "taux_pour_cent"
        )
    )
    return lire(requete, ETATS_PASSES).join(annexes.select("annexe_id"), on="annexe_id", how="semi")


def _mettre_en_forme_etats(etats: pl.DataFrame, aides: pl.DataFrame, cadre: Cadre) -> pl.DataFrame:
    parts = repartir_par_contrat(etats.select(list(ETATS_PASSES)), aides).collect()
    motifs = aides.select(
        "annexe_id", pl.col("motif").alias("motif_aide"), "parametre", "provisoire"
    )
    return (
        etp_realise(etats, cadre.parametres)
        .drop("parametre", "provisoire")
        .collect()
        .join(parts.select(*ETAT, "montant_centimes"), on=ETAT, how="left", nulls_equal=True)
        .join(motifs, on="annexe_id", how="left")
        .sort("annexe_id", "contrat_id", "taux_pour_cent")
        .select(
            "structure_id",
            *ETAT,
            "minutes_retenues",
            "minutes_ecartees",
            "ecarts",
            "etp_millioniemes",
            "montant_centimes",
            pl.col("provisoire").fill_null(False),
            pl.col("parametre").fill_null(""),
            pl.coalesce("motif", "motif_aide").fill_null("").alias("motif"),
        )
    )


def _mettre_en_forme_aides(aides: pl.DataFrame, annexes: pl.DataFrame) -> pl.DataFrame:
    return aides.join(annexes.select("annexe_id", "avenant_id"), on="annexe_id").select(
        "structure_id",
        "annexe_id",
        "avenant_id",
        "minutes_cumulees",
        "etp_millioniemes_cumules",
        pl.col("du_plafonne_mois_centimes").alias("montant_mois_centimes"),
        "du_centimes",
        "plafond_centimes",
        "du_plafonne_centimes",
        "recu_theorique_centimes",
        "ecart_centimes",
        "est_regularisation",
        pl.col("provisoire").fill_null(False),
        pl.col("parametre").fill_null(""),
        pl.col("motif").fill_null(""),
    )
