"""A layout the user gave, or that was kept from last month, found again on each page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from etrier.heures.formats.tableurs.cellules import lire_texte, normaliser
from etrier.heures.formats.tableurs.colonnes_de_jours import RangeeDeJours, rangees_de_jours
from etrier.heures.formats.tableurs.dispositions import (
    JOURS_EN_COLONNES,
    PAR_CLIENT,
    PAR_PERSONNE,
    SEMAINES,
    Disposition,
    place,
)
from etrier.heures.formats.tableurs.entetes import PERSONNE
from etrier.heures.formats.tableurs.grille import Page
from etrier.heures.formats.tableurs.jours import Calendrier
from etrier.heures.formats.tableurs.reperage import (
    Reperage,
    chercher_mois,
    manques,
    reperer_en_colonnes,
)
from etrier.heures.formats.tableurs.titres import lire_sujet, nommer_lieu, nommer_personne

_RANGEES_REGARDEES = 100


def appliquer(disposition: Disposition, page: Page, nom: str, indice: date | None) -> Reperage:
    """The page read as said; its `problemes` say why it cannot be."""
    if disposition.genre in (JOURS_EN_COLONNES, SEMAINES):
        return _en_colonnes(disposition, page, nom, indice)
    roles = {r: x for r, x in disposition.colonnes.items() if r not in _BORNES}
    entete, places = _retrouver(page, disposition, roles)
    sujet = lire_sujet(page, entete)
    if disposition.genre == PAR_PERSONNE:
        places = {r: p for r, p in places.items() if r not in PERSONNE}
        sujet = nommer_personne(sujet, page, entete)
    elif disposition.genre == PAR_CLIENT:
        sujet = nommer_lieu(sujet, page)
    mois, conflit = _mois(disposition, page, entete, nom, indice)
    return Reperage(
        page=page,
        genre=disposition.genre,
        entete=entete,
        places=places,
        sujet=sujet,
        calendrier=Calendrier(mois, page.depuis_1904),
        problemes=(*manques(entete, places, sujet), *conflit),
        certitude=disposition.certitude,
    )


_BORNES = ("premier jour", "dernier jour")


def _mois(
    disposition: Disposition, page: Page, entete: int, nom: str, indice: date | None
) -> tuple[date | None, list[str]]:
    if disposition.mois is not None:
        return disposition.mois, []
    return chercher_mois(page, entete, nom, indice)


def _retrouver(
    page: Page, disposition: Disposition, roles: Mapping[str, str]
) -> tuple[int, dict[str, int]]:
    """The header by its words, wherever it moved; else as the letters and the row number say."""
    attendus = {r: normaliser(disposition.libelles.get(x, "")) for r, x in roles.items()}
    nommes = {r: mot for r, mot in attendus.items() if mot}
    for numero, cellules in page.lignes[:_RANGEES_REGARDEES]:
        mots = [normaliser(lire_texte(c)) for c in cellules]
        if nommes and all(mot in mots for mot in nommes.values()):
            trouvees = {r: _le_plus_pres(mots, mot, place(roles[r])) for r, mot in nommes.items()}
            return numero, trouvees | {r: place(x) for r, x in roles.items() if r not in trouvees}
    return disposition.entete, {r: place(x) for r, x in roles.items()}


def _le_plus_pres(mots: Sequence[str], mot: str, attendue: int) -> int:
    """The place of a header; where it was, if two columns have the same."""
    return min((p for p, m in enumerate(mots) if m == mot), key=lambda p: abs(p - attendue))


def _en_colonnes(disposition: Disposition, page: Page, nom: str, indice: date | None) -> Reperage:
    rangees = _entre_bornes(rangees_de_jours(page), disposition)
    if not rangees:
        message = _("Ligne %(ligne)s : aucun jour en en-tête, de la colonne %(a)s à %(b)s.")
        bornes = {"a": disposition.colonnes.get("premier jour", "?")}
        bornes["b"] = disposition.colonnes.get("dernier jour", "?")
        phrase = message % {"ligne": disposition.entete, **bornes}
        return Reperage(page, disposition.genre, disposition.entete, {}, problemes=(phrase,))
    reperage = reperer_en_colonnes(page, nom, indice, rangees, disposition.mois)
    if not disposition.colonnes.keys() - set(_BORNES):
        return reperage
    places = {r: place(x) for r, x in disposition.colonnes.items() if r not in _BORNES}
    bornes_lues = {r: reperage.places[r] for r in _BORNES}
    return replace(reperage, genre=disposition.genre, places=places | bornes_lues)


def _entre_bornes(
    rangees: Sequence[RangeeDeJours], disposition: Disposition
) -> list[RangeeDeJours]:
    """The days between the columns said; without a last one, as many as the month has."""
    if "premier jour" not in disposition.colonnes:
        return list(rangees)
    premier = place(disposition.colonnes["premier jour"])
    dernier = place(disposition.colonnes.get("dernier jour", "ZZZ"))
    gardees = []
    for rangee in rangees:
        etiquettes = {p: c for p, c in rangee.etiquettes.items() if premier <= p <= dernier}
        if etiquettes:
            gardees.append(replace(rangee, etiquettes=etiquettes))
    return gardees
