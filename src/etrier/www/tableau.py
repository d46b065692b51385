"""Tables declared once: the same columns make the page, the spreadsheet and the CSV file.

A table is columns (label, value, kind, link) over rows (a sequence or a QuerySet). `_tableau.html`
draws it; `exporter` answers `?format=xlsx` and `?format=csv` with the whole of it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext

from etrier.www import formats_ecran
from etrier.www.fichiers_tableau import Entete, Feuille, en_csv, en_xlsx

Genre = Literal[
    "texte",
    "date",
    "mois",
    "heures",
    "centimes",
    "entier",
    "etp",
    "etp_mois",
    "etp_centiemes",
    "pourcent",
    "oui_non",
    "numero",
]
LIGNES_PAR_PAGE = 100

_ECRIRE: dict[Genre, Callable[[Any], str]] = {
    "texte": lambda valeur: formats_ecran.RIEN if valeur in (None, "") else str(valeur),
    "date": formats_ecran.jour,
    "mois": formats_ecran.mois,
    "heures": formats_ecran.heures,
    "centimes": formats_ecran.centimes,
    "entier": formats_ecran.entier,
    "etp": formats_ecran.etp,
    "etp_mois": formats_ecran.etp_mois,
    "etp_centiemes": formats_ecran.etp_centiemes,
    "pourcent": formats_ecran.pourcent,
    "oui_non": formats_ecran.oui_non,
    "numero": lambda valeur: formats_ecran.RIEN if valeur in (None, "") else str(valeur),
}
_CHIFFRES = frozenset(
    {"heures", "centimes", "entier", "etp", "etp_mois", "etp_centiemes", "pourcent"}
)


@dataclass(frozen=True)
class Colonne:
    """One column.

    `valeur` is a dotted path ("salarie.personne.nom"; a callable met on the way is called) or a
    function of the row. It gives what `genre` says: a text, a date, minutes, centimes, millionths
    of an ETP, hundredths of an ETP, ten-thousandths, a boolean. None shows as "—"; `motif` (path
    or function) then tells why. `provisoire` (path or function) marks the cell as provisional.
    `etiquette` gives the class of a pill around the value, or "". `total` adds the column up.
    `lien` gives the address the cell opens, or None. `langue` says the language of a column that
    is not the page's: the sentences of the rules are French. `sous` is a column drawn under this
    one, to spare width; in a file it has its own place, after it.
    """

    libelle: str
    valeur: Callable[[Any], Any] | str
    genre: Genre = "texte"
    lien: Callable[[Any], str | None] | None = None
    total: bool = False
    motif: Callable[[Any], Any] | str | None = None
    provisoire: Callable[[Any], Any] | str | None = None
    etiquette: Callable[[Any], str] | None = None
    langue: str = ""
    sous: "Colonne | None" = None

    @property
    def classe(self) -> str:
        """Figures stand on the right; a number that names something stays on one line."""
        if self.genre == "numero":
            return "numero"
        return "chiffre" if self.genre in _CHIFFRES else ""

    def lire(self, ligne: Any) -> Any:
        """Value of the row in this column."""
        return _lire(ligne, self.valeur)

    def ecrire(self, valeur: Any) -> str:
        """The value as text, in the language of the reader."""
        return _ECRIRE[self.genre](valeur)


@dataclass(frozen=True)
class Cellule:
    """One cell, ready to draw."""

    texte: str
    classe: str
    lien: str | None = None
    motif: str = ""
    provisoire: bool = False
    etiquette: str = ""
    langue: str = ""
    sous: str = ""


@dataclass(frozen=True)
class Total:
    """A column's total; `manquants` rows had no value. `sous`: that of the column drawn under."""

    texte: str
    classe: str
    manquants: int = 0
    sous: "Total | None" = None


@dataclass
class Tableau:
    """A titled table. Give a `nom` when a page holds several: their addresses then differ.

    `legende` explains the figures under the title; `vide` is the sentence shown without rows: say
    what to do. `recherche` offers a search box over the text of every column.
    """

    titre: str
    colonnes: Sequence[Colonne]
    lignes: "Sequence[Any] | QuerySet[Any, Any]"
    legende: str = ""
    vide: str = ""
    nom: str = ""
    recherche: bool = True
    exportable: bool = True
    par_page: int = LIGNES_PAR_PAGE
    classe_ligne: Callable[[Any], str] | None = field(default=None)

    @property
    def suffixe(self) -> str:
        """What tells the parameters of this table from those of another on the page."""
        return f"-{self.nom}" if self.nom else ""

    @property
    def fichier(self) -> str:
        """Name of the exported file, without its extension."""
        return slugify(self.titre) or "tableau"

    @cached_property
    def toutes(self) -> list[Any]:
        """Every row, read once."""
        return list(self.lignes)

    @property
    def depliees(self) -> list[Colonne]:
        """Every column, those drawn under another one too."""
        return [c for x in self.colonnes for c in (x, x.sous) if c is not None]

    @property
    def a_total(self) -> bool:
        """True when a column adds up."""
        return any(c.total for c in self.depliees)

    def chercher(self, texte: str) -> list[Any]:
        """Rows where every word is in one of the cells, capitals apart."""
        mots = texte.casefold().split()
        return [ligne for ligne in self.toutes if _contient(self._texte(ligne), mots)]

    def _texte(self, ligne: Any) -> str:
        return " ".join(c.ecrire(c.lire(ligne)) for c in self.depliees).casefold()

    def cellules(self, ligne: Any) -> list[Cellule]:
        """The cells of a row."""
        return [_cellule(colonne, ligne) for colonne in self.colonnes]

    def totaux(self, lignes: Sequence[Any]) -> list[Total]:
        """The totals row: text for columns that add up, nothing for the others."""
        return [_total(colonne, lignes) for colonne in self.colonnes]

    def feuille(self) -> Feuille:
        """The whole table as typed values, for a file."""
        entetes = [Entete(c.libelle, c.genre, c.total) for c in self.depliees]
        return Feuille(self.titre, entetes, self._valeurs())

    def _valeurs(self) -> Iterator[list[Any]]:
        for ligne in self.toutes:
            yield [c.lire(ligne) for c in self.depliees]


