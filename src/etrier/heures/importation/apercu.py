"""What a spreadsheet would change in the ledger: shown before anything is written."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.droit.ecriture import heures
from etrier.heures.formats.tableurs.tableur import Disposition, LigneTableur
from etrier.heures.importation.rapprochement import Mot, Surete
from etrier.heures.importation.reconnaissance import Reconnaissance
from etrier.heures.verification import Saisie


class StatutLigne(StrEnum):
    """What would become of a line."""

    NOUVELLE = "nouvelle"
    CONNUE = "connue"
    MODIFIEE = "modifiee"
    REFUSEE = "refusee"


@dataclass(slots=True)
class LigneApercu:
    """One line of the file, as it was understood.

    `raison` says why it is refused, or what it changes; `ou`, for a refused line, where it is in
    the file; `minutes_avant` is what the ledger holds now; `saisie` is the entry to write, None
    when the line is refused.
    """

    source: LigneTableur
    qui: str
    statut: StatutLigne = StatutLigne.NOUVELLE
    raison: str = ""
    ou: str = ""
    saisie: Saisie | None = None
    minutes_avant: int | None = None

    @property
    def motif(self) -> str:
        """The reason, with the place in the file when the line is refused."""
        return f"{self.ou} : {self.raison}" if self.ou else self.raison

    @property
    def numero(self) -> int:
        """Row of the sheet."""
        return self.source.numero

    @property
    def jour(self) -> date | None:
        """The day, when it could be read."""
        return self.source.jour

    @property
    def nature(self) -> int | None:
        """The nature of hours, when it could be read."""
        return self.source.nature

    @property
    def minutes(self) -> int | None:
        """Minutes of the day: those written, or those planned for a code without a duration."""
        return self.saisie.minutes if self.saisie else self.source.minutes

    @property
    def lieu(self) -> str:
        """The place, as written."""
        return self.source.chantier or self.source.mission or self.source.lieu

    @property
    def clause(self) -> str:
        """The clause, as written."""
        return self.source.clause

    def refuser(self, ou: str, raison: str) -> None:
        """Refuse the line: nothing of it will be written."""
        self.statut, self.ou, self.raison, self.saisie = StatutLigne.REFUSEE, ou, raison, None


@dataclass(frozen=True)
class Apercu:
    """A file looked at. Nothing is written; `est_importable` is False while a line is refused.

    `disposition` is the layout it was read with; `retenue_le`, when that layout was chosen for a
    former file; `mois` is the month asked for; `mots` are the names and codes of the file that are
    not plainly sure.
    """

    fichier: str
    empreinte: str
    lignes: tuple[LigneApercu, ...]
    remarques: tuple[str, ...]
    disposition: Disposition
    reconnaissance: Reconnaissance
    signature: str = ""
    retenue_le: date | None = None
    mois: date | None = None

    def de_statut(self, statut: StatutLigne) -> list[LigneApercu]:
        """Lines of one status, in the order of the file."""
        return [x for x in self.lignes if x.statut is statut]

    @cached_property
    def _comptes(self) -> Counter[StatutLigne]:
        return Counter(x.statut for x in self.lignes)

    @property
    def nouvelles(self) -> int:
        """How many lines would be added."""
        return self._comptes[StatutLigne.NOUVELLE]

    @property
    def connues(self) -> int:
        """How many lines are in the ledger already."""
        return self._comptes[StatutLigne.CONNUE]

    @property
    def modifiees(self) -> int:
        """How many drafts would change, or be removed by a zero."""
        return self._comptes[StatutLigne.MODIFIEE]

    @property
    def refusees(self) -> int:
        """How many lines are refused."""
        return self._comptes[StatutLigne.REFUSEE]

    @property
    def bonnes(self) -> int:
        """How many lines are not refused."""
        return len(self.lignes) - self.refusees

    @property
    def a_ecrire(self) -> int:
        """How many lines would be added, changed or removed."""
        return self.nouvelles + self.modifiees

    @property
    def masquees(self) -> int:
        """How many lines come from hidden rows or columns."""
        return sum(x.source.masquee for x in self.lignes)

    @property
    def mots(self) -> list[Mot]:
        """Names and codes somebody has, or had, a say in: those to be told first."""
        dits = [m for m in self.reconnaissance.mots.values() if m.est_a_dire]
        return sorted(dits, key=lambda m: (m.certain, m.sorte != "salarie", m.sorte, m.cle))

    @property
    def mots_a_confirmer(self) -> list[Mot]:
        """Those that keep lines from being written."""
        return [m for m in self.mots if not m.certain]

    @property
    def propositions(self) -> int:
        """How many words have one proposal that only waits for a yes."""
        return sum(m.surete is Surete.PROPOSEE for m in self.mots)

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

    @cached_property
    def a_plusieurs_feuilles(self) -> bool:
        """True when a row number alone does not tell where a line is."""
        return len({x.source.feuille for x in self.lignes}) > 1

    def motifs_de_refus(self) -> list[str]:
        """Every reason, each with its place in the file."""
        return [x.motif for x in self.de_statut(StatutLigne.REFUSEE)]

    @property
    def est_importable(self) -> bool:
        """True when no line is refused."""
        return not self.refusees

    def raisons(self) -> Mapping[tuple[str, int], Sequence[str]]:
        """Why each refused row is, by (sheet, row): what the file of rejected rows says."""
        raisons: dict[tuple[str, int], list[str]] = defaultdict(list)
        for ligne in self.de_statut(StatutLigne.REFUSEE):
            source = ligne.source
            phrase = ligne.raison[:1].upper() + ligne.raison[1:]
            if source.colonne:
                phrase = f"{source.colonne} : {phrase}"
            siennes = raisons[source.feuille, source.numero]
            siennes += [] if phrase in siennes else [phrase]
        return raisons

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
            *self.remarques_a_lire,
        ]

    @property
    def remarques_a_lire(self) -> list[str]:
        """What the reading has to say of the file: left out, hidden, totals that do not agree."""
        return [*self.remarques, *self._phrase_masquees()]

    def _phrase_masquees(self) -> list[str]:
        if not self.masquees:
            return []
        message = ngettext(
            "%(n)s ligne vient d’une partie masquée du tableur : vérifiez qu’elle est voulue.",
            "%(n)s lignes viennent d’une partie masquée du tableur : vérifiez qu’elles sont "
            "voulues.",
            self.masquees,
        )
        return [message % {"n": self.masquees}]
