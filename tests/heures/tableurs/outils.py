"""What the scenes of the corpus are made with: sheets as people fill them, and their truth."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MOIS = date(2026, 10, 1)
# Monday of the first whole week: the 5th.
LUNDI = date(2026, 10, 5)
ZOE, KARIM, AWA = "EXEMPLE Zoé", "MODÈLE Karim", "D’ESSAI Awa"
FORMATS = {
    "jour": "dd/mm/yyyy",
    "heure": "hh:mm",
    "duree": "[h]:mm",
    "pourcent": "0.00%",
    "numero": "d",
    "mois": "mmmm yyyy",
}
Ligne = Sequence[object]


@dataclass(frozen=True)
class Formate:
    """A number under a format of `FORMATS`."""

    valeur: float
    genre: str


@dataclass(frozen=True)
class Formule:
    """A formula and the value the spreadsheet kept of it; None when it never computed it."""

    texte: str
    valeur: object = None


@dataclass(frozen=True)
class Onglet:
    """One sheet to write. Merged cells: (first row, first column, last row, last column, value)."""

    nom: str
    lignes: Sequence[Ligne]
    fusions: Sequence[tuple[int, int, int, int, object]] = ()
    lignes_masquees: Sequence[int] = ()
    colonnes_masquees: Sequence[int] = ()
    masque: bool = False
    note: tuple[int, int, str] | None = None


@dataclass(frozen=True)
class Scene:
    """A file somebody made, what it truly says, and what must be said of it.

    `refus` is part of the sentence that refuses the whole file; `remarques` are parts of remarks,
    and there are no others unless `et_plus`.
    """

    nom: str
    piege: str
    contenu: bytes
    lignes: Sequence[Mapping[str, Any]] = ()
    refus: str = ""
    remarques: Sequence[str] = ()
    genre: str = "lignes"
    et_plus: bool = False
    # Kinds LibreOffice converts it to, with what is then otherwise.
    conversions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def vrai(
    numero: int,
    qui: str,
    jour: date | None,
    minutes: int | None,
    nature: str = "TRAVAIL",
    **reste: Any,
) -> dict[str, Any]:
    """A line as it must be read. `refus` is part of its sentence, and its values do not count."""
    ligne = {"numero": numero, "qui": qui, "jour": jour.isoformat() if jour else None}
    return ligne | {"minutes": minutes, "nature": nature} | reste


def refusee(numero: int, phrase: str, **reste: Any) -> dict[str, Any]:
    """A line that must be refused with a sentence holding `phrase`."""
    return {"numero": numero, "refus": phrase} | reste


def texte(*lignes: Ligne, separateur: str = ";", codage: str = "utf-8", fin: str = "\r\n") -> bytes:
    """A csv, cells written as they are."""
    return "".join(separateur.join(map(_mot, x)) + fin for x in lignes).encode(codage)


def _mot(valeur: object) -> str:
    return f"{valeur:%d/%m/%Y}" if isinstance(valeur, date) else str(valeur)


def classeur(*onglets: Onglet, depuis_1904: bool = False, calcule: bool = True) -> bytes:
    """An xlsx. With `calcule`, it is as Excel saves it: every formula has its value."""
    flux = io.BytesIO()
    with xlsxwriter.Workbook(flux, {"in_memory": True, "date_1904": depuis_1904}) as livre:
        livre.set_properties({"created": datetime(2026, 11, 2)})  # noqa: DTZ001 - a local time
        formats = {k: livre.add_format({"num_format": v}) for k, v in FORMATS.items()}
        if calcule:
            livre.calc_on_load = False
        for onglet in onglets:
            _ecrire_onglet(livre.add_worksheet(onglet.nom), onglet, formats)
    return flux.getvalue()


def _ecrire_onglet(feuille: Worksheet, onglet: Onglet, formats: Mapping[str, Format]) -> None:
    for rang, ligne in enumerate(onglet.lignes):
        for colonne, valeur in enumerate(ligne):
            _ecrire(feuille, rang, colonne, valeur, formats)
    for haut, gauche, bas, droite, valeur in onglet.fusions:
        feuille.merge_range(haut, gauche, bas, droite, "")
        _ecrire(feuille, haut, gauche, valeur, formats)
    for rang in onglet.lignes_masquees:
        feuille.set_row(rang, None, None, {"hidden": True})
    for colonne in onglet.colonnes_masquees:
        feuille.set_column(colonne, colonne, None, None, {"hidden": True})
    if onglet.note:
        feuille.write_comment(*onglet.note)
    if onglet.masque:
        feuille.hide()


def _ecrire(
    feuille: Worksheet, rang: int, colonne: int, valeur: object, formats: Mapping[str, Format]
) -> None:
    match valeur:
        case None | "":
            pass
        case Formate():
            feuille.write_number(rang, colonne, valeur.valeur, formats[valeur.genre])
        case Formule():
            feuille.write_formula(rang, colonne, valeur.texte, None, valeur.valeur or 0)
        case time():
            feuille.write_datetime(rang, colonne, valeur, formats["heure"])
        case timedelta():
            feuille.write_datetime(rang, colonne, valeur, formats["duree"])
        case date():
            feuille.write_datetime(rang, colonne, valeur, formats["jour"])
        case bool():
            feuille.write_boolean(rang, colonne, valeur)
        case int() | float():
            feuille.write_number(rang, colonne, valeur)
        case _:
            feuille.write_string(rang, colonne, str(valeur))


def simple(nom: str, *lignes: Ligne, **reglages: Any) -> bytes:
    """An xlsx of one sheet."""
    return classeur(Onglet(nom, lignes, **reglages))


def le(jour: int) -> date:
    """That day of October 2026."""
    return MOIS.replace(day=jour)


def ouvrables(jours: Iterable[int] = range(1, 32)) -> list[int]:
    """Days of October 2026 that are not in a weekend."""
    return [j for j in jours if le(j).weekday() < 5]


SCENES: list[Callable[[], Iterable[Scene]]] = []


def scenes(fonction: Callable[[], Iterable[Scene]]) -> Callable[[], Iterable[Scene]]:
    """Declare a family of scenes."""
    SCENES.append(fonction)
    return fonction
