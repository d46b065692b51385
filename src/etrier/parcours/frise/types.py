"""What a pathway is made of, whoever draws it: lanes, bars and dots, in words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etrier.droit.calendrier import se_touchent


class Sorte(StrEnum):
    """What a bar or a dot is: it gives its look and its name."""

    CONTRAT = "contrat"
    PASS = "pass"
    PROLONGATION = "prolongation"
    SUSPENSION = "suspension"
    CARENCE = "carence"
    FORMATION = "formation"
    IMMERSION = "immersion"
    ENTRETIEN = "entretien"
    ABSENCE = "absence"
    CANDIDATURE = "candidature"
    ETAPE = "etape"
    SORTIE = "sortie"
    NOUVELLES = "nouvelles"

    @property
    def nom(self) -> str:
        """As the legend says it."""
        return str(_NOMS[self])


_NOMS: dict[Sorte, Promise] = {
    Sorte.CONTRAT: _("contrat"),
    Sorte.PASS: _("PASS IAE"),
    Sorte.PROLONGATION: _("prolongation"),
    Sorte.SUSPENSION: _("suspension"),
    Sorte.CARENCE: _("délai de carence"),
    Sorte.FORMATION: _("formation"),
    Sorte.IMMERSION: _("immersion (PMSMP)"),
    Sorte.ENTRETIEN: _("entretien"),
    Sorte.ABSENCE: _("entretien manqué"),
    Sorte.CANDIDATURE: _("candidature"),
    Sorte.ETAPE: _("passage d'une structure à l'autre"),
    Sorte.SORTIE: _("sortie"),
    Sorte.NOUVELLES: _("nouvelles après la sortie"),
}


@dataclass(frozen=True)
class Evenement:
    """Something that lasts, or happens on a day (`fin` is then `debut`); None: no end yet.

    `libelle` stands on the drawing, `detail` beside it in the table.
    """

    sorte: Sorte
    debut: date
    fin: date | None
    libelle: str
    detail: str = ""
    ou: str = ""
    # Fewer words, for a bar too short for all of them.
    court: str = ""

    @property
    def est_un_jour(self) -> bool:
        """A dot, not a bar."""
        return self.fin == self.debut and self.sorte in _PONCTUELS

    def touche(self, debut: date, fin: date) -> bool:
        """True when a part of it is between the two days."""
        return se_touchent(self.debut, self.fin, debut, fin)


_PONCTUELS = frozenset(
    {
        Sorte.ENTRETIEN,
        Sorte.ABSENCE,
        Sorte.CANDIDATURE,
        Sorte.ETAPE,
        Sorte.SORTIE,
        Sorte.NOUVELLES,
    }
)


@dataclass(frozen=True)
class Voie:
    """A lane: a title and what is in it, in order."""

    titre: str
    evenements: tuple[Evenement, ...]


@dataclass(frozen=True)
class Frise:
    """A whole pathway on a day."""

    nom: str
    le: date
    voies: tuple[Voie, ...] = field(default=())

    def evenements(self) -> Iterator[tuple[str, Evenement]]:
        """Everything, with the title of its lane, the oldest first."""
        tous = [(voie.titre, e) for voie in self.voies for e in voie.evenements]
        yield from sorted(tous, key=lambda x: (x[1].debut, x[1].sorte, x[1].libelle))

    @property
    def debut(self) -> date:
        """The first day of all; today without anything."""
        return min((e.debut for _titre, e in self.evenements()), default=self.le)

    @property
    def fin(self) -> date:
        """The last day of all, or today. A waiting period is longer than what it follows: the
        whole does not wait for its end."""
        suivis = [e for _titre, e in self.evenements() if e.sorte is not Sorte.CARENCE]
        fins = [e.fin or self.le for e in suivis]
        return max([self.le, *fins])
