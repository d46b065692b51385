"""The aide au poste of an annexe financière: due, twelfths paid, regularisation, ceiling.

Sources: CT R5132-7, R5132-8 (EI), R5132-10-12, -13 (ETTI), R5132-23, -24 (AI), R5132-37, -38 (ACI):
one amount per full-time post, reduced in proportion of the occupation, within the posts of the
convention; arrêtés of 2014 to 2024 (a twelfth of the year's total each month); arrêté of 28
February 2017 (regularisation at the 5th, 8th and 11th month, then after the end); CT R5132-8-2,
R5132-10-13-2, R5132-24-2, R5132-39-1 (CDI inclusion: 100 % the first year, 70 % afterwards).

Worked line: ACI, 10 posts at 23 921,00 € in 2025, 7 000 h paid from January to May:
due 7 000 / 1 820 × 23 921,00 = 92 003,85 €; received 5 twelfths = 99 670,83 €;
regularisation -7 666,99 € (rounded once, from the exact difference).

Not established: the ASP's exact arithmetic (its roundings, and whether it applies the ceiling month
by month or over the year). Here the ceiling is cumulative, posts × months elapsed, so that what
stands above it one month can be absorbed later; each printed amount is rounded once, from the
exact fraction since the annexe began.
"""

import polars as pl

from etrier.droit.arrondis import demi_haut_expr
from etrier.droit.parametre import Parametres
from etrier.droit.regles.annexe import MOIS_PAR_AN
from etrier.droit.regles.cumuls import ANNEXES, CLES, ETATS, cumuler
from etrier.droit.regles.etp import MILLIONIEMES
from etrier.droit.regles.tables import Table, enumerer, exiger

__all__ = ["AIDES", "ANNEXES", "ETATS", "PARTS", "aide_du_mois", "repartir_par_contrat"]

AIDES = pl.Schema(
    {
        "annexe_id": pl.Int64,
        "structure_id": pl.Int64,
        "mois": pl.Date,
        "mois_ecoules": pl.Int64,
        "minutes_cumulees": pl.Int64,
        "etp_millioniemes_cumules": pl.Int64,  # annual ETP since the annexe began
        "duree_etp_minutes": pl.Int64,
        "montant_unitaire_centimes": pl.Int64,  # of the month asked
        "du_centimes": pl.Int64,
        "plafond_centimes": pl.Int64,
        "du_plafonne_centimes": pl.Int64,
        "recu_theorique_centimes": pl.Int64,
        "ecart_centimes": pl.Int64,
        "du_mois_centimes": pl.Int64,
        "du_plafonne_mois_centimes": pl.Int64,
        "est_regularisation": pl.Boolean,
        "parametre": pl.String,
        "provisoire": pl.Boolean,
        "motif": pl.String,
    }
)
PARTS = pl.Schema(
    {
        "annexe_id": pl.Int64,
        "contrat_id": pl.Int64,
        "mois": pl.Date,
        "minutes_retenues": pl.Int64,
        "taux_pour_cent": pl.Int64,
        "montant_centimes": pl.Int64,
    }
)


def aide_du_mois(etats: Table, annexes: Table, parametres: Parametres) -> pl.LazyFrame:
    """One row of `AIDES` per row of `annexes`, whatever the number of structures and months.

    `etats` holds the months of the annexe up to the one asked (later ones are ignored); a month
    without hours needs no row; several rows per contract are summed. When an avenant changed the
    annexe, the caller gives the version in force in `mois`: it applies to the whole annexe, for
    the ASP rewrites the year. With no unit amount on the annexe, each month takes the arrêtés'
    amount of that month.

    `du_centimes`, `plafond_centimes`, `recu_theorique_centimes` run since the annexe began;
    `ecart_centimes` = (due within the ceiling) - received, negative when the State was ahead;
    `du_mois_centimes` = due at the end of this month - due at the end of the month before.
    `est_regularisation`: this month's rank is one of the arrêté's, or the annexe ends.

    What cannot be computed is null, with `motif`. Bounds: posts × unit amount × hours of one
    post stay exact in 64 bits up to 14 000 posts for one annexe.
    """
    aides = cumuler(etats, annexes, parametres, "aide_du_mois")
    aides = vider(aides, ["a", "b", "a_avant", "b_avant"]).with_columns(*_montants())
    aides = aides.with_columns(
        (pl.col("du_centimes") - pl.col("du_avant")).alias("du_mois_centimes"),
        (pl.col("du_plafonne_centimes") - pl.min_horizontal("du_avant", "plafond_avant")).alias(
            "du_plafonne_mois_centimes"
        ),
        enumerer("duree_parametre", "unite_parametres").alias("parametre"),
        (pl.col("duree_provisoire") | pl.col("unite_provisoire").fill_null(False)).alias(
            "provisoire"
        ),
    )
    return aides.select(AIDES.names())


