"""A table as a file: xlsx with typed cells, or CSV for the spreadsheets of France.

CSV: UTF-8 with its mark, semicolons, decimal commas, ISO dates, durations as `151:40`.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from etrier.socle.mois import MINUTES_PAR_JOUR
from etrier.www import formats_ecran

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# How many decimals the integer of each kind carries, and how a spreadsheet shows it.
_DECIMALES = {
    "entier": 0,
    "centimes": 2,
    "etp": 6,
    "etp_mois": 6,
    "etp_centiemes": 2,
    "pourcent": 4,
}
_MASQUES = {
    "date": "dd/mm/yyyy",
    "mois": "mmmm yyyy",
    "heures": "[h]:mm",
    "entier": "#,##0",
    "centimes": '#,##0.00 "€"',
    "etp": "0.00000",
    "etp_mois": "0.00",
    "etp_centiemes": "0.00",
    "pourcent": "0.00%",
}


@dataclass(frozen=True)
class Entete:
    """A column of a file: label, kind (see `tableau.Genre`), whether it adds up."""

    libelle: str
    genre: str
    total: bool = False


@dataclass(frozen=True)
class Feuille:
    """A sheet: title, columns, rows of typed values (minutes, centimes, dates…)."""

    titre: str
    entetes: Sequence[Entete]
    lignes: Iterable[Sequence[Any]]


def en_xlsx(feuille: Feuille, nom: str) -> HttpResponse:
    """The sheet as an xlsx file: dates are dates, hours durations, amounts numbers."""
    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True, "strings_to_formulas": False}) as classeur:
        _remplir(classeur, feuille)
    return _reponse(sortie.getvalue(), XLSX, f"{nom}.xlsx")


def en_csv(feuille: Feuille, nom: str) -> HttpResponse:
    """The sheet as a CSV file, without its totals: rows only, so that it can be read back."""
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow([_sans_formule(str(e.libelle)) for e in feuille.entetes])
    genres = [e.genre for e in feuille.entetes]
    for ligne in feuille.lignes:
        ecrivain.writerow([_texte_csv(v, g) for v, g in zip(ligne, genres, strict=True)])
    return _reponse(sortie.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{nom}.csv")


def _reponse(contenu: bytes, genre: str, fichier: str) -> HttpResponse:
    return HttpResponse(
        contenu,
        content_type=genre,
        headers={"Content-Disposition": f'attachment; filename="{fichier}"'},
    )


def _remplir(classeur: Any, feuille: Feuille) -> None:
    page = classeur.add_worksheet(_titre_onglet(feuille.titre))
    gras = classeur.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = [classeur.add_format({"num_format": _masque(e)}) for e in feuille.entetes]
    totaux = [
        classeur.add_format({"num_format": _masque(e), "bold": True, "top": 1})
        for e in feuille.entetes
    ]
    sommes: list[int | None] = [None] * len(feuille.entetes)
    for i, entete in enumerate(feuille.entetes):
        page.write_string(0, i, str(entete.libelle), gras)
        page.set_column(i, i, 28 if entete.genre == "texte" else 14)
    rang = 0
    for rang, ligne in enumerate(feuille.lignes, start=1):
        for i, (valeur, entete) in enumerate(zip(ligne, feuille.entetes, strict=True)):
            _ecrire(page, rang, i, valeur, entete.genre, formats[i])
            if entete.total and valeur is not None:
                sommes[i] = (sommes[i] or 0) + valeur
    _ecrire_totaux(page, rang + 1, feuille, sommes, totaux)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(rang, 1), len(feuille.entetes) - 1)


def _ecrire_totaux(
    page: Any, rang: int, feuille: Feuille, sommes: Sequence[int | None], formats: Sequence[Any]
) -> None:
    if not any(e.total for e in feuille.entetes):
        return
    for i, entete in enumerate(feuille.entetes):
        if entete.total:
            _ecrire(page, rang, i, sommes[i], entete.genre, formats[i])
        elif i == 0:
            page.write_string(rang, 0, gettext("Total"), formats[0])


def _titre_onglet(titre: str) -> str:
    # A sheet's name has 31 characters at most, and not these.
    return "".join(c for c in str(titre) if c not in "[]:*?/\\'")[:31] or "Étrier"


def _masque(entete: Entete) -> str:
    return _MASQUES.get(entete.genre, "@")


def _ecrire(page: Any, rang: int, colonne: int, valeur: Any, genre: str, forme: Any) -> None:
    if valeur is None:
        page.write_blank(rang, colonne, None, forme)
    elif genre in ("date", "mois"):
        page.write_datetime(rang, colonne, _sans_fuseau(valeur), forme)
    elif genre == "heures":
        page.write_number(rang, colonne, _duree_excel(valeur), forme)
    elif genre in _DECIMALES:
        page.write_number(rang, colonne, _decimal(valeur, genre), forme)
    elif genre == "oui_non":
        page.write_string(rang, colonne, formats_ecran.oui_non(valeur), forme)
    else:
        page.write_string(rang, colonne, str(valeur), forme)


def _duree_excel(minutes: int) -> float:
    """The one float of the house: a spreadsheet counts durations in days, in binary floats.

    It is written to a file and never read back; the cell is shown as `[h]:mm`.
    """
    return minutes / MINUTES_PAR_JOUR


def _decimal(valeur: int, genre: str) -> Decimal:
    return Decimal(valeur).scaleb(-_DECIMALES[genre])


def _sans_fuseau(valeur: date | datetime) -> date | datetime:
    if isinstance(valeur, datetime) and timezone.is_aware(valeur):
        return timezone.localtime(valeur).replace(tzinfo=None)
    return valeur


def _texte_csv(valeur: Any, genre: str) -> str:
    if valeur is None:
        return ""
    ecrire = _CSV.get(genre)
    return _sans_formule(str(valeur)) if ecrire is None else ecrire(valeur)


def _sans_formule(texte: str) -> str:
    """A text that a spreadsheet would run as a formula is marked as text."""
    return f"'{texte}" if texte[:1] in ("=", "+", "-", "@", "\t", "\r") else texte


def _duree_csv(minutes: int) -> str:
    h, m = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else ''}{h}:{m:02d}"


def _nombre_csv(genre: str) -> Callable[[int], str]:
    return lambda valeur: f"{_decimal(valeur, genre):f}".replace(".", ",")


def _pourcent_csv(valeur: int) -> str:
    return f"{Decimal(valeur).scaleb(-2):f}%".replace(".", ",")


def _date_csv(valeur: date | datetime) -> str:
    return f"{_sans_fuseau(valeur):%Y-%m-%d}"


_CSV: dict[str, Callable[[Any], str]] = {
    "date": _date_csv,
    "mois": lambda valeur: f"{valeur:%Y-%m}",
    "heures": _duree_csv,
    "entier": _nombre_csv("entier"),
    "centimes": _nombre_csv("centimes"),
    "etp": _nombre_csv("etp"),
    "etp_mois": _nombre_csv("etp_mois"),
    "etp_centiemes": _nombre_csv("etp_centiemes"),
    "pourcent": _pourcent_csv,
    "oui_non": formats_ecran.oui_non,
}
