"""A sheet with its true lines, and where things stand in it: what mutations work on."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from etrier.heures.formats.tableurs.grille import Cellule, Grille, Page, Rangee

Ligne = Mapping[str, Any]
HEURES = ("heures", "nb heures", "nb d'heures", "nbre heures", "durée")
JOURS = ("date", "jour", "date intervention")


@dataclass(frozen=True)
class Cas:
    """A sheet and its true lines. `exacte`: all of them are still to be found."""

    fichier: str
    grille: Grille
    genre: str
    lignes: tuple[Ligne, ...]
    exacte: bool = True

    @property
    def page(self) -> Page:
        """Its first page."""
        return self.grille.pages[0]

    @property
    def est_simple(self) -> bool:
        """One page, no merged cell, nothing filled down: rows can move."""
        return (
            len(self.grille.pages) == 1
            and not self.page.fusions
            and "une_fois" not in self.fichier
            and self.genre != "semaines"
        )

    @property
    def en_lignes(self) -> bool:
        """A line per day."""
        return self.genre not in ("jours_en_colonnes", "semaines")

    @property
    def sures(self) -> list[Ligne]:
        """Lines that are read, and are alone on their row when rows are lines."""
        numeros = [x["numero"] for x in self.lignes]
        return [
            x
            for x in self.lignes
            if "refus" not in x and (not self.en_lignes or numeros.count(x["numero"]) == 1)
        ]

    def avec(self, rangees: Iterable[Rangee], **reste: Any) -> "Cas":
        """The same with other cells on its first page."""
        page = replace(self.page, lignes=tuple(rangees))
        grille = replace(self.grille, pages=(page, *self.grille.pages[1:]))
        return replace(self, grille=grille, **reste)


Operation = Callable[[Cas, random.Random], Cas | None]
OPERATIONS: list[Operation] = []


def operation(fonction: Operation) -> Operation:
    """Declare a mutation; it gives None where it makes no sense."""
    OPERATIONS.append(fonction)
    return fonction


def mot(cellule: Cellule) -> str:
    return " ".join(cellule.split()).lower() if isinstance(cellule, str) else ""


def entete(un: Cas) -> int | None:
    """The number of the row that heads the hours, or the days."""
    for numero, cellules in un.page.lignes:
        mots = [mot(c) for c in cellules]
        if un.en_lignes and any(m in HEURES for m in mots):
            return numero
        nombres = [n for n in map(nombre, cellules) if n is not None]
        if not un.en_lignes and len(nombres) > 4 and sorted(set(nombres)) == nombres:
            return numero if max(nombres) < 32 else None
    return None


def nombre(cellule: Cellule) -> int | None:
    if isinstance(cellule, int | float) and not isinstance(cellule, bool):
        return int(cellule)
    return int(cellule) if isinstance(cellule, str) and cellule.isdigit() else None


def colonne(un: Cas, mots: Sequence[str]) -> int | None:
    numero = entete(un)
    cellules = next((c for n, c in un.page.lignes if n == numero), ())
    places = [rang for rang, c in enumerate(cellules) if mot(c) in mots]
    return places[0] if len(places) == 1 else None


def place_des_heures(un: Cas, ligne: Ligne) -> int | None:
    """Where the hours of a line stand."""
    if un.en_lignes:
        return colonne(un, HEURES)
    numero = entete(un)
    cellules = next((c for n, c in un.page.lignes if n == numero), ())
    jour = date.fromisoformat(ligne["jour"])
    places = [rang for rang, c in enumerate(cellules) if nombre(c) == jour.day]
    return places[0] if len(places) == 1 else None


def changer(un: Cas, numero: int, place: int, valeur: Cellule) -> list[Rangee]:
    changees: list[Rangee] = []
    for n, cellules in un.page.lignes:
        nouvelles = list(cellules)
        if n == numero:
            nouvelles += [""] * (place + 1 - len(nouvelles))
            nouvelles[place] = valeur
        changees.append((n, nouvelles))
    return changees


def partout(un: Cas, changer: Callable[[Cellule], Cellule]) -> list[Rangee]:
    return [(n, [changer(c) for c in cellules]) for n, cellules in un.page.lignes]
