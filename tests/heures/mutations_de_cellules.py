"""What can happen to what cells hold, and what is then true of the sheet."""

import random
from datetime import date, datetime, time, timedelta

from etrier.heures.formats.tableurs.grille import Cellule
from tests.heures.mutations_cas import (
    JOURS,
    Cas,
    changer,
    colonne,
    entete,
    operation,
    partout,
    place_des_heures,
)

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
    place = place_des_heures(un, ligne)
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
        changer(un, ligne["numero"], place, piege),
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
    place = colonne(un, JOURS)
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
    changees = changer(un, ligne["numero"], place, piege)
    return un.avec(changees, lignes=tuple(reste), exacte=exacte)


@operation
def ecrire_en_texte(un: Cas, hasard: random.Random) -> Cas | None:
    """Everything becomes text, as a csv would hold it."""
    if un.page.depuis_1904 or len(un.grille.pages) > 1:
        return None
    # A month kept as a date is one more day, once it is a text.
    perdu = "muet" in un.fichier or "mois_en_date" in un.fichier
    return un.avec(partout(un, _en_texte), exacte=not perdu)


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
    return un.avec(partout(un, lambda c: f"{espace}{c} " if isinstance(c, str) and c else c))


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
    return un.avec(partout(un, abimer), exacte=False)


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
