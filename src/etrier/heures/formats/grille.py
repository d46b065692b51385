"""A spreadsheet as rows of cells, whatever file holds it: xlsx, ods, or separated text."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from etrier.structures.formats.refus import FichierRefuse

Cellule = int | float | str | bool | time | date | datetime | timedelta

# Years of hours of a large structure fit in; beyond, it is not a sheet of hours.
OCTETS_MAXIMUM = 300 * 1024 * 1024
LIGNES_MAXIMUM = 200_000
FEUILLE = "Heures"
_CLASSEUR = b"PK"
_ANCIEN_CLASSEUR = b"\xd0\xcf\x11\xe0"
_SEPARATEURS = ";\t,"


@dataclass(frozen=True)
class Grille:
    """Rows that hold something, with their number as the spreadsheet shows it.

    `autres_feuilles` are the sheets that were not read.
    """

    lignes: tuple[tuple[int, Sequence[Cellule]], ...]
    autres_feuilles: tuple[str, ...] = ()


def lire_grille(contenu: bytes, nom: str) -> Grille:
    """Read the sheet « Heures » of a workbook, else its first one; or a text with separators.

    Raises FichierRefuse when the file is empty, protected, damaged or of another kind.
    """
    if not contenu.strip():
        raise FichierRefuse(nom, [_("Le fichier est vide.")])
    if contenu.startswith(_ANCIEN_CLASSEUR):
        raise FichierRefuse(
            nom,
            [
                _(
                    "C'est un classeur .xls, ou un classeur protégé par un mot de passe : "
                    "enregistrez-le sans mot de passe au format .xlsx, .ods ou .csv."
                )
            ],
        )
    grille = (
        _lire_classeur(contenu, nom) if contenu.startswith(_CLASSEUR) else _lire_csv(contenu, nom)
    )
    if not grille.lignes:
        raise FichierRefuse(nom, [_("Le fichier est vide.")])
    if len(grille.lignes) > LIGNES_MAXIMUM:
        message = _("Le fichier a plus de %(n)s lignes : importez un mois à la fois.")
        raise FichierRefuse(nom, [message % {"n": LIGNES_MAXIMUM}])
    return grille


def _lire_classeur(contenu: bytes, nom: str) -> Grille:
    abime = _("Le classeur est abîmé ou n'en est pas un : enregistrez-le de nouveau en .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            taille = sum(membre.file_size for membre in archive.infolist())
        if taille > OCTETS_MAXIMUM:
            raise FichierRefuse(nom, [_("Le classeur est trop gros : importez un mois à la fois.")])
        classeur = CalamineWorkbook.from_filelike(io.BytesIO(contenu))
        feuilles = [m.name for m in classeur.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        choisie = _choisir(feuilles)
        lignes = _lignes(classeur.get_sheet_by_name(choisie)) if choisie else ()
    except (CalamineError, zipfile.BadZipFile, NotImplementedError):
        raise FichierRefuse(nom, [abime]) from None
    # The template's own pages of instructions and lists are not somebody's hours.
    autres = [f for f in feuilles if f != choisie and choisie != FEUILLE]
    return Grille(lignes, tuple(autres))


def _choisir(feuilles: Sequence[str]) -> str | None:
    if FEUILLE in feuilles:
        return FEUILLE
    return feuilles[0] if feuilles else None


def _lignes(feuille: CalamineSheet) -> tuple[tuple[int, Sequence[Cellule]], ...]:
    lues = enumerate(feuille.to_python(skip_empty_area=False), start=1)
    return tuple((numero, cellules) for numero, cellules in lues if any(c != "" for c in cellules))


def _lire_csv(contenu: bytes, nom: str) -> Grille:
    texte = _decoder(contenu, nom)
    entete = next(ligne for ligne in texte.splitlines() if ligne.strip())
    separateur = max(_SEPARATEURS, key=entete.count)
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    lignes = []
    try:
        for cellules in lecteur:
            if any(c.strip() for c in cellules):
                lignes.append((lecteur.line_num, cellules))
    except csv.Error:
        message = _("Ligne %(ligne)s : guillemets mal fermés.")
        raise FichierRefuse(nom, [message % {"ligne": lecteur.line_num}]) from None
    return Grille(tuple(lignes))


def _decoder(contenu: bytes, nom: str) -> str:
    """UTF-8, else what French spreadsheets write (Windows-1252), else « texte Unicode »."""
    essais = ("utf-16",) if contenu[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for codage in essais:
        try:
            texte = contenu.decode(codage)
        except UnicodeDecodeError:
            continue
        if "\0" not in texte and texte.strip():
            return texte
    raise FichierRefuse(
        nom,
        [_("Ce fichier n'est ni un classeur (.xlsx, .ods) ni un texte séparé (.csv en UTF-8).")],
    )
