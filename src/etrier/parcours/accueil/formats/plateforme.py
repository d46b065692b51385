"""The list of candidacies exported from the State's platform: its 25 columns, those we need.

Titles as « les emplois de l'inclusion » writes them (candidatures, export of an employer). Whether
eligibility holds is not read, nor anything on criteria: what is not needed does not enter.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from etrier.droit.lettres import en_mots
from etrier.structures.formats.refus import FichierRefuse

# Our name → how the file may title it, accents and capitals apart.
TITRES: dict[str, tuple[str, ...]] = {
    "numero": ("numero de candidature", "identifiant de la candidature", "identifiant"),
    "civilite": ("civilite candidat", "civilite"),
    "nom": ("nom candidat", "nom"),
    "prenom": ("prenom candidat", "prenom"),
    "courriel": ("email candidat", "courriel candidat", "email", "courriel"),
    "telephone": ("telephone candidat", "telephone"),
    "naissance": ("date de naissance candidat", "date de naissance"),
    "structure": ("nom structure employeur",),
    "poste": ("metiers", "metier", "poste"),
    "source": ("source de la candidature", "source"),
    "prescripteur": ("nom organisation prescripteur", "prescripteur"),
    "recue_le": ("date de la candidature", "date de candidature"),
    "statut": ("statut de la candidature", "statut"),
    "motif": ("motifs de refus", "motif de refus"),
}
OBLIGATOIRES = ("nom", "prenom", "naissance", "recue_le")
EXTENSIONS = (".xlsx", ".xls", ".ods", ".csv")
LIGNES_MAXIMALES = 5_000
_LIGNES_AVANT_LE_TITRE = 10
_FORMATS_DE_DATE = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%Y")


@dataclass(frozen=True)
class LignePlateforme:
    """One row of the file: its rank as the spreadsheet counts, its texts by our names."""

    rang: int
    textes: dict[str, str] = field(repr=False)

    def texte(self, nom: str) -> str:
        """A cell without the spaces around it; "" when the column is not there."""
        return self.textes.get(nom, "")

    def jour(self, nom: str) -> date | None:
        """A day; None for an empty cell. Raises ValueError when it is not one."""
        texte = self.texte(nom)
        return lire_jour(texte) if texte else None


def lire_jour(texte: str) -> date:
    """A day as spreadsheets and people write it. Raises ValueError otherwise."""
    premier = texte.split("T")[0].split(" ")[0]
    for forme in _FORMATS_DE_DATE:
        try:
            return datetime.strptime(premier, forme).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    raise ValueError(texte)


def lire_fichier(contenu: bytes, fichier: str) -> list[LignePlateforme]:
    """The rows of the file that say something.

    Raises FichierRefuse when it is no spreadsheet, or lacks a column one cannot do without.
    """
    brutes = _csv(contenu) if fichier.lower().endswith(".csv") else _classeur(contenu, fichier)
    lignes = [[_en_texte(c) for c in ligne] for ligne in brutes]
    entete, colonnes = _reperer(lignes, fichier)
    lues = list(_lignes(lignes[entete + 1 :], colonnes, entete + 2))
    if not lues:
        raise FichierRefuse(fichier, [_("Il ne contient aucune candidature.")])
    if len(lues) > LIGNES_MAXIMALES:
        trop = _("Il a plus de %(n)d lignes : exportez une période plus courte.")
        raise FichierRefuse(fichier, [trop % {"n": LIGNES_MAXIMALES}])
    return lues


def _classeur(contenu: bytes, fichier: str) -> list[list[object]]:
    try:
        classeur = CalamineWorkbook.from_filelike(io.BytesIO(contenu))
        return [list(x) for x in classeur.get_sheet_by_index(0).to_python(skip_empty_area=False)]
    except (CalamineError, ValueError, IndexError, OSError):
        vu = _("Il ne s'ouvre pas comme un tableur : renvoyez l'export de la plateforme.")
        raise FichierRefuse(fichier, [vu]) from None


def _csv(contenu: bytes) -> list[list[object]]:
    texte = _decoder(contenu)
    premiere = texte.partition("\n")[0]
    separateur = max(";,\t", key=premiere.count)
    return [list(ligne) for ligne in csv.reader(io.StringIO(texte), delimiter=separateur)]


def _decoder(contenu: bytes) -> str:
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a French spreadsheet saves when nobody asks.
        return contenu.decode("cp1252", errors="replace")


def _en_texte(cellule: object) -> str:
    if isinstance(cellule, date):
        return f"{cellule:%Y-%m-%d}"
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    return " ".join(str(cellule if cellule is not None else "").split())


def _reperer(lignes: Sequence[Sequence[str]], fichier: str) -> tuple[int, dict[str, int]]:
    """The row of the titles, and where each of our columns is."""
    essais = [(r, _colonnes(x)) for r, x in enumerate(lignes[:_LIGNES_AVANT_LE_TITRE])]
    rang, colonnes = max(essais, key=lambda e: len(e[1]), default=(0, {}))
    manquent = [TITRES[nom][0] for nom in OBLIGATOIRES if nom not in colonnes]
    if manquent:
        manque = _("Il y manque : %(colonnes)s. Renvoyez l'export des candidatures tel quel.")
        raise FichierRefuse(fichier, [manque % {"colonnes": ", ".join(manquent)}])
    return rang, colonnes


def _colonnes(titres: Sequence[str]) -> dict[str, int]:
    places = {en_mots(titre): rang for rang, titre in reversed(list(enumerate(titres)))}
    trouvees = {}
    for nom, ecritures in TITRES.items():
        rang = next((places[e] for e in ecritures if e in places), None)
        if rang is not None:
            trouvees[nom] = rang
    return trouvees


def _lignes(
    lignes: Sequence[Sequence[str]], colonnes: dict[str, int], premier: int
) -> Iterator[LignePlateforme]:
    for rang, ligne in enumerate(lignes, start=premier):
        textes = {nom: ligne[c] for nom, c in colonnes.items() if c < len(ligne)}
        if any(textes.values()):
            yield LignePlateforme(rang, textes)
