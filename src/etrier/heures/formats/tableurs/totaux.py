"""Sums written in a sheet: never hours, but a proof. A sum that is not the one read is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from etrier.droit.ecriture import heures
from etrier.heures.formats.tableurs.contenus import lire_total
from etrier.heures.formats.tableurs.grille import Cellule


@dataclass
class Compteur:
    """Minutes read so far; `reperes` are the sums at each total met, to find what it sums.

    `doutes` counts the cells that could not be read: a sum over one of them proves nothing.
    """

    cumul: int = 0
    nombre: int = 0
    doutes: int = 0
    reperes: list[tuple[int, int, int]] = field(default_factory=lambda: [(0, 0, 0)])

    def ajouter(self, minutes: int | None) -> None:
        """Count a cell read; None is one that could not be, or a code without a duration."""
        self.nombre += 1
        if minutes is None:
            self.doutes += 1
        else:
            self.cumul += minutes

    def est_somme(self, minutes: int) -> bool:
        """True when `minutes` is the sum of the last cells, from some total or from the start."""
        return any(self.cumul - cumul == minutes for cumul, _n, _d in self.reperes)

    def depuis_le_dernier(self) -> tuple[int, int, int]:
        """Minutes, cells and doubts since the last total."""
        cumul, nombre, doutes = self.reperes[-1]
        return self.cumul - cumul, self.nombre - nombre, self.doutes - doutes

    def passer(self) -> None:
        """A total was met here."""
        repere = (self.cumul, self.nombre, self.doutes)
        if repere != self.reperes[-1]:
            self.reperes.append(repere)


def verifier(compteur: Compteur, cellule: Cellule, ou: str) -> list[str]:
    """A remark when the total written is not what was read. `ou` is « ligne 12 », « AH12 »."""
    ecrit = lire_total(cellule)
    if ecrit is None:
        return []
    juste = compteur.est_somme(ecrit)
    lu, _nombre, _doutes = compteur.depuis_le_dernier()
    doutes = compteur.doutes
    compteur.passer()
    if juste or doutes:
        return []
    message = _("%(ou)s : le total écrit est %(ecrit)s, la somme des heures lues est %(lu)s.")
    return [message % {"ou": ou, "ecrit": heures(ecrit), "lu": heures(lu)}]


def est_un_total_muet(compteur: Compteur, cellule: Cellule) -> bool:
    """True for a number without a name that is the sum of at least two cells above it."""
    ecrit = lire_total(cellule)
    if ecrit is None or not ecrit:
        return False
    return any(
        compteur.cumul - cumul == ecrit and compteur.nombre - nombre >= 2
        for cumul, nombre, _d in compteur.reperes
    )


def dire_omises(numeros: Sequence[int]) -> list[str]:
    """The remark on rows of totals left out."""
    if not numeros:
        return []
    message = _("Lignes de total non importées : %(lignes)s.")
    montrees = ", ".join(map(str, numeros[:10])) + ("…" if len(numeros) > 10 else "")
    return [message % {"lignes": montrees}]
