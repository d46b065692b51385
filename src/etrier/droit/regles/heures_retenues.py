"""Which hours count for the aide au poste, and why the others do not.

Sources: CT L5132-3 and R5132-1-9 (only a person with a PASS IAE opens the right, until the end of
the contract), R5132-1-10 (nothing while the parcours is suspended), DGEFP, questions-réponses of
30 June 2014, §1.1.6 (which hours each dispositif counts).

Worked line: 7 h of paid leave under a contract and a PASS: retained in an ACI (paid hours count),
left out in an EI with the code NATURE (only effective work counts).
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import polars as pl

from etrier.droit.parametre import Parametres
from etrier.droit.regles.tables import Table, attacher, exiger
from etrier.droit.schema import Contenu
from etrier.droit.vocabulaire import Dispositif, NatureHeures

LIGNES = pl.Schema(
    {
        "ligne_id": pl.Int64,
        "contrat_id": pl.Int64,
        "jour": pl.Date,
        "nature": pl.Int8,
        "minutes": pl.Int64,
    }
)
CONTRATS = pl.Schema(
    {
        "contrat_id": pl.Int64,
        "personne_id": pl.Int64,
        "dispositif": pl.String,
        "debut": pl.Date,
        "fin": pl.Date,  # null: no end
    }
)
PERIODES = pl.Schema({"personne_id": pl.Int64, "debut": pl.Date, "fin": pl.Date})
"""PASS IAE and suspensions; a null `fin` means: still running."""
TOUJOURS = date(9999, 12, 31)
JOURS = 100_000
"""More days than the calendar counts from 1970 to the year 2243."""
ECARTS = pl.Schema({"motif_ecart": pl.String})  # null: the hours are retained


REGIMES = pl.Schema(
    {
        "dispositif": pl.String,
        "nature": pl.Int8,
        "depuis": pl.Date,
        "valeur": pl.Boolean,
        "provisoire": pl.Boolean,
        "parametre": pl.String,
    }
)


class MotifEcart(StrEnum):
    """Why hours are left out, in order of priority: the first that applies is given."""

    HORS_CONTRAT = "HORS_CONTRAT"
    HORS_DISPOSITIF = "HORS_DISPOSITIF"
    HORS_PASS = "HORS_PASS"
    SUSPENSION = "SUSPENSION"
    NATURE = "NATURE"
    NON_ETABLI = "NON_ETABLI"

    @property
    def phrase(self) -> str:
        """The reason in one French sentence."""
        return PHRASES[self]


PHRASES = {
    MotifEcart.HORS_CONTRAT: "Heures faites hors des dates du contrat.",
    MotifEcart.HORS_DISPOSITIF: "Un GEIQ ne reçoit pas l'aide au poste.",
    MotifEcart.HORS_PASS: "Aucun PASS IAE ne couvre ce jour.",
    MotifEcart.SUSPENSION: "Le parcours était suspendu ce jour-là.",
    MotifEcart.NATURE: "Cette sorte d'heures ne compte pas pour ce dispositif.",
    MotifEcart.NON_ETABLI: "Les heures à compter ne sont pas établies pour ce dispositif ce jour.",
}


def ecarts(
    lignes: Table, contrats: Table, passes: Table, suspensions: Table, parametres: Parametres
) -> pl.LazyFrame:
    """Add `motif_ecart` (a `MotifEcart`, or null when retained) to every line, none lost.

    Lines of any number of structures; columns `LIGNES` and any other are kept, in the same order.
    `contrats` has one row per contract; the PASS and suspensions looked at are those of its
    person. A GEIQ has neither PASS nor aid: HORS_DISPOSITIF.
    """
    heures = exiger(lignes, LIGNES, "ecarts")
    periodes = {"_pass": passes, "_suspendu": suspensions}
    lues = {nom: _lire(exiger(table, PERIODES, "ecarts")) for nom, table in periodes.items()}
    termes = _termes(exiger(contrats, CONTRATS, "ecarts"), lues)
    heures = heures.join(termes, on="contrat_id", how="left", maintain_order="left")
    heures = _couvrir(heures, lues)
    heures = _retenir_natures(heures, parametres)
    return heures.with_columns(_motif().alias("motif_ecart")).select(pl.exclude("^_.*$"))


def _lire(periodes: pl.LazyFrame) -> pl.LazyFrame:
    """The periods with a beginning, one that still runs given a far end."""
    return periodes.drop_nulls(["personne_id", "debut"]).select(
        pl.col("personne_id").alias("_personne"), "debut", pl.col("fin").fill_null(TOUJOURS)
    )


def _termes(contrats: pl.LazyFrame, periodes: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """One row per contract: its terms and, for each kind, its person's first period and their
    number. Almost everybody has one: the lines then need no search of their own."""
    termes = contrats.select(
        "contrat_id",
        pl.col("personne_id").alias("_personne"),
        pl.col("dispositif").alias("_dispositif"),
        pl.col("debut").alias("_debut"),
        pl.col("fin").fill_null(TOUJOURS).alias("_fin"),
    )
    for nom, table in periodes.items():
        bornes = table.group_by("_personne").agg(
            pl.len().alias(f"{nom}_nombre"),
            pl.col("debut").first().alias(f"{nom}_debut"),
            pl.col("fin").first().alias(f"{nom}_fin"),
        )
        termes = termes.join(bornes, on="_personne", how="left")
    return termes


def _motif() -> pl.Expr:
    """The first reason that applies, in the order of `MotifEcart`."""
    jour = pl.col("jour")
    sous_contrat = (pl.col("_debut") <= jour) & (
        pl.col("_fin").is_null() | (pl.col("_fin") >= jour)
    )
    return (
        pl.when(~sous_contrat.fill_null(False))
        .then(pl.lit(MotifEcart.HORS_CONTRAT.value))
        .when(pl.col("_dispositif") == Dispositif.GEIQ.value)
        .then(pl.lit(MotifEcart.HORS_DISPOSITIF.value))
        .when(~pl.col("_pass"))
        .then(pl.lit(MotifEcart.HORS_PASS.value))
        .when(pl.col("_suspendu"))
        .then(pl.lit(MotifEcart.SUSPENSION.value))
        .when(pl.col("_retenue").is_null())
        .then(pl.lit(MotifEcart.NON_ETABLI.value))
        .when(~pl.col("_retenue"))
        .then(pl.lit(MotifEcart.NATURE.value))
    )


def _couvrir(lignes: pl.LazyFrame, periodes: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Add, for each kind, a Boolean: does a period of the contract's person cover the day?"""
    lignes = lignes.with_columns(_personne_jour())
    couverts = pl.concat(
        _chercher(lignes.filter(_plusieurs(nom)), table, nom) for nom, table in periodes.items()
    )
    trouves = couverts.group_by("_cle").agg(
        (pl.col("nom") == nom).any().alias(nom) for nom in periodes
    )
    lignes = lignes.join(trouves, on="_cle", how="left", maintain_order="left")
    return lignes.with_columns(
        pl.when(_plusieurs(nom))
        .then(pl.col(nom))
        .otherwise(pl.col("jour").is_between(f"{nom}_debut", f"{nom}_fin"))
        .fill_null(False)
        .alias(nom)
        for nom in periodes
    )


