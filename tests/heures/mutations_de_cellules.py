"""What can happen to the cells of a sheet, and what is then true of it."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from etrier.heures.formats.tableurs.grille import Cellule, Fusion, Grille, Page, Rangee, etendre

Ligne = Mapping[str, Any]
_HEURES = ("heures", "nb heures", "nb d'heures", "nbre heures", "durée")
_JOURS = ("date", "jour", "date intervention")


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


def _mot(cellule: Cellule) -> str:
    return " ".join(cellule.split()).lower() if isinstance(cellule, str) else ""


def entete(un: Cas) -> int | None:
    """The number of the row that heads the hours, or the days."""
    for numero, cellules in un.page.lignes:
        mots = [_mot(c) for c in cellules]
        if un.en_lignes and any(m in _HEURES for m in mots):
            return numero
        nombres = [n for n in map(_nombre, cellules) if n is not None]
        if not un.en_lignes and len(nombres) > 4 and sorted(set(nombres)) == nombres:
            return numero if max(nombres) < 32 else None
    return None


def _nombre(cellule: Cellule) -> int | None:
    if isinstance(cellule, int | float) and not isinstance(cellule, bool):
        return int(cellule)
    return int(cellule) if isinstance(cellule, str) and cellule.isdigit() else None


def _colonne(un: Cas, mots: Sequence[str]) -> int | None:
    numero = entete(un)
    cellules = next((c for n, c in un.page.lignes if n == numero), ())
    places = [rang for rang, c in enumerate(cellules) if _mot(c) in mots]
    return places[0] if len(places) == 1 else None


def _place_des_heures(un: Cas, ligne: Ligne) -> int | None:
    """Where the hours of a line stand."""
    if un.en_lignes:
        return _colonne(un, _HEURES)
    numero = entete(un)
    cellules = next((c for n, c in un.page.lignes if n == numero), ())
    jour = date.fromisoformat(ligne["jour"])
    places = [rang for rang, c in enumerate(cellules) if _nombre(c) == jour.day]
    return places[0] if len(places) == 1 else None


def _changer(un: Cas, numero: int, place: int, valeur: Cellule) -> list[Rangee]:
    changees: list[Rangee] = []
    for n, cellules in un.page.lignes:
        nouvelles = list(cellules)
        if n == numero:
            nouvelles += [""] * (place + 1 - len(nouvelles))
            nouvelles[place] = valeur
        changees.append((n, nouvelles))
    return changees


def _partout(un: Cas, changer: Callable[[Cellule], Cellule]) -> list[Rangee]:
    return [(n, [changer(c) for c in cellules]) for n, cellules in un.page.lignes]


@operation
def inserer_des_vides(un: Cas, hasard: random.Random) -> Cas | None:
    """Blank rows, that push the next ones down."""
    if not un.est_simple:
        return None
    apres = hasard.choice(un.page.lignes)[0]
    pas = hasard.randint(1, 3)
    # Titles of weeks and of people are above their header, at any distance.
    return un.avec([(n + pas * (n > apres), c) for n, c in un.page.lignes])


@operation
def inserer_une_colonne_vide(un: Cas, hasard: random.Random) -> Cas | None:
    """A blank column anywhere."""
    if not un.est_simple or un.page.colonnes_masquees:
        return None
    largeur = max(len(c) for _n, c in un.page.lignes)
    place = hasard.randint(0, largeur)
    return un.avec([(n, [*c[:place], "", *c[place:]]) for n, c in un.page.lignes])


@operation
def echanger_deux_colonnes(un: Cas, hasard: random.Random) -> Cas | None:
    """Two columns change places, header included."""
    numero = entete(un)
    if not un.est_simple or not un.en_lignes or numero is None or un.page.colonnes_masquees:
        return None
    cellules = next(c for n, c in un.page.lignes if n == numero)
    pleines = [rang for rang, c in enumerate(cellules) if c != ""]
    if len({_mot(cellules[r]) for r in pleines}) < len(pleines):
        return None
    a, b = hasard.sample(pleines, 2)

    def echanger(rangee: Sequence[Cellule]) -> list[Cellule]:
        longue = [*rangee, *[""] * (max(a, b) + 1 - len(rangee))]
        longue[a], longue[b] = longue[b], longue[a]
        return longue

    return un.avec([(n, echanger(c) if n >= numero else c) for n, c in un.page.lignes])


@operation
def dupliquer_une_ligne(un: Cas, hasard: random.Random) -> Cas | None:
    """A row pasted twice: its hours are there twice, for others to refuse."""
    if not un.est_simple or not un.sures:
        return None
    numero = hasard.choice(un.sures)["numero"]
    lignes: list[Rangee] = []
    for n, cellules in un.page.lignes:
        lignes.append((n + (n > numero), cellules))
        if n == numero:
            lignes.append((n + 1, cellules))
    copies = tuple(x for x in un.lignes if x["numero"] == numero)
    return un.avec(lignes, lignes=(*un.lignes, *copies))


@operation
def melanger_les_lignes(un: Cas, hasard: random.Random) -> Cas | None:
    """Rows sorted otherwise."""
    if not un.est_simple or un.page.lignes_masquees:
        return None
    numeros = sorted({x["numero"] for x in un.lignes})
    rangees = dict(un.page.lignes)
    melanges = hasard.sample(numeros, len(numeros))
    deplacees = {n: rangees[m] for n, m in zip(numeros, melanges, strict=True)}
    # A sum without a name is known by what stands above it: alone, it would be refused.
    return un.avec(sorted((rangees | deplacees).items()), exacte="muet" not in un.fichier)


@operation
def retirer_l_entete(un: Cas, hasard: random.Random) -> Cas | None:
    """The header is lost."""
    numero = entete(un)
    if numero is None:
        return None
    return un.avec([x for x in un.page.lignes if x[0] != numero], exacte=False)


@operation
def ajouter_un_total(un: Cas, hasard: random.Random) -> Cas | None:
    """A row of sums, true or not, in several words."""
    if not un.est_simple or not un.sures:
        return None
    ligne = hasard.choice(un.sures)
    place = _place_des_heures(un, ligne)
    numero_d_entete = entete(un)
    if place is None or place == 0 or numero_d_entete is None:
        return None
    mot = hasard.choice(("TOTAL", "Total heures", "Sous-total", "∑", "Total semaine 41"))
    dernier = un.page.lignes[-1][0]
    rangee: list[Cellule] = [""] * (place + 1)
    rangee[0], rangee[place] = mot, hasard.choice((7, 151.67, "35h00", timedelta(hours=35)))
    premiere = next(c for n, c in un.page.lignes if n == numero_d_entete)
    if not un.en_lignes:
        rangee[0] = mot
    elif premiere[0] == "":
        return None
    return un.avec([*un.page.lignes, (dernier + 1, rangee)])


PIEGES: tuple[tuple[Cellule, int | None], ...] = (
    (7.25, 435),
    ("7h15", 435),
    ("7:15", 435),
    (time(7, 15), 435),
    (timedelta(hours=7, minutes=15), 435),
    ("07:15:00", 435),
    ("\u00a07,25 ", 435),
    ("7 h 15 min", 435),
    (0, 0),
    (24, 1440),
    (date(1900, 1, 1), 1440),
    (25, None),
    (1e300, None),
    (-7, None),
    ("-7,5", None),
    ("9" * 6000, None),
    (float("inf"), None),
    (float("nan"), None),
    (0.3125, None),
    ("0,3125", None),
    ("7h61", None),
    ("7,,5", None),
    ("12/10", None),
    ("x", None),
    ("AM", None),
    ("#REF!", None),
    ("=SOMME(A1:A3)", None),
    ("31,25 %", None),
    (True, None),
    (date(2026, 10, 5), None),
    (datetime(2026, 10, 5, 7, 30), None),  # noqa: DTZ001
    (timedelta(hours=31), None),
    (timedelta(minutes=-30), None),
    ("4,99E+13", None),
    ("7\u0661", None),
    ("sept heures", None),
    ("-", None),
    ("", None),
)


@operation
def pieger_une_heure(un: Cas, hasard: random.Random) -> Cas | None:
    """Another duration, or something that is none."""
    if not un.sures or un.page.fusions:
        return None
    ligne = hasard.choice(un.sures)
    if ligne.get("feuille", un.page.nom) != un.page.nom:
        return None
    if (
        sum(x["numero"] == ligne["numero"] and x.get("jour") == ligne["jour"] for x in un.lignes)
        > 1
    ):
        return None
    place = _place_des_heures(un, ligne)
    if place is None:
        return None
    piege, minutes = hasard.choice(PIEGES)
    reste = [x for x in un.lignes if x is not ligne]
    if minutes is not None:
        # A duration leaves the nature written beside it, and replaces a code.
        nature = ligne["nature"] if un.en_lignes and not ligne.get("code") else "TRAVAIL"
        if "codes" in un.fichier:
            nature = "TRAVAIL"
        reste.append({**ligne, "minutes": minutes, "nature": nature})
    return un.avec(
        _changer(un, ligne["numero"], place, piege),
        lignes=tuple(reste),
        # Sums without a name, and parts of a day, are known by the other cells.
        exacte="muet" not in un.fichier and piege not in (0.3125, "0,3125"),
    )


DATES: tuple[tuple[Cellule, str | None], ...] = (
    (46317, "2026-10-22"),
    (46317.0, "2026-10-22"),
    ("46317", "2026-10-22"),
    ("22/10/26", "2026-10-22"),
    ("22/10/2026", "2026-10-22"),
    ("2026-10-22T00:00:00", "2026-10-22"),
    ("jeudi 22 octobre 2026", "2026-10-22"),
    (datetime(2026, 10, 22, 8), "2026-10-22"),  # noqa: DTZ001
    ("lundi 22 octobre 2026", None),
    ("31/02/2026", None),
    ("10/22/2026", None),
    ("22/10/0026", None),
    (7.5, None),
    (time(8), None),
    (True, None),
    ("#N/A", None),
    ("demain", None),
    ("", None),
    (1e18, None),
)


@operation
def pieger_un_jour(un: Cas, hasard: random.Random) -> Cas | None:
    """Another date, or something that is none."""
    place = _colonne(un, _JOURS)
    if not un.est_simple or not un.en_lignes or place is None or un.page.depuis_1904:
        return None
    if not un.sures:
        return None
    ligne = hasard.choice(un.sures)
    piege, jour = hasard.choice(DATES)
    reste = [x for x in un.lignes if x is not ligne]
    if jour is not None:
        reste.append({**ligne, "jour": jour})
    # One date of America makes a doubt of those beside it.
    exacte = piege != "10/22/2026" and "americaine" not in un.fichier and "muet" not in un.fichier
    changees = _changer(un, ligne["numero"], place, piege)
    return un.avec(changees, lignes=tuple(reste), exacte=exacte)


@operation
def fusionner_des_heures(un: Cas, hasard: random.Random) -> Cas | None:
    """Hours of two days in one merged cell: neither can be known."""
    if not un.est_simple or not un.en_lignes or len(un.sures) < 2:
        return None
    ligne = hasard.choice(un.sures)
    place, numero = _colonne(un, _HEURES), ligne["numero"]
    if place is None:
        return None
    fusion = Fusion(numero, place, numero + 1, place)
    page = replace(un.page, lignes=etendre(un.page.lignes, [fusion], ""), fusions=(fusion,))
    reste = tuple(x for x in un.lignes if x["numero"] not in (numero, numero + 1))
    return replace(un, grille=Grille((page,)), lignes=reste, exacte=False)


@operation
def masquer_des_lignes(un: Cas, hasard: random.Random) -> Cas | None:
    """Rows filtered away are data still."""
    numeros = [n for n, _c in un.page.lignes]
    masquees = frozenset(hasard.sample(numeros, hasard.randint(1, len(numeros))))
    page = replace(un.page, lignes_masquees=masquees)
    return replace(un, grille=replace(un.grille, pages=(page, *un.grille.pages[1:])))


@operation
def ecrire_en_texte(un: Cas, hasard: random.Random) -> Cas | None:
    """Everything becomes text, as a csv would hold it."""
    if un.page.depuis_1904 or len(un.grille.pages) > 1:
        return None
    # A month kept as a date is one more day, once it is a text.
    perdu = "muet" in un.fichier or "mois_en_date" in un.fichier
    return un.avec(_partout(un, _en_texte), exacte=not perdu)


def _en_texte(cellule: Cellule) -> Cellule:
    match cellule:
        case bool():
            return "VRAI" if cellule else "FAUX"
        case datetime():
            return f"{cellule:%d/%m/%Y %H:%M:%S}" if cellule.year > 1904 else cellule
        case date():
            return f"{cellule:%d/%m/%Y}" if cellule.year > 1904 else cellule
        case time():
            return f"{cellule:%H:%M:%S}"
        case timedelta():
            minutes = cellule // timedelta(minutes=1)
            return f"{minutes // 60:02d}:{minutes % 60:02d}:00"
        case float():
            return str(int(cellule) if cellule.is_integer() else cellule).replace(".", ",")
        case int():
            return str(cellule)
    return cellule


@operation
def entourer_d_espaces(un: Cas, hasard: random.Random) -> Cas | None:
    """No-break spaces around every text."""
    espace = hasard.choice((" ", "\u00a0", "\u202f", "\t", "\n"))
    return un.avec(_partout(un, lambda c: f"{espace}{c} " if isinstance(c, str) and c else c))


@operation
def abimer_les_accents(un: Cas, hasard: random.Random) -> Cas | None:
    """UTF-8 read as Windows-1252, headers and names alike."""

    def abimer(cellule: Cellule) -> Cellule:
        if not isinstance(cellule, str):
            return cellule
        try:
            return cellule.encode("utf-8").decode("cp1252")
        except UnicodeDecodeError:
            return cellule

    # A mark like « ∑ » does not survive, and the names it stands beside may not be found.
    return un.avec(_partout(un, abimer), exacte=False)


@operation
def crier_l_entete(un: Cas, hasard: random.Random) -> Cas | None:
    """The header in capitals."""
    numero = entete(un)
    if numero is None:
        return None
    return un.avec(
        [
            (n, [c.upper() if n == numero and isinstance(c, str) else c for c in cellules])
            for n, cellules in un.page.lignes
        ]
    )
