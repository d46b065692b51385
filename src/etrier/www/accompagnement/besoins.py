"""What is known of each field today: the last time it was spoken of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etrier.parcours.accompagnement.diagnostics import Constat, Lu
from etrier.parcours.enums_accompagnement import Domaine, NiveauBesoin


@dataclass(frozen=True)
class Besoin:
    """A field, what was last said of it and when."""

    domaine: Domaine
    constat: Constat
    le: date

    @property
    def appelle_un_objectif(self) -> bool:
        """Somebody must help."""
        return self.constat.niveau >= NiveauBesoin.BESOIN

    @property
    def classe(self) -> str:
        """Class of its pill."""
        if self.constat.niveau == NiveauBesoin.URGENT:
            return "etiquette-alerte"
        if self.constat.niveau == NiveauBesoin.BESOIN:
            return "etiquette-attention"
        return "etiquette-ok" if self.constat.niveau == NiveauBesoin.ACQUIS else ""


def besoins_connus(versions: Sequence[Lu]) -> list[Besoin]:
    """The latest word on each field, the heaviest needs first."""
    connus: dict[Domaine, Besoin] = {}
    for lu in sorted(versions, key=lambda v: (v.le, v.cle)):
        for domaine, constat in lu.contenu.constats.items():
            connus[domaine] = Besoin(domaine, constat, lu.le)
    return sorted(connus.values(), key=lambda b: -b.constat.niveau)
