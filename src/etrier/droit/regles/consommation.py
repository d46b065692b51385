"""Are the posts of an annexe used? What the State compares, and where the year is heading.

Source: the follow-up of the posts published by the State (pilotage de l'inclusion, model
suivi_consommation_etp): mean monthly ETP since the beginning against the posts of the annexe, and
annual ETP realised against annual ETP agreed (posts × months / 12), both compared after truncation
to two decimals. CT R5132-8, R5132-10-13, R5132-24, R5132-38: posts not occupied are not paid.

Worked line: EI, 1 post, 130 h in January: mean monthly ETP 130 / 1 505 × 12 = 1,0365, truncated to
1,03, above 1,00: SUR.
"""

from enum import StrEnum

import polars as pl

from etrier.droit.arrondis import demi_haut_expr, tronquer_expr
from etrier.droit.parametre import Parametres
from etrier.droit.regles.annexe import MOIS_PAR_AN
from etrier.droit.regles.cumuls import ANNEXES, ETATS, cumuler
from etrier.droit.regles.etp import MILLIONIEMES
from etrier.droit.regles.tables import Table, enumerer

__all__ = ["ANNEXES", "CONSOMMATION", "ETATS", "PREVISION", "Verdict", "consommation", "prevision"]

AN = 100 * MOIS_PAR_AN
"""Months of a year, times the hundredths in which posts are written."""

CONSOMMATION = pl.Schema(
    {
        "annexe_id": pl.Int64,
        "structure_id": pl.Int64,
        "mois": pl.Date,
        "mois_ecoules": pl.Int64,
        "duree_mois": pl.Int64,
        "minutes_cumulees": pl.Int64,
        "duree_etp_minutes": pl.Int64,
        "etp_centiemes": pl.Int64,  # agreed posts
        "etp_mensuel_moyen_centiemes": pl.Int64,  # truncated
        "ecart_centiemes": pl.Int64,  # mean - agreed
        "verdict": pl.String,
        "etp_annuel_conventionne_centiemes": pl.Int64,  # truncated
        "etp_annuel_realise_centiemes": pl.Int64,  # truncated
        "verdict_annuel": pl.String,
        "taux_realisation_pour_dix_mille": pl.Int64,  # mean / agreed, half up
        "parametre": pl.String,
        "provisoire": pl.Boolean,
        "motif": pl.String,
    }
)
PREVISION = pl.Schema(
    {
        "annexe_id": pl.Int64,
        "structure_id": pl.Int64,
        "mois": pl.Date,
        "mois_restants": pl.Int64,
        "minutes_prevues": pl.Int64,
        "etp_millioniemes_prevus": pl.Int64,  # annual ETP at the annexe's end
        "du_prevu_centimes": pl.Int64,
        "plafond_prevu_centimes": pl.Int64,
        "du_plafonne_prevu_centimes": pl.Int64,
        "aide_perdue_centimes": pl.Int64,  # under the ceiling: posts not occupied
        "aide_hors_plafond_centimes": pl.Int64,  # over it: hours the State will not pay
        "postes_depasses_centiemes": pl.Int64,  # truncated
        "minutes_hebdo_actuelles": pl.Int64,
        "minutes_hebdo_necessaires": pl.Int64,  # to occupy the agreed posts by the end
        "parametre": pl.String,
        "provisoire": pl.Boolean,
        "motif": pl.String,
    }
)


class Verdict(StrEnum):
    """How the realised posts stand against the agreed ones, at two decimals."""

    SUR = "SUR"
    SOUS = "SOUS"
    CONFORME = "CONFORME"


def consommation(etats: Table, annexes: Table, parametres: Parametres) -> pl.LazyFrame:
    """One row of `CONSOMMATION` per row of `annexes` (columns `cumuls.ETATS`, `cumuls.ANNEXES`).

    The mean is taken over the months elapsed since the annexe began, months without hours
    included. `verdict_annuel` compares what is already done with the whole annexe: it says SOUS
    until the year is nearly full. Without divisor everything is null, with `motif`.
    """
    lignes = cumuler(etats, annexes, parametres, "consommation")
    minutes, duree, postes = _minutes(), pl.col("duree_etp_minutes"), pl.col("etp_centiemes")
    ecoules = pl.col("mois_ecoules")
    moyen = tronquer_expr(minutes * AN, duree * ecoules)
    annuel = tronquer_expr(minutes * 100, duree)
    convenu = tronquer_expr(postes * pl.col("duree_mois"), MOIS_PAR_AN)
    taux = demi_haut_expr(minutes * AN * 10_000, duree * ecoules * postes)
    return lignes.with_columns(
        moyen.alias("etp_mensuel_moyen_centiemes"),
        (moyen - postes).alias("ecart_centiemes"),
        _verdict(moyen, postes).alias("verdict"),
        convenu.alias("etp_annuel_conventionne_centiemes"),
        annuel.alias("etp_annuel_realise_centiemes"),
        _verdict(annuel, convenu).alias("verdict_annuel"),
        pl.when(postes > 0).then(taux).alias("taux_realisation_pour_dix_mille"),
        pl.col("duree_parametre").alias("parametre"),
        pl.col("duree_provisoire").alias("provisoire"),
        pl.col("motif_etp").alias("motif"),
    ).select(CONSOMMATION.names())


