"""What the values of an xlsx do not say: hidden rows, errors, formulas nobody computed, percents.

The XML is searched, not parsed: a large sheet without any of these costs one search each.
"""

import re
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from html import unescape
from posixpath import join, normpath

from django.utils.translation import gettext as _

from etrier.droit.ecriture import nombre
from etrier.heures.formats.tableurs.dispositions import lettre, place
from etrier.heures.formats.tableurs.grille import CASES_MAXIMUM, COLONNES_MAXIMUM
from etrier.structures.formats.refus import FichierRefuse

_ATTRIBUT = re.compile(r'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_FEUILLE = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_REGLAGES = re.compile(r"<(?:\w+:)?(?:workbookPr|calcPr)\b([^>]*)>")
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\s([^>]*)>")
_STYLES = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf\s([^>]*)>")
_RANGEE_MASQUEE = re.compile(r'<(?:\w+:)?row\s[^>]*?\b(?:hidden="(?:1|true)"|ht="0")[^>]*>')
_COLONNE = re.compile(r"<(?:\w+:)?col\s([^>]*)>")
_CELLULE = re.compile(r"<(?:\w+:)?c\s([^>/]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULE = re.compile(r"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALEUR = re.compile(r"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
_ADRESSE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGEE = re.compile(r"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["']([0-9]{1,7})["']""")
# A cell with a format and nothing in it (`<c r="ZZ1" s="3"/>`) is not far: it is not there.
_LOIN = re.compile(r"""\sr\s*=\s*["']([A-Za-z]{2,})[0-9]+["'](?!(?:\s+[\w:]+="[^"<>]*")*\s*/>)""")
_TRES_BAS = re.compile(r"""\sr\s*=\s*["'][A-Za-z]*[0-9]{6,}["']""")
_BAS = re.compile(r"""\sr\s*=\s*["'][A-Za-z]*([0-9]+)["']""")
# Up to here, rows of five figures never make too many cells.
_LARGEUR_USUELLE = CASES_MAXIMUM // 100_000
_POURCENTS_PREVUS = {"9", "10"}


@dataclass(frozen=True)
class Dessous:
    """What lies under one sheet. `corrections` are texts by (row number, place)."""

    lignes_masquees: frozenset[int] = frozenset()
    colonnes_masquees: frozenset[int] = frozenset()
    corrections: dict[tuple[int, int], str] = field(default_factory=dict)
    depuis_1904: bool = False


@dataclass(frozen=True)
class _Classeur:
    depuis_1904: bool
    a_recalculer: bool
    pourcents: frozenset[str]


def lire_dessous(archive: zipfile.ZipFile, nom: str) -> dict[str, Dessous]:
    """By sheet; empty when the archive is not an xlsx. Reads all of it, so that damage is seen."""
    textes = {}
    for membre in archive.infolist():
        octets = archive.read(membre)
        # A sheet may bear any name: the reader of values goes where the relations lead.
        if b"sheetData" in octets:
            _refuser_le_trop_large(octets.decode("utf-8", "replace"), nom)
        if membre.filename.endswith((".xml", ".rels")):
            textes[membre.filename] = octets.decode("utf-8", "replace")
    principal = textes.get("xl/workbook.xml", "")
    if not principal:
        return {}
    liens = textes.get("xl/_rels/workbook.xml.rels", "")
    if "styles.xml" in liens and "xl/styles.xml" not in textes:
        # Without them, 24:00 reads as one hour.
        raise ValueError("the styles are lost")
    classeur = _classeur(principal, textes.get("xl/styles.xml", ""))
    cibles = {
        r.get("Id", ""): r.get("Target", "") for r in map(_attributs, _RELATION.findall(liens))
    }
    dessous = {}
    for fiche in map(_attributs, _FEUILLE.findall(principal)):
        cible = cibles.get(next((v for k, v in fiche.items() if k.endswith(":id")), ""), "")
        chemin = cible.lstrip("/") if cible.startswith("/") else normpath(join("xl", cible))
        if chemin in textes:
            dessous[fiche.get("name", "")] = _feuille(textes[chemin], classeur)
    return dessous


def _attributs(texte: str) -> dict[str, str]:
    return {nom: unescape(a or b) for nom, a, b in _ATTRIBUT.findall(texte)}


def _classeur(principal: str, styles: str) -> _Classeur:
    reglages: dict[str, str] = {}
    for texte in _REGLAGES.findall(principal):
        reglages |= _attributs(texte)
    return _Classeur(
        depuis_1904=reglages.get("date1904") in ("1", "true"),
        a_recalculer=reglages.get("fullCalcOnLoad") in ("1", "true"),
        pourcents=_styles_en_pourcents(styles),
    )


def _styles_en_pourcents(styles: str) -> frozenset[str]:
    formats = _POURCENTS_PREVUS | {
        f.get("numFmtId", "")
        for f in map(_attributs, _FORMAT.findall(styles))
        if "%" in f.get("formatCode", "")
    }
    trouves = _STYLES.search(styles)
    rangs = enumerate(map(_attributs, _STYLE.findall(trouves[0] if trouves else "")))
    return frozenset(str(rang) for rang, s in rangs if s.get("numFmtId") in formats)


def _feuille(xml: str, classeur: _Classeur) -> Dessous:
    masquees = {
        int(_attributs(x).get("r", 0))
        for x in (_RANGEE_MASQUEE.findall(xml) if "hidden=" in xml or 'ht="0"' in xml else ())
    }
    return Dessous(
        lignes_masquees=frozenset(masquees),
        colonnes_masquees=_colonnes_masquees(xml),
        corrections=_corrections(xml, classeur),
        depuis_1904=classeur.depuis_1904,
    )


def _colonnes_masquees(xml: str) -> frozenset[int]:
    masquees: set[int] = set()
    for colonne in map(_attributs, _COLONNE.findall(xml[: xml.find("sheetData")])):
        if colonne.get("hidden") in ("1", "true"):
            premiere, derniere = int(colonne.get("min", 1)), int(colonne.get("max", 1))
            masquees |= set(range(premiere - 1, min(derniere, COLONNES_MAXIMUM)))
    return frozenset(masquees)


def _corrections(xml: str, classeur: _Classeur) -> dict[tuple[int, int], str]:
    en_pourcents = any(f's="{rang}"' in xml for rang in classeur.pourcents)
    if not en_pourcents and 't="e"' not in xml and "<f" not in xml and ":f" not in xml:
        return {}
    corrections = {}
    for texte, dedans in _CELLULE.findall(xml):
        attributs = _attributs(texte)
        correction = _correction(attributs, dedans, classeur)
        adresse = _ADRESSE.fullmatch(attributs.get("r", ""))
        if correction and adresse:
            corrections[int(adresse[2]), place(adresse[1])] = correction
    return corrections


def _correction(attributs: dict[str, str], dedans: str, classeur: _Classeur) -> str:
    valeur = _VALEUR.search(dedans)
    texte = valeur[1] if valeur else ""
    sorte = attributs.get("t", "n")
    if sorte == "e":
        return unescape(texte) or "#N/A"
    formule = _FORMULE.search(dedans)
    jamais_calculee = not texte or (classeur.a_recalculer and texte == "0")
    if formule and sorte == "n" and jamais_calculee:
        return f"={unescape(formule[2] or '…')}"
    if sorte == "n" and attributs.get("s") in classeur.pourcents:
        return _pourcent(texte)
    return ""


def _pourcent(texte: str) -> str:
    try:
        valeur = Decimal(texte)
        return f"{nombre((valeur * 100).normalize())} %" if valeur.is_finite() else ""
    except InvalidOperation:
        return ""


def _refuser_le_trop_large(xml: str, nom: str) -> None:
    """A value lost at the far right, or far below, makes a sheet of millions of cells."""
    fin = xml.rfind("row ")
    derniere = _RANGEE.search(xml, max(fin - 10, 0)) if fin > 0 else None
    hauteur = int(derniere[1]) if derniere else 0
    largeur = max((place(x) + 1 for x in set(_LOIN.findall(xml))), default=26)
    if largeur > _LARGEUR_USUELLE or _TRES_BAS.search(xml):
        # Rows in disorder: the last one written is not the lowest.
        hauteur = max(hauteur, *map(int, set(_BAS.findall(xml))))
    if hauteur * largeur > CASES_MAXIMUM or largeur > COLONNES_MAXIMUM:
        message = _(
            "Une cellule est remplie très loin des autres (ligne %(ligne)s, colonne %(colonne)s) : "
            "effacez-la, ou copiez vos heures dans une feuille neuve."
        )
        raise FichierRefuse(nom, [message % {"ligne": hauteur, "colonne": lettre(largeur - 1)}])
