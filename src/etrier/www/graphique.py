"""Charts declared once: integers in, drawn by `etrier.js` with ECharts; a table stands beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Serie:
    """One series: integers in the unit of the chart, None where there is no figure."""

    nom: str
    valeurs: Sequence[int | None]
    genre: Literal["bar", "line"] = "bar"


@dataclass(frozen=True)
class Graphique:
    """A chart over categories.

    Values are integers counted in 10^-`decimales` of `unite` (millionths of an ETP: 6); `montrees`
    decimals are written on the screen. `titre` is read aloud by screen readers.
    """

    identifiant: str
    titre: str
    categories: Sequence[str]
    series: Sequence[Serie]
    unite: str
    decimales: int = 0
    montrees: int = 2
    empile: bool = False

    def to_json(self) -> dict[str, Any]:
        """What `etrier.js` reads."""
        return {
            "titre": str(self.titre),
            "categories": [str(c) for c in self.categories],
            "series": [
                {"nom": str(s.nom), "genre": s.genre, "valeurs": list(s.valeurs)}
                for s in self.series
            ],
            "unite": str(self.unite),
            "decimales": self.decimales,
            "montrees": self.montrees,
            "empile": self.empile,
        }
