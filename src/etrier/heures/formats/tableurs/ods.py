"""An OpenDocument sheet, read as it is written: values, errors, merged cells, what is hidden."""

import io
import re
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from etrier.droit.ecriture import nombre
from etrier.heures.formats.tableurs.classeurs import DEGATS
from etrier.heures.formats.tableurs.grille import (
    CASES_MAXIMUM,
    COLONNES_MAXIMUM,
    LIGNES_MAXIMUM,
    Cellule,
    Fusion,
    Grille,
    Page,
    est_vide,
    etendre,
    trop_gros,
    verifier_poids,
)
from etrier.structures.formats.refus import FichierRefuse

_MASQUEES = ("collapse", "filter")
_DUREE = re.compile(
    r"(-?)P(?:([0-9]{1,5})D)?T?(?:([0-9]{1,6})H)?(?:([0-9]+)M)?(?:([0-9]+)(?:[.,]([0-9]+))?S)?"
)
_NOMS = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}


def est_ods(contenu: bytes) -> bool:
    """True when the archive says it is an OpenDocument."""
    return b"opendocument" in contenu[:200]


def lire_ods(contenu: bytes, nom: str) -> Grille:
    """The visible sheets. Raises FichierRefuse when damaged, protected or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            verifier_poids(archive, nom)
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                message = _("Le classeur est protégé par un mot de passe : enregistrez-le sans.")
                raise FichierRefuse(nom, [message])
            lecteur = _Lecteur(nom)
            lecteur.lire(archive.read("content.xml"))
    except (*DEGATS, KeyError, expat.ExpatError):
        message = _(
            "Le classeur est abîmé ou n'en est pas un : enregistrez-le de nouveau en .xlsx."
        )
        raise FichierRefuse(nom, [message]) from None
    return Grille(tuple(lecteur.pages), tuple(lecteur.masquees))


class _Lecteur:
    """Walks content.xml once."""

    def __init__(self, nom: str) -> None:
        self._nom = nom
        self._cases = 0
        self.pages: list[Page] = []
        self.masquees: list[str] = []
        self._styles_masques: set[str] = set()
        self._style = ""
        self._dans_note = 0
        self._rangee: dict[str, str] = {}
        self._cellules: list[Cellule] = []
        self._ouvrir_page({})
        self._attributs: dict[str, str] | None = None
        self._texte: list[str] = []

    def lire(self, contenu: bytes) -> None:
        """Read all the sheets of content.xml. Raises ExpatError, ValueError, FichierRefuse."""
        analyseur = expat.ParserCreate(namespace_separator="}")
        analyseur.buffer_text = True
        analyseur.StartElementHandler = self._debut
        analyseur.EndElementHandler = self._fin
        analyseur.CharacterDataHandler = self._caracteres
        analyseur.EntityDeclHandler = _refuser_entite
        analyseur.Parse(contenu, True)

    def _debut(self, nom: str, bruts: dict[str, str]) -> None:
        nom = _court(nom)
        attributs = {_court(k): v for k, v in bruts.items()} if bruts else {}
        match nom:
            case "style:style":
                self._style = attributs.get("style:name", "")
            case "style:table-properties":
                if attributs.get("table:display") == "false":
                    self._styles_masques.add(self._style)
            case "table:table":
                self._ouvrir_page(attributs)
            case "table:table-column":
                self._colonne(attributs)
            case "table:table-row":
                self._rangee = attributs
                self._cellules = []
            case "table:table-cell" | "table:covered-table-cell":
                self._attributs, self._texte = attributs, []
            case "office:annotation":
                self._dans_note += 1
            case _ if not self._dans_note:
                self._espacer(nom, attributs)

    def _espacer(self, nom: str, attributs: dict[str, str]) -> None:
        """Spaces, tabulations and paragraphs are elements."""
        if nom == "text:p" and self._texte:
            self._texte.append("\n")
        elif nom == "text:s":
            self._texte.append(" " * min(int(attributs.get("text:c", 1)), 1000))
        elif nom in ("text:tab", "text:line-break"):
            self._texte.append(" ")

    def _fin(self, nom: str) -> None:
        match _court(nom):
            case "table:table-cell" | "table:covered-table-cell" if self._attributs is not None:
                self._cellule(self._attributs)
                self._attributs = None
            case "table:table-row":
                self._fermer_rangee()
            case "table:table":
                self._fermer_page()
            case "office:annotation":
                self._dans_note -= 1

    def _caracteres(self, texte: str) -> None:
        if self._attributs is not None and not self._dans_note:
            self._texte.append(texte)

    def _ouvrir_page(self, attributs: dict[str, str]) -> None:
        self._page = attributs
        self._numero, self._colonnes = 0, 0
        self._lignes: list[tuple[int, list[Cellule]]] = []
        self._lignes_masquees: set[int] = set()
        self._colonnes_masquees: set[int] = set()
        self._fusions: list[Fusion] = []

    def _colonne(self, attributs: dict[str, str]) -> None:
        fois = int(attributs.get("table:number-columns-repeated", 1))
        if attributs.get("table:visibility") in _MASQUEES:
            fin = min(self._colonnes + fois, COLONNES_MAXIMUM)
            self._colonnes_masquees |= set(range(self._colonnes, fin))
        self._colonnes += fois

    def _cellule(self, attributs: dict[str, str]) -> None:
        fois = int(attributs.get("table:number-columns-repeated", 1))
        bas = int(attributs.get("table:number-rows-spanned", 1))
        droite = int(attributs.get("table:number-columns-spanned", 1))
        if bas > 1 or droite > 1:
            haut, gauche = self._numero + 1, len(self._cellules)
            self._fusions.append(Fusion(haut, gauche, haut + bas - 1, gauche + droite - 1))
        valeur = _valeur(attributs, "".join(self._texte))
        # The last cell is often repeated to the edge of the sheet.
        reste = max(COLONNES_MAXIMUM - len(self._cellules), 0)
        self._cellules += [valeur] * min(fois, reste)

    def _fermer_rangee(self) -> None:
        fois = int(self._rangee.get("table:number-rows-repeated", 1))
        while self._cellules and est_vide(self._cellules[-1]):
            self._cellules.pop()
        gardees = min(fois, LIGNES_MAXIMUM + 1) if self._cellules else 0
        self._cases += gardees * len(self._cellules)
        if self._cases > CASES_MAXIMUM:
            raise trop_gros(self._nom)
        for numero in range(self._numero + 1, self._numero + gardees + 1):
            self._lignes.append((numero, list(self._cellules)))
            if self._rangee.get("table:visibility") in _MASQUEES:
                self._lignes_masquees.add(numero)
        if len(self._lignes) > LIGNES_MAXIMUM:
            raise ValueError("too many rows")
        self._numero += fois

    def _fermer_page(self) -> None:
        nom = self._page.get("table:name", "")
        if self._page.get("table:style-name", "") in self._styles_masques:
            self.masquees.append(nom)
            return
        lignes = [x for x in self._lignes if any(not est_vide(c) for c in x[1])]
        self.pages.append(
            Page(
                nom=nom,
                lignes=etendre(lignes, self._fusions, self._nom),
                lignes_masquees=frozenset(self._lignes_masquees),
                colonnes_masquees=frozenset(self._colonnes_masquees),
                fusions=tuple(self._fusions),
            )
        )


@lru_cache(maxsize=1024)
def _court(nom: str) -> str:
    espace, _accolade, local = nom.rpartition("}")
    return f"{_NOMS.get(espace, '')}:{local}"


def _refuser_entite(*_arguments: Any) -> None:
    raise ValueError("a sheet declares no entity")


def _valeur(attributs: dict[str, str], texte: str) -> Cellule:
    if attributs.get("calcext:value-type") == "error":
        return texte or "#N/A"
    match attributs.get("office:value-type"):
        case "float" | "currency":
            return float(attributs["office:value"])
        case "percentage":
            return f"{nombre((Decimal(attributs['office:value']) * 100).normalize())} %"
        case "date":
            return _date(attributs["office:date-value"])
        case "time":
            return _duree(attributs["office:time-value"])
        case "boolean":
            return attributs.get("office:boolean-value") == "true"
        case None if "table:formula" in attributs and not texte:
            return attributs["table:formula"].partition(":")[2] or "="
    return texte


def _date(texte: str) -> Cellule:
    if "T" not in texte:
        return date.fromisoformat(texte)
    instant = datetime.fromisoformat(texte[:19])
    return instant.date() if not instant.time() else instant


def _duree(texte: str) -> timedelta:
    trouve = _DUREE.fullmatch(texte)
    if trouve is None:
        raise ValueError(texte)
    jours, heures, minutes, secondes = (int(trouve[rang] or 0) for rang in range(2, 6))
    # The noise of binary numbers: 7 h 29 min 59,9999999 s is 7 h 30.
    secondes += (trouve[6] or "0") >= "5"
    duree = timedelta(days=jours, hours=heures, minutes=minutes, seconds=secondes)
    return -duree if trouve[1] else duree
