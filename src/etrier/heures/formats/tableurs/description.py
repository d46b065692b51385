"""A layout told to the user, and signed so that the same kind of sheet is known next month."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from etrier.heures.formats.tableurs.cellules import lire_texte, normaliser
from etrier.heures.formats.tableurs.colonnes_de_jours import rang_du_jour
from etrier.heures.formats.tableurs.dispositions import Disposition, lettre, signer
from etrier.heures.formats.tableurs.grille import COLONNES_MAXIMUM, Cellule
from etrier.heures.formats.tableurs.jours import jours_de_semaine
from etrier.heures.formats.tableurs.reperage import Reperage

_EXEMPLES = 3
_RANGEES_REGARDEES = 60
_COLONNES_MONTREES = 60


def decrire(reperages: Sequence[Reperage]) -> Disposition:
    """The layout of pages of one kind: the first one's columns, their common month."""
    premier = reperages[0]
    mois = {r.calendrier.mois for r in reperages if _depend_du_mois(r)}
    places = range(min(_largeur(premier), _COLONNES_MONTREES, COLONNES_MAXIMUM))
    entete = premier.rangee_d_entete()
    return Disposition(
        genre=premier.genre,
        entete=premier.entete,
        colonnes={role: lettre(place) for role, place in premier.places.items()},
        mois=next(iter(mois)) if len(mois) == 1 else None,
        feuilles=tuple(r.page.nom for r in reperages),
        certitude=min(r.certitude for r in reperages),
        libelles={lettre(p): _libelle(entete, p) for p in places},
        exemples={lettre(p): tuple(_exemples(premier, p)) for p in places},
    )


def _depend_du_mois(reperage: Reperage) -> bool:
    """True when the page's days are numbers, that the month makes dates."""
    return bool(reperage.blocs) and reperage.calendrier.mois is not None


def _largeur(reperage: Reperage) -> int:
    return max((len(cellules) for _n, cellules in reperage.page.lignes), default=0)


def _libelle(entete: Sequence[Cellule], place: int) -> str:
    return _montrer(entete[place]) if place < len(entete) else ""


def _montrer(cellule: Cellule) -> str:
    if isinstance(cellule, datetime) and not cellule.time():
        cellule = cellule.date()
    return f"{cellule:%d/%m/%Y}" if isinstance(cellule, date) else lire_texte(cellule)[:60]


def _exemples(reperage: Reperage, place: int) -> list[str]:
    """The first distinct values under the header."""
    valeurs: dict[str, None] = {}
    for numero, cellules in reperage.page.lignes[: reperage.entete + _RANGEES_REGARDEES]:
        if numero > reperage.entete and place < len(cellules):
            valeurs.setdefault(_montrer(cellules[place]))
        if len(valeurs) > _EXEMPLES:
            break
    return [v for v in valeurs if v][:_EXEMPLES]


def signature_de(reperage: Reperage) -> str:
    """SHA-256 of the kind and header; days are one mark, however many the month has."""
    libelles: list[str] = []
    for cellule in reperage.rangee_d_entete():
        libelle = _sans_jour(cellule)
        if libelle != "#" or libelles[-1:] != ["#"]:
            libelles.append(libelle)
    while libelles and not libelles[-1]:
        libelles.pop()
    return signer(reperage.genre, libelles)


def _sans_jour(cellule: Cellule) -> str:
    texte = lire_texte(cellule)
    if rang_du_jour(cellule) is not None or jours_de_semaine(texte):
        return "#"
    return re.sub(r"[0-9]+", "", normaliser(texte))
