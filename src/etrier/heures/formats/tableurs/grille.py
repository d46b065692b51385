"""A file of hours as pages of cells, whatever it is: xlsx, xls, ods, or separated text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zipfile import ZipFile

from django.utils.translation import gettext as _

from etrier.structures.formats.refus import FichierRefuse

Cellule = int | float | str | bool | time | date | datetime | timedelta
Rangee = tuple[int, Sequence[Cellule]]

# Years of hours of a large structure fit in; beyond, it is not a sheet of hours.
OCTETS_MAXIMUM = 300 * 1024 * 1024
LIGNES_MAXIMUM = 200_000
COLONNES_MAXIMUM = 2_000
# Repeated and merged cells weigh nothing in the file, and all of it once read.
CASES_MAXIMUM = 30_000_000
FEUILLE = "Heures"


@dataclass(frozen=True)
class Fusion:
    """Cells merged into one: first and last row numbers, first and last places (from 0)."""

    haut: int
    gauche: int
    bas: int
    droite: int


@dataclass(frozen=True)
class Page:
    """One sheet: its rows that hold something, with their number as the spreadsheet shows it.

    A merged cell is written in each place it covers; `fusions` tells which. A cell in error is its
    text (« #REF! »), a formula nobody computed is its own (« =A1 »), a percentage « 31,25 % ».
    """

    nom: str
    lignes: tuple[Rangee, ...]
    lignes_masquees: frozenset[int] = frozenset()
    colonnes_masquees: frozenset[int] = frozenset()
    fusions: tuple[Fusion, ...] = ()
    depuis_1904: bool = False
    # Cut at commas, where « 7,5 » without quotes makes two cells.
    a_virgules: bool = False


@dataclass(frozen=True)
class Grille:
    """The visible sheets of a file; `masquees` are the names of the others, `remarques` on it."""

    pages: tuple[Page, ...]
    masquees: tuple[str, ...] = ()
    remarques: tuple[str, ...] = ()


def verifier(grille: Grille, nom: str) -> Grille:
    """The same grid. Raises FichierRefuse when it is empty or too large."""
    lignes = sum(len(page.lignes) for page in grille.pages)
    if not lignes:
        raise FichierRefuse(nom, [_("Le fichier est vide.")])
    if lignes > LIGNES_MAXIMUM:
        message = _("Le fichier a plus de %(n)s lignes : importez un mois à la fois.")
        raise FichierRefuse(nom, [message % {"n": LIGNES_MAXIMUM}])
    return grille


def trop_gros(nom: str) -> FichierRefuse:
    """The refusal of a workbook that would not hold in memory."""
    return FichierRefuse(nom, [_("Le classeur est trop gros : importez un mois à la fois.")])


def verifier_poids(archive: ZipFile, nom: str) -> None:
    """Raise FichierRefuse when the archive unpacks to more than any year of hours."""
    if sum(membre.file_size for membre in archive.infolist()) > OCTETS_MAXIMUM:
        raise trop_gros(nom)


def est_vide(cellule: Cellule) -> bool:
    """True for nothing, or spaces only."""
    return cellule == "" or (isinstance(cellule, str) and not cellule.strip())


def etendre(lignes: Sequence[Rangee], fusions: Sequence[Fusion], nom: str) -> tuple[Rangee, ...]:
    """The rows with the value of each merged cell written all over its place.

    Raises FichierRefuse when merged cells cover more than any sheet of hours holds.
    """
    if not fusions:
        return tuple(lignes)
    rangees = {numero: list(cellules) for numero, cellules in lignes}
    ecrites = 0
    for fusion in fusions:
        origine = rangees.get(fusion.haut, [])
        if fusion.gauche >= len(origine) or est_vide(origine[fusion.gauche]):
            continue
        bas = min(fusion.bas, fusion.haut + LIGNES_MAXIMUM)
        droite = min(fusion.droite, fusion.gauche + COLONNES_MAXIMUM)
        # A row is as long as its last merged cell, whatever stands before.
        ecrites += (bas + 1 - fusion.haut) * (droite + 1)
        if ecrites > CASES_MAXIMUM:
            raise trop_gros(nom)
        for numero in range(fusion.haut, bas + 1):
            cellules = rangees.setdefault(numero, [])
            cellules += [""] * (droite + 1 - len(cellules))
            for place in range(fusion.gauche, droite + 1):
                cellules[place] = origine[fusion.gauche]
    return tuple(sorted(rangees.items()))
