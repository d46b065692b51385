"""The one layout of a spreadsheet of hours: a header, then one line per person, day and place.

Columns are found by name; capitals, accents and spaces do not matter:

| column | holds |
|---|---|
| matricule | the person's; or nom and prénom |
| nom, prénom | instead of matricule, or to check it |
| jour | a date, 05/10/2026 or 2026-10-05 |
| nature | travail (or empty), formation, absence payée, absence non payée, congé payé, jour férié |
| heures | 7,5 or 7h30 or 7:30 or a true time; empty: the line is not read |
| chantier | its denomination |
| mission | its number |
| clause | reference and lot of the public contract: « 2026-12 lot 3 » or « 2026-12/3 » |
| contrat | its number, when two contracts of the person cover the day |
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from etrier.droit.lecture import SaisieInvalide
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.formats.cellules import (
    lire_jour,
    lire_minutes,
    lire_nature,
    lire_texte,
    normaliser,
)
from etrier.heures.formats.grille import Cellule, Grille, lire_grille
from etrier.structures.formats.refus import FichierRefuse

T = TypeVar("T")
COLONNES = (
    "matricule",
    "nom",
    "prénom",
    "jour",
    "nature",
    "heures",
    "chantier",
    "mission",
    "clause",
    "contrat",
)
_CONNUES = {normaliser(c): c for c in COLONNES}
_LIGNES_AVANT_ENTETE = 10
_COLONNES_POUR_UN_ENTETE = 2


@dataclass(frozen=True)
class LigneTableur:
    """One line of the sheet, read but not yet matched with people and places.

    `refus` says what could not be read: (column, sentence); the fields concerned are then None.
    """

    numero: int
    matricule: str
    nom: str
    prenom: str
    jour: date | None
    nature: NatureHeures | None
    minutes: int | None
    chantier: str
    mission: str
    clause: str
    contrat: str
    refus: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Feuille:
    """The lines of a file; `sans_heures` were left blank, `remarques` say what was not read."""

    lignes: tuple[LigneTableur, ...]
    sans_heures: int
    remarques: tuple[str, ...]


def lire_tableur(contenu: bytes, nom: str) -> Feuille:
    """Read a spreadsheet of hours.

    Raises FichierRefuse when the file cannot be opened, has no header, lacks a column or has no
    hours at all. What a line says wrong is kept in its `refus`.
    """
    grille = lire_grille(contenu, nom)
    rang, places, ignorees = _trouver_entete(grille, nom)
    lignes, sans_heures = [], 0
    for numero, cellules in grille.lignes[rang + 1 :]:
        if lire_texte(_cellule(cellules, places, "heures")):
            lignes.append(_lire_ligne(numero, cellules, places))
        else:
            sans_heures += 1
    if not lignes:
        raise FichierRefuse(
            nom, [_("Aucune heure dans ce fichier : la colonne « heures » est vide.")]
        )
    return Feuille(tuple(lignes), sans_heures, tuple(_remarques(grille, ignorees, sans_heures)))


def _trouver_entete(grille: Grille, nom: str) -> tuple[int, dict[str, int], list[str]]:
    """Rank of the header, place of each known column, names of the unknown ones."""
    debut = grille.lignes[:_LIGNES_AVANT_ENTETE]
    noms = [[normaliser(lire_texte(c)) for c in cellules] for _numero, cellules in debut]
    nombres = [len(_CONNUES.keys() & set(n)) for n in noms]
    if max(nombres) < _COLONNES_POUR_UN_ENTETE:
        message = _(
            "Il manque l'en-tête : la première ligne porte le nom des colonnes (%(colonnes)s). "
            "Téléchargez le modèle et remplissez-le."
        )
        raise FichierRefuse(nom, [message % {"colonnes": ", ".join(COLONNES)}])
    rang = nombres.index(max(nombres))
    places: dict[str, int] = {}
    ignorees, problemes = [], []
    numero, cellules = grille.lignes[rang]
    for place, normalise in enumerate(noms[rang]):
        colonne = _CONNUES.get(normalise)
        if colonne is None:
            ignorees += [lire_texte(cellules[place])] if normalise else []
        elif colonne in places:
            message = _("Ligne %(ligne)s : la colonne « %(colonne)s » est en double.")
            problemes.append(message % {"ligne": numero, "colonne": colonne})
        else:
            places[colonne] = place
    problemes += _colonnes_absentes(numero, places)
    if problemes:
        raise FichierRefuse(nom, problemes)
    return rang, places, ignorees


def _colonnes_absentes(numero: int, places: Mapping[str, int]) -> list[str]:
    absentes = [f"« {c} »" for c in ("jour", "heures") if c not in places]
    if "matricule" not in places and not {"nom", "prénom"} <= places.keys():
        absentes.insert(0, _("« matricule » (ou « nom » et « prénom »)"))
    message = _("Ligne %(ligne)s : la colonne %(colonne)s manque.")
    return [message % {"ligne": numero, "colonne": colonne} for colonne in absentes]


def _remarques(grille: Grille, ignorees: Sequence[str], sans_heures: int) -> list[str]:
    remarques = []
    if ignorees:
        message = _("Colonnes non lues, inconnues : %(colonnes)s.")
        remarques.append(message % {"colonnes": ", ".join(ignorees)})
    if grille.autres_feuilles:
        message = _("Feuilles non lues : %(feuilles)s.")
        remarques.append(message % {"feuilles": ", ".join(grille.autres_feuilles)})
    if sans_heures:
        message = _("Lignes non lues car leur colonne « heures » est vide : %(n)s.")
        remarques.append(message % {"n": sans_heures})
    return remarques


def _cellule(cellules: Sequence[Cellule], places: Mapping[str, int], colonne: str) -> Cellule:
    place = places.get(colonne)
    return "" if place is None or place >= len(cellules) else cellules[place]


def _lire_ligne(
    numero: int, cellules: Sequence[Cellule], places: Mapping[str, int]
) -> LigneTableur:
    refus: list[tuple[str, str]] = []

    def lire(colonne: str, lecture: Callable[[Cellule], T]) -> T | None:
        try:
            return lecture(_cellule(cellules, places, colonne))
        except SaisieInvalide as erreur:
            refus.append((colonne, str(erreur)))
            return None

    def texte(colonne: str) -> str:
        return lire_texte(_cellule(cellules, places, colonne))

    return LigneTableur(
        numero=numero,
        matricule=texte("matricule"),
        nom=texte("nom"),
        prenom=texte("prénom"),
        jour=lire("jour", lire_jour),
        nature=lire("nature", lire_nature),
        minutes=lire("heures", lire_minutes),
        chantier=texte("chantier"),
        mission=texte("mission"),
        clause=texte("clause"),
        contrat=texte("contrat"),
        refus=tuple(refus),
    )
