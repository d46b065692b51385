"""What an import of ASP files did, told in French sentences."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class RapportStructures:
    """Import of structures: rows read, then structures by what became of them."""

    fichier: str
    etabli_le: date | None
    lues: int
    ajoutees: int
    modifiees: int
    inchangees: int
    remarques: tuple[str, ...] = ()

    def phrases(self) -> list[str]:
        """The report, one sentence per line."""
        return [
            ngettext("%(n)s ligne lue.", "%(n)s lignes lues.", self.lues) % {"n": self.lues},
            _("Structures ajoutées : %(a)s ; modifiées : %(m)s ; inchangées : %(i)s.")
            % {"a": self.ajoutees, "m": self.modifiees, "i": self.inchangees},
            *self.remarques,
        ]


@dataclass(frozen=True)
class RapportAnnexes:
    """Import of annexes: rows read, avenants found, then avenants by what became of them.

    `anomalies` are the avenants whose printed amount is not the one the rule gives: they are
    written as printed, and named.
    """

    fichier: str
    etabli_le: date | None
    lues: int
    avenants: int
    motifs_ajoutes: int
    lignes_repetees: int
    conventions_ajoutees: int
    annexes_ajoutees: int
    ajoutees: int
    modifiees: int
    inchangees: int
    montants_verifies: int
    anomalies: tuple[str, ...] = ()
    remarques: tuple[str, ...] = ()

    def phrases(self) -> list[str]:
        """The report, one sentence per line."""
        return [
            self._lecture(),
            _("Avenants ajoutés : %(a)s ; modifiés : %(m)s ; inchangés : %(i)s.")
            % {"a": self.ajoutees, "m": self.modifiees, "i": self.inchangees},
            _("Conventions ajoutées : %(c)s ; annexes ajoutées : %(a)s.")
            % {"c": self.conventions_ajoutees, "a": self.annexes_ajoutees},
            self._montants(),
            *self.anomalies,
            *self.remarques,
        ]

    def _lecture(self) -> str:
        morceaux = [
            ngettext("%(n)s ligne lue", "%(n)s lignes lues", self.lues) % {"n": self.lues},
            ngettext("%(n)s avenant", "%(n)s avenants", self.avenants) % {"n": self.avenants},
        ]
        if n := self.motifs_ajoutes:
            phrase = ngettext(
                "%(n)s ligne ajoute un second motif de rejet",
                "%(n)s lignes ajoutent un second motif de rejet",
                n,
            )
            morceaux.append(phrase % {"n": n})
        if n := self.lignes_repetees:
            phrase = ngettext(
                "%(n)s ligne en répète une autre", "%(n)s lignes en répètent d'autres", n
            )
            morceaux.append(phrase % {"n": n})
        return ", ".join(morceaux) + "."

    def _montants(self) -> str:
        return _(
            "Montants recalculés : %(justes)s sur %(verifies)s égaux au centime à ceux du fichier."
        ) % {
            "justes": self.montants_verifies - len(self.anomalies),
            "verifies": self.montants_verifies,
        }
