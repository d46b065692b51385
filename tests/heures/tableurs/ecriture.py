"""Cells written back to a file: a text when there is one page without a name, else an xlsx."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etrier.heures.formats.tableurs.grille import Cellule, Page
from tests.heures.tableurs.outils import FORMATS


def ecrire_pages(pages: Sequence[Page]) -> tuple[bytes, str]:
    """The bytes and the suffix of a file that holds these pages, rows at their numbers."""
    if [p.nom for p in pages] == [""]:
        flux = io.StringIO(newline="")
        ecrire = csv.writer(flux, delimiter="," if pages[0].a_virgules else ";")
        rangees = dict(pages[0].lignes)
        for numero in range(1, max(rangees) + 1):
            ecrire.writerow(rangees.get(numero, ()))
        return flux.getvalue().encode("utf-8", "replace"), ".csv"
    return _classeur(pages), ".xlsx"


def _classeur(pages: Sequence[Page]) -> bytes:
    flux = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
        "date_1904": any(p.depuis_1904 for p in pages),
    }
    with xlsxwriter.Workbook(flux, options) as livre:
        formats = {k: livre.add_format({"num_format": v}) for k, v in FORMATS.items()}
        for page in pages:
            feuille = livre.add_worksheet(page.nom)
            for numero, cellules in page.lignes:
                for place, cellule in enumerate(cellules):
                    _ecrire(feuille, numero - 1, place, cellule, formats)
            for x in page.fusions:
                feuille.merge_range(x.haut - 1, x.gauche, x.bas - 1, x.droite, "")
                rangee = dict(page.lignes)[x.haut]
                _ecrire(feuille, x.haut - 1, x.gauche, rangee[x.gauche], formats)
            for numero in page.lignes_masquees:
                feuille.set_row(numero - 1, None, None, {"hidden": True})
    return flux.getvalue()


def _ecrire(
    feuille: Worksheet, rang: int, place: int, cellule: Cellule, formats: dict[str, Format]
) -> None:
    match cellule:
        case "":
            pass
        case bool():
            feuille.write_boolean(rang, place, cellule)
        case timedelta() if cellule < timedelta(0):
            minutes = cellule // timedelta(minutes=1)
            feuille.write_number(rang, place, minutes / 1440, formats["duree"])
        case timedelta() | time():
            feuille.write_datetime(rang, place, cellule, formats["duree"])
        case date() if cellule.year <= 1904:
            jours = (date(cellule.year, cellule.month, cellule.day) - date(1899, 12, 31)).days
            heures = cellule.hour / 24 if isinstance(cellule, datetime) else 0
            feuille.write_number(rang, place, jours + heures, formats["duree"])
        case date():
            feuille.write_datetime(rang, place, cellule, formats["jour"])
        case int() | float():
            feuille.write_number(rang, place, cellule)
        case _:
            feuille.write_string(rang, place, str(cellule)[:32_000])
