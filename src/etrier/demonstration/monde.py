"""Everything the demonstration invents, in memory, before a single row is written.

Rows are Django objects not yet saved, tied to one another; hours are light tuples, for there are
tens of thousands. The same day always gives the same world.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from etrier.demonstration.bilan import Piege
from etrier.demonstration.scenario import PAR_CLE, Calendrier, StructureExemple
from etrier.heures.models import Absence, CodeHeures, PlanHeures
from etrier.missions.models import (
    Chantier,
    ClauseSociale,
    Client,
    MarchePublic,
    Mission,
    Prestation,
    Tarif,
)
from etrier.parcours.models import (
    AvenantContrat,
    Contrat,
    PassIae,
    Personne,
    Salarie,
    SuspensionPass,
)
from etrier.structures.models import (
    AnnexeFinanciere,
    AvenantAnnexe,
    Convention,
    Groupe,
    Reseau,
    Structure,
)


def parite(jour: date) -> int:
    """0 or 1, by turns, from one week to the next."""
    return (jour.toordinal() - jour.weekday()) // 7 % 2


class Ligne(NamedTuple):
    """One line of hours; at most one of chantier and mission."""

    contrat: Contrat
    jour: date
    nature: int
    minutes: int
    chantier: Chantier | None = None
    mission: Mission | None = None
    clause: ClauseSociale | None = None

    @property
    def cle(self) -> tuple[int, date, int, int, int]:
        """What makes two lines the same: contract, day, nature, place (objects, by identity)."""
        return (id(self.contrat), self.jour, self.nature, id(self.chantier), id(self.mission))


@dataclass(frozen=True)
class Creneau:
    """So many minutes of a mission on some days of every week (0 is Monday), or of every other
    week: `parite` is then 0 or 1."""

    mission: Mission
    jours: tuple[int, ...]
    minutes: int
    parite: int | None = None

    def tombe_le(self, jour: date) -> bool:
        """True on the days of its weeks."""
        return jour.weekday() in self.jours and self.parite in (None, parite(jour))


@dataclass(eq=False)
class Termes:
    """A contract with its avenants, in order, and the weekly slots of its missions."""

    contrat: Contrat
    avenants: list[AvenantContrat]
    creneaux: list[Creneau] = field(default_factory=list)

    def en_vigueur(self, jour: date) -> AvenantContrat:
        """The avenant whose terms apply that day."""
        rang = bisect_right([a.effet for a in self.avenants], jour) - 1
        return self.avenants[max(rang, 0)]

    def couvre(self, jour: date) -> bool:
        """True when the contract runs that day."""
        return self.contrat.couvre(jour)


@dataclass(eq=False)
class Sejour:
    """One stay of a person in a structure: contracts follow one another until its end.

    `role` names what the scenario wants of it; empty for most.
    """

    cle: str
    debut: date
    fin: date
    role: str = ""
    personne: Personne = field(init=False)
    pass_iae: PassIae | None = None
    salarie: Salarie = field(init=False)
    jours: tuple[int, ...] = ()
    termes: list[Termes] = field(default_factory=list)
    missions: list[Mission] = field(default_factory=list)

    @property
    def exemple(self) -> StructureExemple:
        """The structure's fixed points."""
        return PAR_CLE[self.cle]

    def couvre(self, debut: date, fin: date) -> bool:
        """True when the whole period is inside the stay."""
        return self.debut <= debut and fin <= self.fin

    def termes_du(self, jour: date) -> Termes | None:
        """The contract that runs that day, if any."""
        return next((t for t in self.termes if t.couvre(jour)), None)

    def missions_du(self, jour: date) -> list[Mission]:
        """The missions that run that day."""
        return [m for m in self.missions if m.debut <= jour and (m.fin is None or jour <= m.fin)]


@dataclass
class Monde:
    """The whole world; lists are in the order in which rows are written."""

    calendrier: Calendrier
    groupe: Groupe
    reseaux: list[Reseau]
    structures: dict[str, Structure]
    conventions: dict[str, Convention]
    annexes: list[AnnexeFinanciere]
    avenants_annexe: list[AvenantAnnexe]
    sejours: list[Sejour] = field(default_factory=list)
    personnes: list[Personne] = field(default_factory=list)
    passes: list[PassIae] = field(default_factory=list)
    suspensions: list[SuspensionPass] = field(default_factory=list)
    clients: dict[str, list[Client]] = field(default_factory=dict)
    chantiers: dict[str, list[Chantier]] = field(default_factory=dict)
    prestations: dict[str, list[Prestation]] = field(default_factory=dict)
    # How many people were sent to each client of the AI, by identity.
    visites: Counter[int] = field(default_factory=Counter)
    tarifs: list[Tarif] = field(default_factory=list)
    marches: list[MarchePublic] = field(default_factory=list)
    clauses: list[ClauseSociale] = field(default_factory=list)
    clause_de: dict[int, ClauseSociale] = field(default_factory=dict)
    lignes: dict[str, list[Ligne]] = field(default_factory=dict)
    pieges: list[Piege] = field(default_factory=list)
    plans: list[PlanHeures] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    codes: list[CodeHeures] = field(default_factory=list)

    def sejours_de(self, cle: str) -> list[Sejour]:
        """The stays in a structure."""
        return [s for s in self.sejours if s.cle == cle]

    def avec_role(self, role: str) -> Sejour:
        """The stay the scenario gave this role. Raises StopIteration when nobody has it."""
        return next(s for s in self.sejours if s.role == role)

    def termes(self) -> Iterator[Termes]:
        """Every contract."""
        for sejour in self.sejours:
            yield from sejour.termes

    def missions(self) -> Iterator[Mission]:
        """Every mission."""
        for sejour in self.sejours:
            yield from sejour.missions

    def clause_du(self, lieu: Chantier | Client, jour: date) -> ClauseSociale | None:
        """The clause hours at this place count for, that day."""
        clause = self.clause_de.get(id(lieu))
        return clause if clause is not None and clause.debut <= jour <= clause.fin else None
