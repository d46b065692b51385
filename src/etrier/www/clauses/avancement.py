"""How far each social clause is, at the end of a closed month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from etrier.clauses.access import les_heures_clauses
from etrier.droit.arrondis import tronquer
from etrier.missions.access import les_clauses
from etrier.missions.models import ClauseSociale
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces


@dataclass(frozen=True)
class AvancementClause:
    """Hours of a clause, in minutes: owed, credited in the month, credited to its end, left out."""

    clause: ClauseSociale
    dues: int
    du_mois: int
    a_ce_jour: int
    ecartees: int

    @property
    def restent(self) -> int:
        """Hours still owed; nothing once they are all done."""
        return max(self.dues - self.a_ce_jour, 0)

    @property
    def part_pour_dix_mille(self) -> int | None:
        """Share done, truncated: 100 % is only said when it is done."""
        return tronquer(self.a_ce_jour * 10_000, self.dues) if self.dues else None


def avancements(acces: Acces, mois: date) -> list[AvancementClause]:
    """Clauses whose period holds the month, or with hours in it."""
    creditees = les_heures_clauses(acces).order_by()
    ici, jusque = Q(cloture__mois=mois), Q(cloture__mois__lte=mois)
    sommes = {
        s["clause"]: s
        for s in creditees.values("clause").annotate(
            du_mois=Sum("minutes_retenues", filter=ici, default=0),
            ecartees=Sum("minutes_ecartees", filter=ici, default=0),
            a_ce_jour=Sum("minutes_retenues", filter=jusque, default=0),
        )
    }
    avec_heures = les_heures_clauses(acces, mois).values("clause")
    return [
        _avancement(clause, sommes.get(clause.pk, {}))
        for clause in les_clauses(acces).filter(
            Q(debut__lte=dernier_jour(mois), fin__gte=mois) | Q(pk__in=avec_heures)
        )
    ]


def _avancement(clause: ClauseSociale, somme: Mapping[str, Any]) -> AvancementClause:
    return AvancementClause(
        clause,
        clause.minutes_dues,
        somme.get("du_mois", 0),
        somme.get("a_ce_jour", 0),
        somme.get("ecartees", 0),
    )


def en_retard(avances: Iterable[AvancementClause], mois: date) -> list[AvancementClause]:
    """Clauses whose period is over with hours still owed."""
    return [a for a in avances if a.clause.fin <= dernier_jour(mois) and a.restent]
