"""What a spreadsheet would change in the ledger: shown before anything is written."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from etrier.droit.ecriture import heures
from etrier.heures.verification import Saisie


class StatutLigne(StrEnum):
    """What would become of a line."""

    NOUVELLE = "nouvelle"
    CONNUE = "connue"
    MODIFIEE = "modifiee"
    REFUSEE = "refusee"


@dataclass(frozen=True)
class LigneApercu:
    """One line of the file, as it was understood.

    `motif` says why it is refused, or what it changes; `minutes_avant` is what the ledger holds
    now; `saisie` is the entry to write, None when the line is refused.
    """

    numero: int
    qui: str
    jour: date | None
    nature: int | None
    minutes: int | None
    chantier: str
    mission: str
    clause: str
    statut: StatutLigne
    motif: str = ""
    minutes_avant: int | None = None
    saisie: Saisie | None = None


@dataclass(frozen=True)
class Apercu:
    """A file looked at. Nothing is written; `est_importable` is False while a line is refused."""

    fichier: str
    empreinte: str
    lignes: tuple[LigneApercu, ...]
    remarques: tuple[str, ...]

    def de_statut(self, statut: StatutLigne) -> list[LigneApercu]:
        """Lines of one status, in the order of the file."""
        return [x for x in self.lignes if x.statut is statut]

    @property
    def nouvelles(self) -> int:
        """How many lines would be added."""
        return len(self.de_statut(StatutLigne.NOUVELLE))

    @property
    def connues(self) -> int:
        """How many lines are in the ledger already."""
        return len(self.de_statut(StatutLigne.CONNUE))

    @property
    def modifiees(self) -> int:
        """How many drafts would change, or be removed by a zero."""
        return len(self.de_statut(StatutLigne.MODIFIEE))

    @property
    def refusees(self) -> int:
        """How many lines are refused."""
        return len(self.de_statut(StatutLigne.REFUSEE))

    @property
    def minutes_total(self) -> int:
        """Minutes of all the lines that are not refused."""
        return sum(x.minutes or 0 for x in self.lignes if x.statut is not StatutLigne.REFUSEE)

    @property
    def minutes_ajoutees(self) -> int:
        """By how many minutes the ledger would grow (less than zero when it would shrink)."""
        return sum(
            (x.minutes or 0) - (x.minutes_avant or 0)
            for x in self.lignes
            if x.statut in (StatutLigne.NOUVELLE, StatutLigne.MODIFIEE)
        )

    @property
    def est_importable(self) -> bool:
        """True when no line is refused."""
        return not self.refusees

    def phrases(self) -> list[str]:
        """The summary, one sentence per line."""
        return [
            _(
                "Lignes lues : %(total)s (%(heures)s) ; nouvelles : %(nouvelles)s ; modifiées : "
                "%(modifiees)s ; déjà connues : %(connues)s ; refusées : %(refusees)s."
            )
            % {
                "total": len(self.lignes),
                "heures": heures(self.minutes_total),
                "nouvelles": self.nouvelles,
                "modifiees": self.modifiees,
                "connues": self.connues,
                "refusees": self.refusees,
            },
            *self.remarques,
        ]
