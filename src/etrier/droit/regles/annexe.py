"""The money of an annexe financière, as the ASP prints it.

Source: the ASP's own file of annexes (fluxIAE, AnnexeFinanciere): on its 71 funded rows the printed
amount is the number of posts times the unit amount, rounded to the centime, when the annexe lasts
twelve months; else one month's amount, rounded to the centime, times the number of months.

Worked line: 10 posts at 20 441,00 € from 2020-01-01 to 2020-02-29:
10 × 20 441,00 / 12 = 17 034,17 € a month, twice: 34 068,34 €.
"""

from datetime import date

import polars as pl

from etrier.droit.arrondis import demi_haut, demi_haut_expr

MOIS_PAR_AN = 12


def duree_mois(debut: date, fin: date) -> int:
    """Months of an annexe, its first and its last included (ASP: years × 12 + months + 1).

    Raises ValueError when the end comes before the start.
    """
    if fin < debut:
        raise ValueError(f"La fin ({fin:%d/%m/%Y}) précède le début ({debut:%d/%m/%Y}).")
    return (fin.year - debut.year) * MOIS_PAR_AN + fin.month - debut.month + 1


def duree_mois_expr(debut: pl.Expr, fin: pl.Expr) -> pl.Expr:
    """Twin of `duree_mois` on Date columns (Int64); not positive when the end comes first."""
    annees = fin.dt.year().cast(pl.Int64) - debut.dt.year().cast(pl.Int64)
    mois = fin.dt.month().cast(pl.Int64) - debut.dt.month().cast(pl.Int64)
    return annees * MOIS_PAR_AN + mois + 1


def montant_annexe(
    etp_centiemes: int, montant_unitaire_centimes: int, debut: date, fin: date
) -> int:
    """Total aid of an annexe in centimes: posts in hundredths, unit amount per year in centimes."""
    mois = duree_mois(debut, fin)
    produit = etp_centiemes * montant_unitaire_centimes
    if mois == MOIS_PAR_AN:
        return demi_haut(produit, 100)
    return demi_haut(produit, 100 * MOIS_PAR_AN) * mois


def montant_annexe_expr(
    etp_centiemes: pl.Expr, montant_unitaire_centimes: pl.Expr, debut: pl.Expr, fin: pl.Expr
) -> pl.Expr:
    """Twin of `montant_annexe` on Int64 and Date columns. Null in gives null.

    Bound: posts × unit amount stays under 4.6e18 (19 million posts at 24 000 €).
    """
    mois = duree_mois_expr(debut, fin)
    produit = etp_centiemes * montant_unitaire_centimes
    partielle = demi_haut_expr(produit, 100 * MOIS_PAR_AN) * mois
    return pl.when(mois == MOIS_PAR_AN).then(demi_haut_expr(produit, 100)).otherwise(partielle)