@dataclass(frozen=True)
class Vue:
    """A table as one request asks for it: searched, cut into pages."""

    tableau: Tableau
    page: "Page[Any]"
    q: str
    parametres: QueryDict
    lignes: list[tuple[str, list[Cellule]]]
    totaux: list[Total] | None

    @property
    def montrer_recherche(self) -> bool:
        """A search box only helps where there is something to search."""
        return self.tableau.recherche and (bool(self.q) or self.page.paginator.count > 10)

    @property
    def montrer_exports(self) -> bool:
        """Files are offered when they would hold something."""
        return self.tableau.exportable and (bool(self.q) or self.page.paginator.count > 0)

    @property
    def mot_total(self) -> str:
        """Head of the totals row."""
        return gettext("Total")

    @property
    def autres_parametres(self) -> list[tuple[str, str]]:
        """Parameters of the page that a search here must keep."""
        propres = {f"{nom}{self.tableau.suffixe}" for nom in ("q", "page", "format")}
        return [
            (nom, valeur)
            for nom, valeurs in self.parametres.lists()
            if nom not in propres
            for valeur in valeurs
        ]

    def adresse(self, **changes: str) -> str:
        """Query string of the page with some parameters of this table changed."""
        demandes = self.parametres.copy()
        for nom, valeur in changes.items():
            demandes[nom + self.tableau.suffixe] = valeur
        return "?" + demandes.urlencode()


def voir(tableau: Tableau, request: HttpRequest) -> Vue:
    """The table as the request asks for it (`?q=`, `?page=`)."""
    q = request.GET.get("q" + tableau.suffixe, "").strip()
    lignes: Any = tableau.lignes
    if q:
        lignes = tableau.chercher(q)
    elif tableau.a_total:
        lignes = tableau.toutes
    page = Paginator(lignes, tableau.par_page).get_page(request.GET.get("page" + tableau.suffixe))
    classe = tableau.classe_ligne or (lambda ligne: "")
    return Vue(
        tableau,
        page,
        q,
        request.GET,
        [(classe(ligne), tableau.cellules(ligne)) for ligne in page.object_list],
        tableau.totaux(lignes) if tableau.a_total else None,
    )


def exporter(tableau: Tableau, request: HttpRequest) -> HttpResponse | None:
    """The file asked for by `?format=xlsx` or `?format=csv`, or None when the page is asked for."""
    demande = request.GET.get("format" + tableau.suffixe)
    if demande == "xlsx":
        return en_xlsx(tableau.feuille(), tableau.fichier)
    if demande == "csv":
        return en_csv(tableau.feuille(), tableau.fichier)
    return None


def _lire(ligne: Any, chemin: Callable[[Any], Any] | str) -> Any:
    if not isinstance(chemin, str):
        return chemin(ligne)
    valeur = ligne
    for morceau in chemin.split("."):
        if valeur is None:
            return None
        valeur = valeur[morceau] if isinstance(valeur, dict) else getattr(valeur, morceau)
        valeur = valeur() if callable(valeur) else valeur
    return valeur


def _contient(texte: str, mots: list[str]) -> bool:
    return all(mot in texte for mot in mots)


def _cellule(colonne: Colonne, ligne: Any) -> Cellule:
    valeur = colonne.lire(ligne)
    vide = valeur is None
    return Cellule(
        texte=colonne.ecrire(valeur),
        classe=colonne.classe,
        lien=None if vide or colonne.lien is None else colonne.lien(ligne),
        motif=str(_lire(ligne, colonne.motif) or "") if vide and colonne.motif else "",
        provisoire=bool(colonne.provisoire and _lire(ligne, colonne.provisoire)),
        etiquette=colonne.etiquette(ligne) if colonne.etiquette else "",
        langue=colonne.langue,
        sous=colonne.sous.ecrire(colonne.sous.lire(ligne)) if colonne.sous else "",
    )


def _total(colonne: Colonne, lignes: Sequence[Any]) -> Total:
    sous = _total(colonne.sous, lignes) if colonne.sous and colonne.sous.total else None
    if not colonne.total:
        return Total("", colonne.classe, sous=sous)
    valeurs = [colonne.lire(ligne) for ligne in lignes]
    connues = [v for v in valeurs if v is not None]
    somme = sum(connues) if connues else None
    return Total(colonne.ecrire(somme), colonne.classe, len(valeurs) - len(connues), sous)