def prevision(etats: Table, annexes: Table, parametres: Parametres) -> pl.LazyFrame:
    """One row of `PREVISION` per row of `annexes`: the annexe's end if the coming months are as
    the mean of those gone by.

    The unit amount of the month asked is carried to the end. `minutes_hebdo_necessaires` spreads
    what is missing over the days left (0 when nothing is missing, null when no day is left);
    `minutes_hebdo_actuelles` is the pace since the beginning. ETP figures need the divisor,
    amounts the unit amount too: what is missing is null, with `motif`.
    """
    lignes = cumuler(etats, annexes, parametres, "prevision")
    lignes = lignes.with_columns(*_hebdo(), *_fin_d_annexe(), *_argent())
    du, plafond = pl.col("du_prevu_centimes"), pl.col("plafond_prevu_centimes")
    connu = du.is_not_null() & plafond.is_not_null()
    return lignes.with_columns(
        pl.when(connu).then(pl.min_horizontal(du, plafond)).alias("du_plafonne_prevu_centimes"),
        pl.when(connu).then((plafond - du).clip(0)).alias("aide_perdue_centimes"),
        pl.when(connu).then((du - plafond).clip(0)).alias("aide_hors_plafond_centimes"),
        enumerer("duree_parametre", "unite_parametres").alias("parametre"),
        (pl.col("duree_provisoire") | pl.col("unite_provisoire").fill_null(False)).alias(
            "provisoire"
        ),
    ).select(PREVISION.names())


def _minutes() -> pl.Expr:
    """The hours gathered, null when they make no ETP."""
    return pl.when(pl.col("motif_etp").is_null()).then(pl.col("minutes_cumulees"))


def _verdict(realise: pl.Expr, convenu: pl.Expr) -> pl.Expr:
    return (
        pl.when(realise > convenu)
        .then(pl.lit(Verdict.SUR.value))
        .when(realise < convenu)
        .then(pl.lit(Verdict.SOUS.value))
        .when(realise == convenu)
        .then(pl.lit(Verdict.CONFORME.value))
    )


def _fin_d_annexe() -> list[pl.Expr]:
    """Hours and ETP at the annexe's end: the mean of the months gone by, times all its months."""
    minutes, duree = _minutes(), pl.col("duree_etp_minutes")
    total, ecoules = pl.col("duree_mois"), pl.col("mois_ecoules")
    moyen = tronquer_expr(minutes * AN, duree * ecoules)
    return [
        pl.when(minutes.is_not_null()).then(total - ecoules).alias("mois_restants"),
        demi_haut_expr(minutes * total, ecoules).alias("minutes_prevues"),
        demi_haut_expr(minutes * total * MILLIONIEMES, duree * ecoules).alias(
            "etp_millioniemes_prevus"
        ),
        (moyen - pl.col("etp_centiemes")).clip(0).alias("postes_depasses_centiemes"),
    ]


def _argent() -> list[pl.Expr]:
    """Due and ceiling at the annexe's end, each rounded once from its exact fraction."""
    calculable = pl.col("motif").is_null()
    unite, ecoules = pl.col("montant_unitaire_centimes"), pl.col("mois_ecoules")
    restants = pl.col("duree_mois") - ecoules
    du = pl.col("a") * ecoules + restants * pl.col("poids") * unite
    plafond = (pl.col("b") + restants * unite) * pl.col("etp_centiemes")
    return [
        pl.when(calculable)
        .then(demi_haut_expr(du, 100 * pl.col("duree_etp_minutes") * ecoules))
        .alias("du_prevu_centimes"),
        pl.when(calculable).then(demi_haut_expr(plafond, AN)).alias("plafond_prevu_centimes"),
    ]


def _hebdo() -> list[pl.Expr]:
    """Minutes a week: the pace so far, and the one that fills the agreed posts by the end."""
    minutes, duree = _minutes(), pl.col("duree_etp_minutes")
    dernier = pl.min_horizontal(pl.col("mois").dt.month_end(), pl.col("fin"))
    passes = (dernier - pl.col("debut")).dt.total_days() + 1
    restants = (pl.col("fin") - dernier).dt.total_days()
    manquent = pl.col("etp_centiemes") * pl.col("duree_mois") * duree - AN * minutes
    necessaires = demi_haut_expr(7 * manquent, AN * restants).clip(0)
    return [
        demi_haut_expr(7 * minutes, passes).alias("minutes_hebdo_actuelles"),
        pl.when(restants > 0).then(necessaires).alias("minutes_hebdo_necessaires"),
    ]
