"""People, PASS and contracts as frames."""

from collections.abc import Sequence
from datetime import date

import polars as pl
from django.db.models import Q

from etrier.parcours.models import AvenantContrat, Contrat, PassIae, SuspensionPass
from etrier.socle.colonnes import entre, lire

CONTRATS = {
    "contrat_id": pl.Int64,
    "structure_id": pl.Int64,
    "salarie_id": pl.Int64,
    "personne_id": pl.Int64,
    "convention_id": pl.Int64,
    "type_contrat": pl.String,
    "dispositif": pl.String,
    "debut": pl.Date,
    "fin": pl.Date,
}
CONDITIONS = {
    "contrat_id": pl.Int64,
    "effet": pl.Date,
    "minutes_hebdo": pl.Int64,
    "taux_horaire_centimes": pl.Int64,
}
QUALIFICATIONS = {"contrat_id": pl.Int64, "qualification": pl.String}
PERIODES = {"personne_id": pl.Int64, "debut": pl.Date, "fin": pl.Date}


def contrats(structures: Sequence[int], debut: date) -> pl.DataFrame:
    """Contracts of the structures that had not ended by `debut`."""
    requete = (
        Contrat.objects.filter(entre("structure", structures))
        .filter(Q(fin__isnull=True) | Q(fin__gte=debut))
        .order_by()
        .values_list(
            "id",
            "structure_id",
            "salarie_id",
            "salarie__personne_id",
            "convention_id",
            "genre",
            "convention__dispositif",
            "debut",
            "fin",
        )
    )
    return lire(requete, CONTRATS).filter(pl.col("structure_id").is_in(list(structures)))


def conditions(structures: Sequence[int], debut: date) -> pl.DataFrame:
    """Every dated term of the contracts that had not ended by `debut`, by contract and date."""
    requete = (
        AvenantContrat.objects.filter(entre("contrat__structure", structures))
        .filter(Q(contrat__fin__isnull=True) | Q(contrat__fin__gte=debut))
        .order_by()
        .values_list("contrat_id", "effet", "minutes_hebdo", "taux_horaire_centimes")
    )
    return lire(requete, CONDITIONS).sort("contrat_id", "effet")


def qualifications(structures: Sequence[int]) -> pl.DataFrame:
    """The job each contract names, of those that name one."""
    requete = (
        Contrat.objects.filter(entre("structure", structures))
        .exclude(qualification="")
        .order_by()
        .values_list("id", "qualification")
    )
    return lire(requete, QUALIFICATIONS)


def les_pass(structures: Sequence[int]) -> pl.DataFrame:
    """PASS IAE of the people of the structures."""
    requete = (
        PassIae.objects.filter(entre("personne__salaries__structure", structures))
        .order_by()
        .values_list("personne_id", "debut", "fin")
    )
    return lire(requete, PERIODES).unique()


def suspensions(structures: Sequence[int]) -> pl.DataFrame:
    """Suspended days of the PASS of the people of the structures."""
    requete = (
        SuspensionPass.objects.filter(entre("pass_iae__personne__salaries__structure", structures))
        .order_by()
        .values_list("pass_iae__personne_id", "debut", "fin")
    )
    return lire(requete, PERIODES).unique()
