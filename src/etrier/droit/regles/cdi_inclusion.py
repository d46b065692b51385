"""The share of the aide au poste due for the hours of a CDI inclusion.

Source: CT R5132-8-2 (EI), R5132-10-13-2 (ETTI), R5132-24-2 (AI), R5132-39-1 (ACI): the whole socle
in the first year of the contract, 70 % from the second, no modulated part; since 1 September 2021.

Worked line: CDI inclusion from 2024-03-15, hours of 2025-03-14: 100; of 2025-03-15: 70.
"""

import polars as pl

from etrier.droit.parametre import Parametres
from etrier.droit.regles.tables import Table, attacher, exiger
from etrier.droit.vocabulaire import TypeContrat

LIGNES = pl.Schema({"contrat_id": pl.Int64, "jour": pl.Date})
CONTRATS = pl.Schema({"contrat_id": pl.Int64, "type_contrat": pl.String, "debut": pl.Date})
TAUX = pl.Schema({"taux_pour_cent": pl.Int64})


def taux_par_ligne(lignes: Table, contrats: Table, parametres: Parametres) -> pl.LazyFrame:
    """Add `taux_pour_cent` to lines of hours: 100, or the CDI inclusion's share on that day.

    `lignes`: contrat_id, jour and any other column, all kept; `contrats`: contrat_id,
    type_contrat, debut, dispositif. The second year begins on the first anniversary of the
    contract. Null: the share is not established that day (before 1 September 2021).

    Source: CT R5132-8-2, R5132-10-13-2, R5132-24-2, R5132-39-1. Worked line: CDI inclusion from
    2024-03-15, hours of 2025-03-14: 100; of 2025-03-15: 70.
    """
    heures = exiger(lignes, ["contrat_id", "jour"], "taux_par_ligne")
    cdi = (
        exiger(contrats, ["contrat_id", "type_contrat", "debut"], "taux_par_ligne")
        .filter(pl.col("type_contrat") == TypeContrat.CDI_INCLUSION.value)
        .select("contrat_id", pl.col("debut").dt.offset_by("1y").alias("_anniversaire"))
    )
    heures = heures.join(cdi, on="contrat_id", how="left", maintain_order="left")
    for annee in (1, 2):
        taux = parametres.frame(f"aide_au_poste/cdi_inclusion_annee_{annee}", 100)
        heures = attacher(heures, taux, le="jour", par=[], nom=f"_taux_{annee}")
    anniversaire = pl.col("_anniversaire")
    return heures.with_columns(
        pl.when(anniversaire.is_null())
        .then(100)
        .when(pl.col("jour") < anniversaire)
        .then(pl.col("_taux_1"))
        .otherwise(pl.col("_taux_2"))
        .cast(pl.Int64)
        .alias("taux_pour_cent")
    ).select(pl.exclude("^_taux_.*$", "_anniversaire"))
