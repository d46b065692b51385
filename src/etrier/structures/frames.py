"""Annexes financières as frames."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from etrier.droit.vocabulaire import Territoire
from etrier.socle.colonnes import entre, lire
from etrier.socle.mois import dernier_jour
from etrier.structures.models import AvenantAnnexe

ANNEXES = {
    "annexe_id": pl.Int64,
    "avenant_id": pl.Int64,
    "structure_id": pl.Int64,
    "convention_id": pl.Int64,
    "dispositif": pl.String,
    "milieu": pl.String,
    "code_insee": pl.String,
    "debut": pl.Date,
    "fin": pl.Date,
    "etp_centiemes": pl.Int64,
    "montant_unitaire_centimes": pl.Int64,
    "duree_etp_minutes": pl.Int64,
    "modification": pl.Int64,
}


def annexes_en_vigueur(structures: Sequence[int], mois: date) -> pl.DataFrame:
    """Terms in force in `mois`: one row per convention, the last valid version of its annexe.

    When two annexes of one convention cover the month (a convention renewed under a new number),
    the one that began last is kept, then the highest renewal, then the highest modification.
    """
    mayotte = pl.col("code_insee").str.starts_with("976")
    return (
        lire(_requete(structures, mois), ANNEXES)
        .filter(pl.col("structure_id").is_in(list(structures)))
        .sort("convention_id", "debut", "annexe_id", "modification")
        .unique("convention_id", keep="last", maintain_order=True)
        .with_columns(
            pl.when(mayotte)
            .then(pl.lit(Territoire.MAYOTTE.value))
            .otherwise(pl.lit(Territoire.METROPOLE.value))
            .alias("territoire"),
            pl.lit(mois).alias("mois"),
        )
        .drop("code_insee", "modification")
    )


def _requete(structures: Sequence[int], mois: date) -> QuerySet[AvenantAnnexe, Any]:
    """Valid versions that cover the month, columns of ANNEXES."""
    return (
        AvenantAnnexe.objects.en_vigueur()
        .filter(
            entre("annexe__structure", structures),
            annexe__convention__isnull=False,
            debut__lte=dernier_jour(mois),
            fin__gte=mois,
        )
        .order_by()
        .values_list(
            "annexe_id",
            "id",
            "annexe__structure_id",
            "annexe__convention_id",
            "annexe__convention__dispositif",
            "annexe__convention__milieu",
            "annexe__structure__code_insee",
            "debut",
            "fin",
            "etp_centiemes",
            "montant_unitaire_centimes",
            "duree_etp_minutes",
            "modification",
        )
    )


def durees_etp(structure_id: int, mois: date) -> dict[int, int]:
    """Minutes of one full-time post in the year, by convention, where an annexe in force says."""
    annexes = annexes_en_vigueur([structure_id], mois).drop_nulls("duree_etp_minutes")
    return dict(annexes.select("convention_id", "duree_etp_minutes").iter_rows())
