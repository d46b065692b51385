"""What a yearly report is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from etrier.pilotage.enums import RubriqueBilan
from etrier.pilotage.petits_nombres import SEUIL, masquer
from etrier.structures.models import Convention, Structure

Unite = Literal["entier", "heures", "centimes", "pourcent", "etp", "etp_centiemes", "jours"]


@dataclass(frozen=True)
class Chiffre:
    """A figure, what it was read from, and why it is what it is.

    `valeur` in the unit of `unite`: people or things, minutes, centimes, hundredths of a percent,
    millionths or hundredths of an ETP, days. None: not known, and `pourquoi` says why.
    `cle` names it for those who look for one. `personnes`: people whose number tells something of
    them, hidden under five when it leaves.
    """

    cle: str
    libelle: str
    valeur: int | None
    source: str
    pourquoi: str
    unite: Unite = "entier"
    personnes: bool = False

    @property
    def se_cache(self) -> bool:
        """True when it must not leave the structure."""
        return self.personnes and self.valeur is not None and 0 < self.valeur < SEUIL


@dataclass(frozen=True)
class Ventilation:
    """A sum cut into parts. `personnes`: its cells are people, hidden under five when it leaves."""

    cle: str
    titre: str
    parts: Mapping[str, int]
    source: str
    pourquoi: str
    personnes: bool = False

    @property
    def est_vide(self) -> bool:
        """True when every part is nil: there is nothing to cut."""
        return not any(self.parts.values())

    def visibles(self, *, dehors: bool) -> dict[str, int | None]:
        """The cells to show; None is a hidden one."""
        return masquer(self.parts) if dehors and self.personnes else dict(self.parts)


@dataclass(frozen=True)
class Chapitre:
    """One heading: its figures, its tables, what people wrote."""

    rubrique: RubriqueBilan
    chiffres: Sequence[Chiffre] = ()
    ventilations: Sequence[Ventilation] = ()
    texte: str = ""

    @property
    def titre(self) -> str:
        """Its heading."""
        return str(self.rubrique.label)

    @property
    def paragraphes(self) -> list[str]:
        """What people wrote, by paragraph."""
        return [ligne.strip() for ligne in self.texte.splitlines() if ligne.strip()]


@dataclass(frozen=True)
class Perimetre:
    """A convention and a year; `fin` is not beyond today."""

    convention: Convention
    annee: int
    le: date

    @property
    def structure(self) -> Structure:
        """The structure that holds the convention."""
        return self.convention.structure

    @property
    def debut(self) -> date:
        """First of January."""
        return date(self.annee, 1, 1)

    @property
    def fin(self) -> date:
        """31 December, or today while the year runs."""
        return min(date(self.annee, 12, 31), self.le)


@dataclass(frozen=True)
class Bilan:
    """The whole report, and what it still lacks."""

    perimetre: Perimetre
    chapitres: Sequence[Chapitre]
    manques: Sequence[str] = field(default=())

    def chiffre(self, cle: str) -> Chiffre:
        """One figure by its name. Raises StopIteration when there is none."""
        return next(c for ch in self.chapitres for c in ch.chiffres if c.cle == cle)

    def ventilation(self, cle: str) -> Ventilation:
        """One table by its name. Raises StopIteration when there is none."""
        return next(v for ch in self.chapitres for v in ch.ventilations if v.cle == cle)
