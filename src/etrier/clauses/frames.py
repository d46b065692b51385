"""From the ledger to the hours credited to social clauses."""

from collections.abc import Sequence

import polars as pl
from django.db.models import Min

from etrier.clauses.models import HeuresClause
from etrier.droit.regles.clauses import heures_creditees
from etrier.heures.enums import EtatLigne, GenreHeures
from etrier.heures.frames import Cadre
from etrier.heures.models import LigneHeures
from etrier.missions.frames import clauses
from etrier.socle.colonnes import entre, lire

PREMIERS_JOURS = {"clause_id": pl.Int64, "personne_id": pl.Int64, "premier_jour": pl.Date}


def deriver(cadre: Cadre) -> pl.DataFrame:
    """Credited hours of the month: columns of the table, plus `structure_id`."""
    creditees = heures_creditees(
        cadre.lignes, clauses(cadre.structures), premiers_jours(cadre), cadre.mois
    )
    salaries = cadre.contrats.select("structure_id", "personne_id", "salarie_id").unique()
    return creditees.join(salaries, on=["structure_id", "personne_id"], how="left").select(
        "structure_id",
        "clause_id",
        "salarie_id",
        "minutes_retenues",
        "minutes_ecartees",
        pl.col("motif").fill_null(""),
    )


def premiers_jours(cadre: Cadre) -> pl.DataFrame:
    """First day each person was credited on a clause, in the months already closed."""
    concernees: Sequence[int] = cadre.lignes["clause_id"].drop_nulls().unique().sort().to_list()
    if not concernees or not HeuresClause.objects.filter(clause_id__in=concernees).exists():
        return pl.DataFrame(schema=PREMIERS_JOURS)
    requete = (
        LigneHeures.objects.filter(
            entre("structure", cadre.structures),
            clause_id__in=concernees,
            mois__lt=cadre.mois,
            etat=EtatLigne.VALIDEE,
            nature=GenreHeures.TRAVAIL,
            minutes__gt=0,
        )
        .order_by()
        .values_list("clause_id", "salarie__personne_id")
        .annotate(premier=Min("jour"))
    )
    return lire(requete, PREMIERS_JOURS)
