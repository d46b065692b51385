"""The ledger as frames: the month's lines, their totals, the digest that seals them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import polars as pl

from etrier.droit.parametre import Parametres
from etrier.heures.enums import EtatLigne
from etrier.heures.models import LigneHeures
from etrier.missions.frames import clients_des_chantiers, clients_des_missions
from etrier.parcours import frames as parcours
from etrier.socle.colonnes import entre, lire
from etrier.socle.mois import mois_precedent

LIGNES = {
    "ligne_id": pl.Int64,
    "structure_id": pl.Int64,
    "contrat_id": pl.Int64,
    "jour": pl.Date,
    "nature": pl.Int8,
    "minutes": pl.Int64,
    "chantier_id": pl.Int64,
    "mission_id": pl.Int64,
    "clause_id": pl.Int64,
    "corrige_id": pl.Int64,
}
# The text a digest is made of: one line of the ledger per text line, these columns, `;` between
# them, nothing for null, sorted by the first. `sha256sum` on that text gives Cloture.empreinte.
EMPREINTE = (
    "ligne_id",
    "contrat_id",
    "jour",
    "nature",
    "minutes",
    "chantier_id",
    "mission_id",
    "clause_id",
    "corrige_id",
)
CUMUL = ("contrat_id", "nature", "chantier_id", "mission_id", "clause_id")


@dataclass(frozen=True)
class Cadre:
    """What the four readings of a month share: one reading of the database for all of them.

    `lignes`: validated lines of the accounting month, columns LIGNES plus `mois`, `personne_id`
    and `client_id`. `veille`: the same for the days before it that its first week needs.
    """

    mois: date
    structures: Sequence[int]
    parametres: Parametres
    lignes: pl.DataFrame
    veille: pl.DataFrame
    contrats: pl.DataFrame
    conditions: pl.DataFrame
    passes: pl.DataFrame
    suspensions: pl.DataFrame


def lire_lignes(
    structures: Sequence[int], mois: date, *, depuis: date | None = None
) -> pl.DataFrame:
    """Validated lines of the accounting month, from the day `depuis` when given."""
    requete = LigneHeures.objects.filter(
        entre("structure", structures), mois=mois, etat=EtatLigne.VALIDEE
    )
    if depuis is not None:
        requete = requete.filter(jour__gte=depuis)
    colonnes = ["id" if nom == "ligne_id" else nom for nom in LIGNES]
    lignes = lire(requete.order_by().values_list(*colonnes), LIGNES)
    if len(structures) <= max(structures) - min(structures):
        lignes = lignes.filter(pl.col("structure_id").is_in(list(structures)))
    return lignes


def lire_cadre(
    structures: Sequence[int], mois: date, premier_lundi: date, parametres: Parametres
) -> Cadre:
    """Read everything the readings of a month need, for the structures given."""
    avant = mois_precedent(mois)
    veille = (
        _vide() if premier_lundi >= mois else lire_lignes(structures, avant, depuis=premier_lundi)
    )
    lignes = lire_lignes(structures, mois)
    borne = min(premier_lundi, _premier(lignes, mois))
    contrats = parcours.contrats(structures, borne)
    return Cadre(
        mois=mois,
        structures=structures,
        parametres=parametres,
        lignes=_situer(lignes, contrats, structures, mois),
        veille=_situer(veille, contrats, structures, avant),
        contrats=contrats,
        conditions=parcours.conditions(structures, borne),
        passes=parcours.les_pass(structures),
        suspensions=parcours.suspensions(structures),
    )


def _vide() -> pl.DataFrame:
    return pl.DataFrame(schema=LIGNES)


def _premier(lignes: pl.DataFrame, mois: date) -> date:
    # A correction may count in this month for a day long before.
    premier = lignes["jour"].min()
    return premier if isinstance(premier, date) else mois


def _situer(
    lignes: pl.DataFrame, contrats: pl.DataFrame, structures: Sequence[int], mois: date
) -> pl.DataFrame:
    """Add the accounting month, the person (by the contract) and the client (by the place)."""
    return (
        lignes.join(contrats.select("contrat_id", "personne_id"), on="contrat_id", how="left")
        .join(clients_des_chantiers(structures), on="chantier_id", how="left")
        .join(clients_des_missions(structures), on="mission_id", how="left")
        .with_columns(
            pl.coalesce("client_mission", "client_chantier").alias("client_id"),
            pl.lit(mois).alias("mois"),
        )
        .drop("client_mission", "client_chantier")
    )


def cumuls(lignes: pl.DataFrame) -> pl.DataFrame:
    """Minutes per structure, contract, nature, place and clause."""
    return (
        lignes.group_by("structure_id", *CUMUL)
        .agg(pl.col("minutes").sum())
        .sort("structure_id", *CUMUL)
    )


def empreintes(lignes: pl.DataFrame) -> pl.DataFrame:
    """Per structure: `nombre_lignes`, `minutes_total`, `dernier_id` and the digest `empreinte`."""
    texte = pl.concat_str(
        [pl.col(nom).cast(pl.String).fill_null("") for nom in EMPREINTE], separator=";"
    )
    par_structure = (
        lignes.sort("structure_id", "ligne_id")
        .select("structure_id", "ligne_id", "minutes", texte.alias("texte"))
        .group_by("structure_id", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("nombre_lignes"),
            pl.col("minutes").sum().alias("minutes_total"),
            pl.col("ligne_id").max().alias("dernier_id"),
            pl.col("texte").str.join("\n"),
        )
    )
    sceaux = [sha256(t.encode()).hexdigest() for t in par_structure["texte"]]
    return par_structure.drop("texte").with_columns(pl.Series("empreinte", sceaux, pl.String))
