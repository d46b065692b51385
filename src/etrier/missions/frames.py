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
    "prestation_id": pl.Int64,
    "qualification": pl.String,
    "depuis": pl.Date,
    "montant_horaire_centimes": pl.Int64,
    "coefficient_dix_milliemes": pl.Int64,
    "majoration_nuit_pour_dix_mille": pl.Int64,
    "majoration_dimanche_pour_dix_mille": pl.Int64,
    "minutes_minimum": pl.Int64,
    "deplacement_centimes": pl.Int64,
    "taux_tva": pl.String,
}
PRESTATIONS = {"lieu_id": pl.Int64, "prestation_id": pl.Int64, "est_de_nuit": pl.Boolean}


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


def prestations_des_lieux(structures: Sequence[int]) -> pl.DataFrame:
    """chantier_id or mission_id, prestation_id, est_de_nuit: the places that have a service."""
    lues = []
    for modele, cle in ((Chantier, "chantier_id"), (Mission, "mission_id")):
        requete = (
            modele._default_manager.filter(entre("structure", structures), prestation__isnull=False)
            .order_by()
            .values_list("id", "prestation_id", "prestation__est_de_nuit")
        )
        lues.append(lire(requete, PRESTATIONS).rename({"lieu_id": cle}))
    return pl.concat(lues, how="diagonal")


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
        .values_list(*("regime_tva" if nom == "taux_tva" else nom for nom in TARIFS))
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
