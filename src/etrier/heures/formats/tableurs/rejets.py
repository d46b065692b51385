"""The bad rows of a sheet of hours, given back as the same kind of file with their reasons.

What is given back is read again once corrected: same titles, same headers, same columns, and a last
column « À corriger » that no reading takes for hours. A merged cell is written in each row it
covered, since the rows between are gone.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import PurePath

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etrier.heures.formats.tableurs.cellules import lire_texte
from etrier.heures.formats.tableurs.contenus import est_rien
from etrier.heures.formats.tableurs.dispositions import Disposition
from etrier.heures.formats.tableurs.entetes import A_CORRIGER
from etrier.heures.formats.tableurs.grille import Cellule, Rangee
from etrier.heures.formats.tableurs.ouverture import lire_grille
from etrier.heures.formats.tableurs.remplissage import remplir
from etrier.heures.formats.tableurs.reperage import HEURES, Reperage, cases_fusionnees
from etrier.heures.formats.tableurs.tableur import reperer

Raisons = Mapping[tuple[str, int], Sequence[str]]
_FORMATS = {"jour": "dd/mm/yyyy", "heure": "hh:mm", "duree": "[h]:mm"}
_ANNEES_DES_DUREES = (1899, 1900, 1904)
_LARGEUR_DES_RAISONS = 80
_HORS_D_UN_ONGLET = re.compile(r"[\[\]:*?/\\]")
_NOM_D_ONGLET = 31
_FORMULE = re.compile(r"[=@\t\r]|[-+](?![\s0-9.,:hH]*$)")


def rendre(
    contenu: bytes,
    nom: str,
    raisons: Raisons,
    disposition: Disposition | None = None,
    mois: date | None = None,
) -> tuple[bytes, str]:
    """The file with its header and its bad rows only, and a last column « À corriger ».

    `raisons` are sentences by (sheet, row number); `disposition` and `mois` are those the file was
    read with. Gives the bytes and a file name: a text stays a text, any workbook becomes an xlsx.
    Raises FichierRefuse as the reading does.
    """
    grille = lire_grille(contenu, nom)
    reperages, _laissees = reperer(grille, nom, disposition, mois)
    pages = [
        (r, _rangees(r, raisons))
        for r in reperages
        if any((r.page.nom, n) in raisons for n, _cellules in r.page.lignes)
    ]
    racine = f"{PurePath(nom).stem} - {_('à corriger')}"
    if [p.nom for p in grille.pages] == [""]:
        return _en_texte(pages, raisons), f"{racine}.csv"
    return _en_classeur(pages, raisons), f"{racine}.xlsx"


def _rangees(reperage: Reperage, raisons: Raisons) -> list[Rangee]:
    """Titles, headers and bad rows, names and days of blocks written on each of these."""
    remplies = dict(reperage.page.lignes)
    if not reperage.blocs:
        remplies.update(remplir(reperage)[0])
    gardees = reperage.entetes.union(*(b.titres for b in reperage.blocs))
    return [
        (numero, _douter(reperage, numero, remplies[numero]))
        for numero in sorted(remplies)
        if numero in gardees or (reperage.page.nom, numero) in raisons
    ]


def _douter(reperage: Reperage, numero: int, cellules: Sequence[Cellule]) -> Sequence[Cellule]:
    """The row, with a mark on hours that only their shape made doubtful.

    Once a merged cell is written on each of its rows, or a line cut at the wrong comma is written
    with semicolons, nothing else would stop the same hours from being read.
    """
    if numero in reperage.entetes:
        return cellules
    douteuses = {p for n, p in cases_fusionnees(reperage) if n == numero}
    if reperage.page.a_virgules and len(cellules) > len(reperage.rangee_d_entete()):
        douteuses |= {reperage.places[r] for r in HEURES if r in reperage.places}
    return [
        f"{lire_texte(c)} ?" if p in douteuses and _est_une_duree(c) else c
        for p, c in enumerate(cellules)
    ]


def _est_une_duree(cellule: Cellule) -> bool:
    return not est_rien(cellule) and any(c.isdigit() for c in lire_texte(cellule))


def _colonne_de_raisons(reperage: Reperage, rangees: Sequence[Rangee]) -> int:
    """Where the reasons are written: after everything, or where they already were."""
    entete = reperage.rangee_d_entete()
    if A_CORRIGER in entete:
        return list(entete).index(A_CORRIGER)
    return max((_largeur(cellules) for _numero, cellules in rangees), default=0)


def _largeur(cellules: Sequence[Cellule]) -> int:
    return max((rang + 1 for rang, c in enumerate(cellules) if c != ""), default=0)


def _avec_raison(
    reperage: Reperage, rangee: Rangee, place: int, raisons: Raisons
) -> Sequence[Cellule]:
    numero, cellules = rangee
    sous_entete = {max(b.entetes) for b in reperage.blocs} | {reperage.entete}
    texte = A_CORRIGER if numero in sous_entete else ""
    texte = " ".join(raisons.get((reperage.page.nom, numero), ())) or texte
    if not texte:
        return cellules
    complete = [*cellules[:place], *[""] * (place - len(cellules)), texte]
    return [*complete, *cellules[place + 1 :]]


def _en_texte(pages: Sequence[tuple[Reperage, list[Rangee]]], raisons: Raisons) -> bytes:
    flux = io.StringIO(newline="")
    ecrire = csv.writer(flux, delimiter=";")
    for reperage, rangees in pages:
        place = _colonne_de_raisons(reperage, rangees)
        for rangee in rangees:
            ecrire.writerow(map(_sans_formule, _avec_raison(reperage, rangee, place, raisons)))
    return flux.getvalue().encode("utf-8-sig")


def _sans_formule(cellule: Cellule) -> str:
    """A text that a spreadsheet would run is marked as text, as readings know it; not figures."""
    texte = str(cellule)
    return f"'{texte}" if _FORMULE.match(texte) else texte


def _en_classeur(pages: Sequence[tuple[Reperage, list[Rangee]]], raisons: Raisons) -> bytes:
    flux = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        # A bare day number must mean the same day in the file given back.
        "date_1904": any(r.page.depuis_1904 for r, _rangees in pages),
    }
    with xlsxwriter.Workbook(flux, options) as classeur:
        formats = {k: classeur.add_format({"num_format": v}) for k, v in _FORMATS.items()}
        noms: set[str] = set()
        for reperage, rangees in pages:
            feuille = classeur.add_worksheet(_nommer(reperage.page.nom, noms))
            place = _colonne_de_raisons(reperage, rangees)
            feuille.set_column(place, place, _LARGEUR_DES_RAISONS)
            for rang, rangee in enumerate(rangees):
                cellules = _avec_raison(reperage, rangee, place, raisons)
                for colonne, cellule in enumerate(cellules):
                    _ecrire(feuille, rang, colonne, cellule, formats)
    return flux.getvalue()


def _nommer(nom: str, pris: set[str]) -> str:
    """A name Excel takes for a sheet: LibreOffice takes longer ones. `pris` grows by it."""
    propre = _HORS_D_UN_ONGLET.sub("-", nom).strip("'")[:_NOM_D_ONGLET]
    rang = 1
    choisi = propre
    while choisi and choisi.casefold() in pris:
        rang += 1
        choisi = f"{propre[: _NOM_D_ONGLET - 4]} {rang}"
    pris.add(choisi.casefold())
    return choisi


def _ecrire(
    feuille: Worksheet, rang: int, colonne: int, cellule: Cellule, formats: Mapping[str, Format]
) -> None:
    match cellule:
        case "":
            pass
        case bool():
            feuille.write_boolean(rang, colonne, cellule)
        case timedelta() | time():
            genre = "heure" if isinstance(cellule, time) else "duree"
            feuille.write_datetime(rang, colonne, cellule, formats[genre])
        case date() if cellule.year in _ANNEES_DES_DUREES:
            feuille.write_datetime(rang, colonne, _duree(cellule), formats["duree"])
        case date():
            feuille.write_datetime(rang, colonne, cellule, formats["jour"])
        case int() | float() if isfinite(cellule):
            feuille.write_number(rang, colonne, cellule)
        case _:
            feuille.write_string(rang, colonne, str(cellule))


def _duree(cellule: date) -> timedelta:
    """24:00, which a spreadsheet shows as a day of 1900, or of 1904."""
    origine = date(1904, 1, 1) if cellule.year == _ANNEES_DES_DUREES[-1] else date(1899, 12, 31)
    if isinstance(cellule, datetime):
        jours = cellule.date() - origine
        return jours + timedelta(hours=cellule.hour, minutes=cellule.minute, seconds=cellule.second)
    return cellule - origine