def _plusieurs(nom: str) -> pl.Expr:
    return pl.col(f"{nom}_nombre") > 1


def _personne_jour() -> pl.Expr:
    """Person and day in one integer: joins on it are twice as fast as on the two columns."""
    jour = pl.col("jour").to_physical().cast(pl.Int64)
    return (pl.col("_personne") * JOURS + jour).alias("_cle")


def _chercher(lignes: pl.LazyFrame, periodes: pl.LazyFrame, nom: str) -> pl.LazyFrame:
    """The `_cle` of the lines that a period covers, with `nom`.

    Of the periods begun by that day, the latest end decides: it is carried along each person's
    periods so that one search backward is enough, overlaps included.
    """
    jusque = periodes.sort("_personne", "debut").select(
        "_personne", "debut", pl.col("fin").cum_max().over("_personne")
    )
    return (
        lignes.select("_cle", "_personne", "jour")
        .unique("_cle")
        .sort("jour")
        .join_asof(
            jusque.sort("debut"),
            left_on="jour",
            right_on="debut",
            by="_personne",
            strategy="backward",
            check_sortedness=False,
        )
        .filter(pl.col("fin") >= pl.col("jour"))
        .select("_cle", pl.lit(nom).alias("nom"))
    )


def _retenir_natures(lignes: pl.LazyFrame, parametres: Parametres) -> pl.LazyFrame:
    """Add the Boolean `_retenue`: does this nature count that day? Null: not established."""
    regimes = natures_retenues(parametres).rename({"dispositif": "_dispositif"})
    par = ["_dispositif", "nature"]
    return attacher(lignes, regimes, le="jour", par=par, nom="_retenue")


def natures_retenues(parametres: Parametres) -> pl.DataFrame:
    """Every (dispositif, nature) by date of effect: `valeur` is true when its hours count.

    Columns: dispositif String, nature Int8, depuis Date, valeur Boolean (null: not established),
    provisoire Boolean, parametre String.
    """
    nom = "etp/natures_retenues"
    rangees = [
        (dispositif, nature.value, ligne.depuis, _compte(nature, contenu), False, nom)
        for ligne in parametres.parametre(nom).lignes
        for dispositif, contenu in ligne.valeurs.items()
        for nature in NatureHeures
    ]
    return pl.DataFrame(rangees, schema=REGIMES, orient="row")


def _compte(nature: NatureHeures, contenu: Contenu | None) -> bool | None:
    return None if not isinstance(contenu, tuple) else nature.code in contenu