def _montants() -> list[pl.Expr]:
    """Each amount from its exact fraction: due a / (100 × D), ceiling b × posts / 1 200."""
    duree, postes = pl.col("duree_etp_minutes"), pl.col("etp_centiemes")
    a, b = pl.col("a"), pl.col("b") * postes
    an = 100 * MOIS_PAR_AN
    du = demi_haut_expr(a, 100 * duree)
    plafond = demi_haut_expr(b, an)
    du_exact = pl.min_horizontal(a * MOIS_PAR_AN, b * duree)  # over 1 200 × D, like the next line
    complet = a.is_not_null() & b.is_not_null() & duree.is_not_null()
    return [
        demi_haut_expr(pl.col("minutes_cumulees") * MILLIONIEMES, duree).alias(
            "etp_millioniemes_cumules"
        ),
        du.alias("du_centimes"),
        plafond.alias("plafond_centimes"),
        pl.when(complet).then(pl.min_horizontal(du, plafond)).alias("du_plafonne_centimes"),
        plafond.alias("recu_theorique_centimes"),
        pl.when(complet)
        .then(demi_haut_expr(du_exact - b * duree, an * duree))
        .alias("ecart_centimes"),
        demi_haut_expr(pl.col("a_avant"), 100 * duree).alias("du_avant"),
        demi_haut_expr(pl.col("b_avant") * postes, an).alias("plafond_avant"),
    ]


def vider(aides: pl.LazyFrame, colonnes: list[str]) -> pl.LazyFrame:
    """Null the sums of the rows that have a motif: nothing half computed leaves the rule."""
    sans_motif = pl.col("motif").is_null()
    return aides.with_columns(pl.when(sans_motif).then(pl.col(nom)).alias(nom) for nom in colonnes)


def repartir_par_contrat(etats: Table, aides: Table) -> pl.LazyFrame:
    """Give each contract its part of `du_mois_centimes`, to the centime: rows of `PARTS`.

    Largest remainder over minutes × rate within each (annexe, month): the parts add up to the
    annexe's amount. The ceiling is the annexe's matter, not a contract's, and does not appear
    here. Months of `etats` without a row in `aides` are dropped; a null amount stays null.
    Bound: the month's amount × its weights stay under 9.2e18 (10 M€ × 50 million hours).
    """
    dus = exiger(aides, [*CLES, "du_mois_centimes"], "repartir_par_contrat")
    lignes = exiger(etats, ETATS, "repartir_par_contrat").select(ETATS.names())
    lignes = lignes.join(dus.select(*CLES, "du_mois_centimes"), on=CLES).sort(
        *CLES, "contrat_id", "taux_pour_cent"
    )
    poids = pl.col("minutes_retenues") * pl.col("taux_pour_cent")
    lignes = lignes.with_columns(
        poids.alias("poids"), poids.sum().over(CLES).alias("somme")
    ).with_columns((pl.col("poids") * pl.col("somme").sign()), pl.col("somme").abs())
    return _plus_forts_restes(lignes).select(PARTS.names())


def _plus_forts_restes(lignes: pl.LazyFrame) -> pl.LazyFrame:
    """Twin of `arrondis.plus_forts_restes` per (annexe, month): adds `montant_centimes`.

    Weights that add up to nothing (hours and their exact correction) put everything on the first
    row, as there.
    """
    total, somme = pl.col("du_mois_centimes").abs(), pl.col("somme")
    produit = total * pl.col("poids")
    reel = pl.when(somme > 0).then(somme).otherwise(1)
    lignes = lignes.with_columns(
        pl.when(somme > 0).then(produit // reel).otherwise(0).alias("part"),
        pl.when(somme > 0).then(produit % reel).otherwise(0).alias("reste"),
    )
    rang = pl.col("reste").rank("ordinal", descending=True).over(CLES).cast(pl.Int64)
    a_donner = total - pl.col("part").sum().over(CLES)
    premier = pl.int_range(pl.len()).over(CLES) == 0
    supplement = (
        pl.when(somme > 0)
        .then((rang <= a_donner).cast(pl.Int64))
        .otherwise(pl.when(premier).then(total).otherwise(0))
    )
    return lignes.with_columns(
        (pl.col("du_mois_centimes").sign() * (pl.col("part") + supplement)).alias(
            "montant_centimes"
        )
    )
