"""A workbook of Excel (xlsx, xlsm, xlsb, xls): values by calamine, the rest by `masques`."""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from etrier.heures.formats.tableurs.a_part import Illisible, lire_a_part
from etrier.heures.formats.tableurs.grille import (
    Cellule,
    Fusion,
    Grille,
    Page,
    Rangee,
    est_vide,
    etendre,
    verifier_poids,
)
from etrier.heures.formats.tableurs.masques import Dessous, lire_dessous
from etrier.structures.formats.refus import FichierRefuse

T = TypeVar("T")
# The name of what an encrypted xlsx holds.
_CHIFFRE = "EncryptedPackage".encode("utf-16-le")
# What reading a damaged archive raises.
DEGATS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
    # Durations and percentages of no calendar.
    ArithmeticError,
)


def lire_classeur(contenu: bytes, nom: str) -> Grille:
    """The visible sheets of a workbook.

    Raises FichierRefuse when it is damaged, protected, too large or not a workbook.
    """
    if _CHIFFRE in contenu:
        raise FichierRefuse(nom, [_mot_de_passe()])
    dessous = _lire_dessous(contenu, nom)
    if not dessous:
        return _lire_ancien(contenu, nom)
    classeur = _sans_panique(lambda: CalamineWorkbook.from_filelike(io.BytesIO(contenu)), nom)
    fiches = [m for m in classeur.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    visibles = [m.name for m in fiches if m.visible == SheetVisibleEnum.Visible]
    pages = [_page(classeur, feuille, dessous.get(feuille), nom) for feuille in visibles]
    return Grille(tuple(pages), tuple(m.name for m in fiches if m.name not in visibles))


def _lire_ancien(contenu: bytes, nom: str) -> Grille:
    """An xls or an xlsb: its values, and nothing of what lies under."""
    try:
        feuilles = lire_a_part(contenu)
    except Illisible as erreur:
        if erreur.protege:
            raise FichierRefuse(nom, [_mot_de_passe()]) from None
        raise _abime(nom) from None
    pages = tuple(Page(f.nom, tuple(_non_vides(f.lignes))) for f in feuilles if f.visible)
    remarque = _(
        "Dans ce format, les lignes masquées, les pourcentages et les cellules en erreur ne se "
        "voient pas : enregistrez plutôt en .xlsx."
    )
    return Grille(pages, tuple(f.nom for f in feuilles if not f.visible), (remarque,))


def _lire_dessous(contenu: bytes, nom: str) -> dict[str, Dessous]:
    if not contenu.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            verifier_poids(archive, nom)
            return lire_dessous(archive, nom)
    except DEGATS:
        raise _abime(nom) from None


def _sans_panique(lecture: Callable[[], T], nom: str) -> T:
    """What the reader gives. Raises FichierRefuse for whatever it raises, its panics included."""
    try:
        return lecture()
    except PasswordError:
        raise FichierRefuse(nom, [_mot_de_passe()]) from None
    except (CalamineError, ValueError, OSError, OverflowError):
        raise _abime(nom) from None
    except BaseException as erreur:
        # A panic of the Rust reader is a BaseException no module exports.
        if type(erreur).__name__ != "PanicException":
            raise
        raise _abime(nom) from None


def _mot_de_passe() -> str:
    return _("Le classeur est protégé par un mot de passe : enregistrez-le sans.")


def _abime(nom: str) -> FichierRefuse:
    message = _("Le classeur est abîmé ou n'en est pas un : enregistrez-le de nouveau en .xlsx.")
    return FichierRefuse(nom, [message])


def _page(classeur: CalamineWorkbook, fiche: str, dessous: Dessous | None, nom: str) -> Page:
    dessous = dessous or Dessous()
    feuille = _sans_panique(lambda: classeur.get_sheet_by_name(fiche), nom)
    rangees = _sans_panique(lambda: feuille.to_python(skip_empty_area=False), nom)
    _corriger(rangees, dessous)
    lignes = _non_vides(rangees)
    fusions = tuple(
        Fusion(haut + 1, gauche, bas + 1, droite)
        for (haut, gauche), (bas, droite) in feuille.merged_cell_ranges or ()
    )
    return Page(
        nom=feuille.name,
        lignes=etendre(lignes, fusions, nom),
        lignes_masquees=dessous.lignes_masquees,
        colonnes_masquees=dessous.colonnes_masquees,
        fusions=fusions,
        depuis_1904=dessous.depuis_1904,
    )


def _corriger(rangees: list[list[Cellule]], dessous: Dessous) -> None:
    """Put back what the values alone do not say: errors, formulas not computed, percentages."""
    for (numero, place), texte in dessous.corrections.items():
        while len(rangees) < numero:
            rangees.append([])
        cellules = rangees[numero - 1]
        cellules += [""] * (place + 1 - len(cellules))
        cellules[place] = texte


def _non_vides(rangees: Sequence[Sequence[Cellule]]) -> list[Rangee]:
    return [
        (numero, cellules)
        for numero, cellules in enumerate(rangees, start=1)
        if any(not est_vide(c) for c in cellules)
    ]
