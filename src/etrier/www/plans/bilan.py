"""Propositions added up by person."""

from dataclasses import dataclass, field
from datetime import date

from etrier.heures.enums import GenreHeures
from etrier.heures.plans.propositions import Propositions
from etrier.heures.verification import Saisie


@dataclass
class Part:
    """What one person would get, in minutes."""

    qui: str
    travail: int = 0
    absences: int = 0
    feries: int = 0
    laisses: int = 0
    les_jours: set[date] = field(default_factory=set)

    @property
    def jours(self) -> int:
        """Days with a draft."""
        return len(self.les_jours)

    @property
    def total(self) -> int:
        """Every nature."""
        return self.travail + self.absences + self.feries

    def compter(self, saisie: Saisie) -> None:
        """Add one draft."""
        self.les_jours.add(saisie.jour)
        if saisie.nature == GenreHeures.TRAVAIL:
            self.travail += saisie.minutes
        elif saisie.nature == GenreHeures.JOUR_FERIE:
            self.feries += saisie.minutes
        else:
            self.absences += saisie.minutes


def par_personne(trouvees: Propositions) -> list[Part]:
    """One row a person, by name; nobody who gets nothing and has nothing left aside."""
    parts: dict[int, Part] = {}

    def part(contrat_id: int) -> Part:
        salarie = trouvees.contrats[contrat_id].salarie
        return parts.setdefault(salarie.pk, Part(str(salarie.personne)))

    for saisie in trouvees.saisies:
        part(saisie.contrat_id).compter(saisie)
    for laissee in trouvees.laissees:
        part(laissee.contrat_id).laisses += 1
    return sorted(parts.values(), key=lambda x: x.qui.casefold())
