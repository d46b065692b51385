"""Write the made-up country into the database, by columns."""

from datetime import date

import polars as pl
from django.db import connection, transaction

from bench import pays
from etrier.heures.models import LigneHeures
from etrier.missions.models import Chantier, ClauseSociale, Client, MarchePublic, Mission, Tarif
from etrier.parcours.models import AvenantContrat, Contrat, PassIae, Personne, Salarie
from etrier.socle.colonnes import ecrire
from etrier.structures.models import AnnexeFinanciere, AvenantAnnexe, Convention, Structure

DEBUT, FIN = date(2025, 1, 1), date(2025, 12, 31)
SANS_SUPPLEMENT = (
    "majoration_nuit_pour_dix_mille",
    "majoration_dimanche_pour_dix_mille",
    "minutes_minimum",
    "deplacement_centimes",
)


def remplir(part: float) -> int:
    """Fill an empty, migrated database; gives the number of lines of hours."""
    genres = pays.reduire(part)
    toutes, gens = pays.structures(genres), pays.personnes(genres)
    nombre = 0
    with transaction.atomic():
        _sans_declencheurs()
        _structures(toutes)
        _parcours(gens, toutes)
        _missions(gens, toutes)
        for trame in pays.lignes(gens, toutes):
            nombre += ecrire(LigneHeures, trame)
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE")
    return nombre


def _sans_declencheurs() -> None:
    """Spare PostgreSQL the check of millions of keys that are right by construction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as curseur:
            curseur.execute("SET LOCAL session_replication_role = replica")


def _structures(toutes: pl.DataFrame) -> None:
    cle = pl.col("structure_id")
    vides = [
        pl.lit("").alias(c)
        for c in (
            "siret_signature",
            "code_naf",
            "categorie_juridique",
            "adresse",
            "code_postal",
            "commune",
        )
    ]
    ecrire(
        Structure,
        toutes.select(
            cle.alias("id"),
            pl.format("Structure {}", cle).alias("denomination"),
            cle.cast(pl.String).str.zfill(14).alias("siret"),
            pl.lit("59512").alias("code_insee"),
            pl.lit(False).alias("est_regie_de_quartier"),
            *vides,
        ),
    )
    ecrire(
        Convention,
        toutes.select(
            cle.alias("id"),
            "structure_id",
            "dispositif",
            pl.lit("droit_commun").alias("milieu"),
            cle.cast(pl.String).alias("numero"),
        ),
    )
    ecrire(
        AnnexeFinanciere,
        toutes.select(
            cle.alias("id"),
            "structure_id",
            cle.alias("convention_id"),
            pl.format("{}_DC", "dispositif").alias("mesure"),
            cle.cast(pl.String).alias("numero"),
            pl.lit(0).alias("renouvellement"),
        ),
    )
    ecrire(
        AvenantAnnexe,
        toutes.select(
            cle.alias("id"),
            cle.alias("annexe_id"),
            pl.lit(0).alias("modification"),
            pl.lit("VALIDE").alias("etat"),
            pl.lit(DEBUT).alias("debut"),
            pl.lit(FIN).alias("fin"),
            "etp_centiemes",
        ),
    )


def _parcours(gens: pl.DataFrame, toutes: pl.DataFrame) -> None:
    cle = pl.col("id")
    bornes = [pl.lit(DEBUT).alias("debut"), pl.lit(FIN).alias("fin")]
    ecrire(
        Personne,
        gens.select(
            cle,
            pl.lit("").alias("civilite"),
            pl.format("PERSONNE {}", cle).alias("nom"),
            pl.lit("Camille").alias("prenom"),
            pl.lit(date(1990, 1, 1)).alias("naissance"),
        ),
    )
    matricule = cle.cast(pl.String).alias("matricule")
    ecrire(Salarie, gens.select(cle, "structure_id", cle.alias("personne_id"), matricule))
    numero = cle.cast(pl.String).str.zfill(12).alias("numero")
    ecrire(PassIae, gens.select(cle, cle.alias("personne_id"), numero, *bornes))
    avec = gens.join(toutes, on="structure_id", how="left")
    ecrire(
        Contrat,
        avec.select(
            cle,
            "structure_id",
            cle.alias("salarie_id"),
            pl.col("structure_id").alias("convention_id"),
            pl.col("contrat").alias("genre"),
            cle.cast(pl.String).alias("numero"),
            pl.lit("").alias("qualification"),
            *bornes,
        ),
    )
    ecrire(
        AvenantContrat,
        avec.select(
            cle,
            cle.alias("contrat_id"),
            pl.lit(0).alias("rang"),
            pl.lit(DEBUT).alias("effet"),
            (pl.col("minutes") * 5).alias("minutes_hebdo"),
            (1_188 + cle % 50).alias("taux_horaire_centimes"),
            pl.lit("").alias("motif"),
        ),
    )


def _missions(gens: pl.DataFrame, toutes: pl.DataFrame) -> None:
    cle, lieux = pl.col("id"), pays.lieux(toutes)
    vides = [
        pl.lit("").alias(c)
        for c in (
            "siret",
            "adresse",
            "code_postal",
            "commune",
            "contact",
            "courriel",
            "telephone",
        )
    ]
    nature = pl.when(pl.col("rang") < 3).then(pl.lit("particulier")).otherwise(pl.lit("entreprise"))
    ecrire(
        Client,
        lieux.select(
            cle,
            "structure_id",
            nature.alias("nature"),
            pl.format("Client {}", cle).alias("denomination"),
            *vides,
        ),
    )
    ecrire(
        Chantier,
        lieux.select(
            cle,
            "structure_id",
            cle.alias("client_id"),
            pl.format("Chantier {}", cle).alias("denomination"),
            pl.lit(DEBUT).alias("debut"),
        ),
    )
    ecrire(
        Tarif,
        lieux.select(
            cle,
            "structure_id",
            cle.alias("client_id"),
            pl.lit(DEBUT).alias("depuis"),
            (2_000 + cle % 400).alias("montant_horaire_centimes"),
            pl.lit("normal").alias("regime_tva"),
            pl.lit("").alias("qualification"),
            *(pl.lit(0).alias(nom) for nom in SANS_SUPPLEMENT),
        ),
    )
    en_mission = gens.join(toutes.filter("en_mission"), on="structure_id")
    client = (pl.col("structure_id") - 1) * 5 + cle % 5 + 1
    ecrire(
        Mission,
        en_mission.select(
            cle,
            "structure_id",
            client.alias("client_id"),
            cle.alias("contrat_id"),
            cle.cast(pl.String).alias("numero"),
            pl.lit("Mission").alias("objet"),
            pl.lit(DEBUT).alias("debut"),
        ),
    )
    _clauses(toutes)


def _clauses(toutes: pl.DataFrame) -> None:
    cle = pl.col("structure_id")
    ecrire(
        MarchePublic,
        toutes.select(
            cle.alias("id"),
            "structure_id",
            ((cle - 1) * 5 + 1).alias("acheteur_id"),
            cle.cast(pl.String).alias("reference"),
            pl.lit("Entretien").alias("objet"),
        ),
    )
    ecrire(
        ClauseSociale,
        toutes.select(
            cle.alias("id"),
            "structure_id",
            cle.alias("marche_public_id"),
            pl.lit("1").alias("lot"),
            pl.lit("Lot").alias("intitule"),
            pl.lit(60_000).alias("minutes_dues"),
            pl.lit(DEBUT).alias("debut"),
            pl.lit(FIN).alias("fin"),
        ),
    )
