"""What plans, an absence and a public holiday make of one day of one contract.

- An ordinary day: work, at each place planned.
- A public holiday the plan does not work: its minutes, as a holiday, without a place; for a
  mission nothing. Whether the holiday is paid depends on seniority (CT L3133-3) and, for somebody
  placed with a user, on what the user's own people get (CT L1251-18 and L5132-11): only a person
  can tell, the draft is a proposal.
- An absence of the whole day: the planned minutes, of the nature of the absence, without a place.
  An absence of some minutes takes them off the work, from the last place backwards. Without any
  plan the usual day of the contract is what is missed.
- Both: leave and training do not count on a holiday, the holiday stands; an absence, paid or not,
  takes the holiday too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from etrier.heures.enums import GenreHeures
from etrier.heures.models import Absence, PlanHeures
from etrier.heures.verification import Saisie
from etrier.parcours.models import Contrat

# Absences that also take a public holiday.
SUR_LES_FERIES = frozenset({GenreHeures.ABSENCE_PAYEE, GenreHeures.ABSENCE_NON_PAYEE})
Part = tuple[PlanHeures, int]


@dataclass(frozen=True)
class Journee:
    """One day of one contract. `habituel`: its usual minutes when no plan covers the day."""

    contrat: Contrat
    jour: date
    plans: Sequence[PlanHeures]
    absence: Absence | None = None
    ferie: bool = False
    habituel: int = 0

    def brouillons(self) -> list[Saisie]:
        """What to write that day; nothing outside the contract."""
        if not self.contrat.couvre(self.jour):
            return []
        travail, ferie = self._travail(), self._ferie()
        if self.absence is None:
            return [
                *map(self._de_travail, travail),
                *self._sans_lieu(GenreHeures.JOUR_FERIE, ferie),
            ]
        manques = sum(minutes for _plan, minutes in travail) + self._sans_plan()
        if self.absence.nature in SUR_LES_FERIES:
            manques, ferie = manques + ferie, 0
        absents = manques
        reste: list[Part] = []
        if self.absence.minutes_par_jour is not None and manques:
            absents = self.absence.minutes_par_jour
            reste = retrancher(travail, absents)
        return [
            *map(self._de_travail, reste),
            *self._sans_lieu(self.absence.nature, absents),
            *self._sans_lieu(GenreHeures.JOUR_FERIE, ferie),
        ]

    def _prevus(self) -> Iterable[Part]:
        """Plans of the day with their minutes."""
        for plan in self.plans:
            minutes = plan.minutes_du(self.jour)
            if minutes:
                yield plan, minutes

    def _travail(self) -> list[Part]:
        return [(p, m) for p, m in self._prevus() if not self.ferie or p.travaille_les_feries]

    def _ferie(self) -> int:
        """Minutes of the holiday: what is neither worked nor planned on a mission."""
        if not self.ferie:
            return 0
        return sum(
            m for p, m in self._prevus() if not p.travaille_les_feries and p.mission_id is None
        )

    def _sans_plan(self) -> int:
        """The usual day of a contract without a plan, when it is not a holiday."""
        couvert = any(p.couvre(self.jour) for p in self.plans)
        return 0 if couvert or self.ferie else self.habituel

    def _de_travail(self, part: Part) -> Saisie:
        plan, minutes = part
        clause = plan.clause
        compte = clause is not None and clause.debut <= self.jour <= clause.fin
        return Saisie(
            self.contrat.pk,
            self.contrat.salarie_id,
            self.jour,
            int(GenreHeures.TRAVAIL),
            minutes,
            chantier_id=plan.chantier_id,
            mission_id=plan.mission_id,
            clause_id=plan.clause_id if compte else None,
        )

    def _sans_lieu(self, nature: int, minutes: int) -> list[Saisie]:
        if not minutes:
            return []
        return [Saisie(self.contrat.pk, self.contrat.salarie_id, self.jour, int(nature), minutes)]


def retrancher(parts: Sequence[Part], minutes: int) -> list[Part]:
    """The work that is left when some minutes are missed: the last places lose them first."""
    reste: list[Part] = []
    for plan, prevues in reversed(parts):
        ote = min(minutes, prevues)
        minutes -= ote
        if prevues > ote:
            reste.insert(0, (plan, prevues - ote))
    return reste
