"""Full-time equivalents (ETP) reached in a month.

Source: DGEFP, questions-réponses of 30 June 2014, §1.1.6 (hours of one post), and the divisor each
annexe financière carries in the ASP's data. Realised annual ETP = hours retained / hours of one
full-time post in the year; times twelve it is the month's ETP.

Worked line: EI, 130 h of effective work in a month: 130 / 1 505 = 0.086379 annual ETP, that is
1.0365 monthly ETP.
"""

import polars as pl

from etrier.droit.arrondis import demi_haut_expr
from etrier.droit.parametre import Parametres
from etrier.droit.regles.tables import Table, attacher, exiger

ETATS = pl.Schema(
    {
        "dispositif": pl.String,
        "mois": pl.Date,
        "minutes_retenues": pl.Int64,
        "duree_etp_minutes": pl.Int64,  # the annexe's divisor; null: the dispositif's default
    }
)
ETP = pl.Schema(
    {
        "duree_etp_minutes": pl.Int64,
        "etp_millioniemes": pl.Int64,  # annual ETP × 1 000 000, half up
        "parametre": pl.String,
        "provisoire": pl.Boolean,
        "motif": pl.String,
    }
)

MILLIONIEMES = 1_000_000
ANNEXE = "annexe financière"
"""What `parametre` says when the figure comes from the structure's own annexe."""


def etp_realise(etats: Table, parametres: Parametres) -> pl.LazyFrame:
    """Add to each row (`ETATS` and any other column, all kept) its annual ETP: columns `ETP`.

    A dispositif without an established divisor gives a null ETP and a motif. Bound: the minutes of
    one row stay under 4.6e12.
    """
    lignes = exiger(etats, ETATS, "etp_realise")
    lignes = avec_duree(lignes, parametres, le="mois")
    minutes, duree = pl.col("minutes_retenues"), pl.col("duree_etp_minutes")
    return lignes.with_columns(
        demi_haut_expr(minutes * MILLIONIEMES, duree).alias("etp_millioniemes"),
        pl.col("duree_parametre").alias("parametre"),
        pl.col("duree_provisoire").alias("provisoire"),
        pl.when(duree.is_null()).then(motif_sans_duree()).alias("motif"),
    ).drop("duree_parametre", "duree_provisoire")


def avec_duree(lignes: pl.LazyFrame, parametres: Parametres, *, le: str) -> pl.LazyFrame:
    """Fill `duree_etp_minutes` (the annexe's, else the default of the day in column `le`).

    Adds `duree_parametre` and `duree_provisoire`, which say where the divisor comes from.
    """
    defauts = parametres.frame("etp/heures_annuelles", 60).rename({"cle": "dispositif"})
    lignes = attacher(lignes, defauts, le=le, par=["dispositif"], nom="defaut")
    propre = pl.col("duree_etp_minutes")
    return lignes.with_columns(
        pl.coalesce(propre, "defaut").alias("duree_etp_minutes"),
        pl.when(propre.is_not_null())
        .then(pl.lit(ANNEXE))
        .otherwise(pl.col("defaut_parametre"))
        .alias("duree_parametre"),
        (propre.is_null() & pl.col("defaut_provisoire").fill_null(False)).alias("duree_provisoire"),
    ).drop("defaut", "defaut_provisoire", "defaut_parametre")


def motif_sans_duree() -> pl.Expr:
    """Sentence given when no divisor is known for the row's dispositif."""
    return pl.format(
        "Les heures d'un poste à temps plein ne sont pas établies pour le dispositif {} à cette"
        " date : indiquez la durée inscrite dans l'annexe financière.",
        pl.col("dispositif").fill_null("inconnu"),
    )
