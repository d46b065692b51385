"""Exits and stays as frames: what was worked before leaving, and where in the group one went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from django.db.models import Q, Sum

from etrier.heures.enums import EtatLigne, GenreHeures
from etrier.heures.models import LigneHeures
from etrier.parcours.enums import EtatEtape
from etrier.parcours.models import Contrat, EtapeParcours, Sortie
from etrier.parcours.sorties.groupe import JOURS_DE_PASSAGE
from etrier.socle.colonnes import entre, lire

SORTIES = {
    "sortie_id": pl.Int64,
    "structure_id": pl.Int64,
    "salarie_id": pl.Int64,
    "personne_id": pl.Int64,
    "convention_id": pl.Int64,
    "dispositif": pl.String,
    "le": pl.Date,
    "classe": pl.String,
    "sans_nouvelle": pl.Boolean,
}
CONTRATS = {
    "contrat_id": pl.Int64,
    "structure_id": pl.Int64,
    "salarie_id": pl.Int64,
    "personne_id": pl.Int64,
    "convention_id": pl.Int64,
    "dispositif": pl.String,
    "debut": pl.Date,
    "fin": pl.Date,
}
ETAPES = {"personne_id": pl.Int64, "structure_id": pl.Int64, "vers_id": pl.Int64, "effet": pl.Date}
MINUTES = {"contrat_id": pl.Int64, "minutes": pl.Int64}
_CLE = ["salarie_id", "convention_id"]


@dataclass(frozen=True)
class Periode:
    """Days looked at, bounds included."""

    debut: date
    fin: date


def sorties(structures: Sequence[int], periode: Periode) -> pl.DataFrame:
    """Exits of the structures in the period, cancelled ones apart, with what preceded each one.

    Columns: SORTIES, then `debut` (first day of the stay), `jours` (days under contract under
    that convention since then, or since the exit before) and `minutes` (worked and validated).
    """
    toutes = _toutes(structures, periode.fin)
    voulues = toutes.filter(pl.col("le") >= periode.debut)
    if voulues.is_empty():
        return voulues.with_columns(
            debut=pl.lit(None, pl.Date), jours=pl.lit(None, pl.Int64), minutes=pl.lit(0, pl.Int64)
        )
    signes = contrats(structures).filter(pl.col("debut") <= periode.fin)
    sejours = _rattacher(signes.join(voulues, on=_CLE, how="semi"), toutes)
    travail = minutes_travaillees(sejours["contrat_id"].to_list())
    resumes = (
        sejours.join(travail, on="contrat_id", how="left")
        .group_by("sortie_id")
        .agg(
            pl.col("debut").min(),
            pl.col("jours").sum(),
            pl.col("minutes").sum(),
        )
    )
    return voulues.join(resumes, on="sortie_id", how="left").sort("le", "sortie_id")


def _toutes(structures: Sequence[int], fin: date) -> pl.DataFrame:
    requete = (
        Sortie.objects.filter(
            entre("salarie__structure", structures), annulee_le__isnull=True, le__lte=fin
        )
        .order_by()
        .values_list(
            "id",
            "salarie__structure_id",
            "salarie_id",
            "salarie__personne_id",
            "convention_id",
            "convention__dispositif",
            "le",
            "classe",
            "sans_nouvelle",
        )
    )
    return lire(requete, SORTIES).filter(pl.col("structure_id").is_in(list(structures)))


def contrats(structures: Sequence[int]) -> pl.DataFrame:
    """Every contract of the structures."""
    requete = (
        Contrat.objects.filter(entre("structure", structures))
        .order_by()
        .values_list(
            "id",
            "structure_id",
            "salarie_id",
            "salarie__personne_id",
            "convention_id",
            "convention__dispositif",
            "debut",
            "fin",
        )
    )
    return lire(requete, CONTRATS).filter(pl.col("structure_id").is_in(list(structures)))


def _rattacher(signes: pl.DataFrame, toutes: pl.DataFrame) -> pl.DataFrame:
    """Each contract with the first exit that follows its start; `jours` counts a day once."""
    bornes = toutes.select("sortie_id", *_CLE, "le").sort("le")
    lies = (
        signes.sort("debut")
        .join_asof(
            bornes,
            left_on="debut",
            right_on="le",
            by=_CLE,
            strategy="forward",
            check_sortedness=False,  # sorted just above; it cannot be checked by group
        )
        .filter(pl.col("sortie_id").is_not_null())
        .sort("sortie_id", "debut")
        .with_columns(fin=pl.min_horizontal(pl.col("fin").fill_null(pl.col("le")), "le"))
    )
    vus = pl.col("fin").cum_max().shift(1).over("sortie_id")
    premier = pl.max_horizontal("debut", vus + timedelta(days=1))
    jours = (pl.col("fin") - premier).dt.total_days() + 1
    return lies.with_columns(jours=jours.clip(lower_bound=0))


def minutes_travaillees(contrats_lus: Sequence[int]) -> pl.DataFrame:
    """Minutes of work of each contract, validated, by contract."""
    requete = (
        LigneHeures.objects.filter(
            contrat__in=list(contrats_lus), etat=EtatLigne.VALIDEE, nature=GenreHeures.TRAVAIL
        )
        .order_by()
        .values("contrat_id")
        .annotate(minutes=Sum("minutes"))
        .values_list("contrat_id", "minutes")
    )
    return lire(requete, MINUTES)


def passages(les_sorties: pl.DataFrame, groupe: Sequence[int]) -> pl.DataFrame:
    """Exits towards another structure of the group: `sortie_id`, `vers_id`, `attente` (days).

    By a contract there that runs after the exit and began within a month of it, else by a step
    done (decision 0026).
    """
    par_contrat = _par_contrat(les_sorties, contrats(groupe))
    par_etape = _par_etape(les_sorties)
    return (
        pl.concat([par_contrat, par_etape])
        .sort("sortie_id", "attente", nulls_last=True)
        .unique("sortie_id", keep="first", maintain_order=True)
    )


def _par_contrat(les_sorties: pl.DataFrame, signes: pl.DataFrame) -> pl.DataFrame:
    ailleurs = signes.select(
        "personne_id",
        pl.col("structure_id").alias("vers_id"),
        pl.col("debut").alias("arrivee"),
        "fin",
    )
    return (
        les_sorties.select("sortie_id", "structure_id", "personne_id", "le")
        .join(ailleurs, on="personne_id")
        .filter(
            pl.col("structure_id") != pl.col("vers_id"),
            pl.col("arrivee") <= pl.col("le") + timedelta(days=JOURS_DE_PASSAGE),
            pl.col("fin").is_null() | (pl.col("fin") > pl.col("le")),
        )
        .select("sortie_id", "vers_id", _attente(pl.col("arrivee")))
    )


def _par_etape(les_sorties: pl.DataFrame) -> pl.DataFrame:
    marge = timedelta(days=JOURS_DE_PASSAGE)
    personnes = les_sorties["personne_id"].to_list()
    requete = (
        EtapeParcours.objects.filter(
            Q(effet__isnull=False), personne__in=personnes, etat=EtatEtape.FAITE
        )
        .order_by()
        .values_list("personne_id", "depuis_id", "vers_id", "effet")
    )
    return (
        les_sorties.select("sortie_id", "structure_id", "personne_id", "le")
        .join(lire(requete, ETAPES), on=["personne_id", "structure_id"])
        .filter(pl.col("effet").is_between(pl.col("le") - marge, pl.col("le") + marge))
        .select("sortie_id", "vers_id", _attente(pl.col("effet")))
    )


def _attente(arrivee: pl.Expr) -> pl.Expr:
    """Days without work between the exit and the arrival; 0 when they overlap."""
    jours = (arrivee - pl.col("le")).dt.total_days() - 1
    return jours.clip(lower_bound=0).alias("attente")


def presents(structures: Sequence[int], periode: Periode) -> pl.DataFrame:
    """Who was under contract in the period: one row per structure, dispositif and person."""
    return (
        contrats(structures)
        .filter(
            pl.col("debut") <= periode.fin,
            pl.col("fin").is_null() | (pl.col("fin") >= periode.debut),
        )
        .select("structure_id", "dispositif", "personne_id")
        .unique()
    )
