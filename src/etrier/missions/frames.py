"""Places, prices and clauses as frames."""

from collections.abc import Sequence

import polars as pl

from etrier.missions.models import Chantier, ClauseSociale, Mission, Tarif
from etrier.socle.colonnes import entre, lire

LIEUX = {"lieu_id": pl.Int64, "client_id": pl.Int64}
CLAUSES = {
    "clause_id": pl.Int64,
    "structure_id": pl.Int64,
    "debut": pl.Date,
    "fin": pl.Date,
    "mois_par_personne": pl.Int64,
}
TARIFS = {
    "structure_id": pl.Int64,
    "client_id": pl.Int64,
    "chantier_id": pl.Int64,
    "mission_id": pl.Int64,
    "depuis": pl.Date,
    "montant_horaire_centimes": pl.Int64,
    "taux_tva": pl.String,
}


def clients_des_chantiers(structures: Sequence[int]) -> pl.DataFrame:
    """chantier_id, client_id (null: the structure's own worksite)."""
    requete = (
        Chantier.objects.filter(entre("structure", structures))
        .order_by()
        .values_list("id", "client_id")
    )
    return lire(requete, LIEUX).rename({"lieu_id": "chantier_id", "client_id": "client_chantier"})


def clients_des_missions(structures: Sequence[int]) -> pl.DataFrame:
    """mission_id, client_id."""
    requete = (
        Mission.objects.filter(entre("structure", structures))
        .order_by()
        .values_list("id", "client_id")
    )
    return lire(requete, LIEUX).rename({"lieu_id": "mission_id", "client_id": "client_mission"})


def clauses(structures: Sequence[int]) -> pl.DataFrame:
    """Social clauses of the structures."""
    requete = (
        ClauseSociale.objects.filter(entre("structure", structures))
        .order_by()
        .values_list("id", "structure_id", "debut", "fin", "mois_par_personne")
    )
    return lire(requete, CLAUSES)


def tarifs(structures: Sequence[int]) -> pl.DataFrame:
    """Dated prices with their one target: `cible` and `cible_id` (null for the structure)."""
    requete = (
        Tarif.objects.filter(entre("structure", structures))
        .order_by()
        .values_list(
            "structure_id",
            "client_id",
            "chantier_id",
            "mission_id",
            "depuis",
            "montant_horaire_centimes",
            "regime_tva",
        )
    )
    cible = pl.lit("structure")
    for nom in ("client", "chantier", "mission"):
        cible = pl.when(pl.col(f"{nom}_id").is_not_null()).then(pl.lit(nom)).otherwise(cible)
    return (
        lire(requete, TARIFS)
        .with_columns(
            cible.alias("cible"),
            pl.coalesce("mission_id", "chantier_id", "client_id").alias("cible_id"),
        )
        .drop("client_id", "chantier_id", "mission_id")
    )
