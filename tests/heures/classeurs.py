"""Spreadsheets written for tests: the same rows as xlsx, ods or separated text."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from xml.sax.saxutils import escape

import xlsxwriter

Ligne = Iterable[object]
ENTETE = ("matricule", "jour", "heures")


def csv(*lignes: Ligne, separateur: str = ";", codage: str = "utf-8") -> bytes:
    """Separated text; days and figures as a French spreadsheet writes them."""
    return "\n".join(separateur.join(_francais(c) for c in x) for x in lignes).encode(codage)


def _francais(valeur: object) -> str:
    match valeur:
        case date():
            return f"{valeur:%d/%m/%Y}"
        case time():
            return f"{valeur:%H:%M:%S}"
        case float():
            return str(valeur).replace(".", ",")
    return str(valeur)


def xlsx(*lignes: Ligne, feuille: str = "Feuille 1", autres: tuple[str, ...] = ()) -> bytes:
    """A workbook with true dates and true times."""
    flux = io.BytesIO()
    with xlsxwriter.Workbook(flux, {"in_memory": True}) as classeur:
        jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
        heure = classeur.add_format({"num_format": "hh:mm"})
        page = classeur.add_worksheet(feuille)
        for nom in autres:
            classeur.add_worksheet(nom)
        for rang, ligne in enumerate(lignes):
            for colonne, valeur in enumerate(ligne):
                if isinstance(valeur, time):
                    page.write_datetime(rang, colonne, valeur, heure)
                elif isinstance(valeur, date | datetime):
                    page.write_datetime(rang, colonne, valeur, jour)
                else:
                    page.write(rang, colonne, valeur)
    return flux.getvalue()


def ods(*lignes: Ligne, feuille: str = "Feuille1") -> bytes:
    """A minimal OpenDocument sheet."""
    rangees = "".join(
        "<table:table-row>" + "".join(map(_cellule_ods, x)) + "</table:table-row>" for x in lignes
    )
    contenu = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="{escape(feuille)}">'
        f"{rangees}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    genre = "application/vnd.oasis.opendocument.spreadsheet"
    flux = io.BytesIO()
    with zipfile.ZipFile(flux, "w") as archive:
        archive.writestr("mimetype", genre, zipfile.ZIP_STORED)
        archive.writestr("content.xml", contenu)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{genre}"/>'
            "</manifest:manifest>",
        )
    return flux.getvalue()


def _cellule_ods(valeur: object) -> str:
    match valeur:
        case date():
            sorte = f'date" office:date-value="{valeur.isoformat()}'
        case time():
            sorte = f'time" office:time-value="PT{valeur:%HH%MM%SS}'
        case int() | float():
            sorte = f'float" office:value="{valeur}'
        case _:
            sorte = "string"
    texte = f"<text:p>{escape(str(valeur))}</text:p>"
    return f'<table:table-cell office:value-type="{sorte}">{texte}</table:table-cell>'


FABRIQUES: dict[str, Callable[..., bytes]] = {"csv": csv, "xlsx": xlsx, "ods": ods}
