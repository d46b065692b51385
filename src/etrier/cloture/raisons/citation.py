"""From the identifiers stored beside a figure back to the legal values, and to the text of each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from etrier.droit.parametre import NonCalculable, Parametres, Valeur
from etrier.droit.regles.etp import ANNEXE

SEPARATEUR = " ; "
IDENTIFIANT = re.compile(
    r"(?P<nom>[a-z0-9_]+/[a-z0-9_]+)(?:\[(?P<cle>[^\]]+)\])?@(?P<depuis>\d{4}-\d{2}-\d{2})"
)


@dataclass(frozen=True)
class ParametreCite:
    """A value a figure used. `valeur` is None when it is the annexe's own (`annexe_id`, `texte`,
    `depuis`), or when the values in force no longer hold it. `provisoire`: carried past the last
    day it is known."""

    identifiant: str
    description: str
    valeur: Valeur | None
    provisoire: bool = False
    annexe_id: int | None = None
    texte: str = ""
    depuis: date | None = None


def citer(stocke: str, parametres: Parametres, le: date) -> tuple[ParametreCite, ...]:
    """Read what a row keeps (`aide_au_poste/socle[ACI]@2025-01-01 ; annexe financière`).

    `le`: the day the figure is of, which decides whether a value was provisional. What the row
    owes to its annexe is left to whoever knows the annexe.
    """
    identifiants = [x for x in stocke.split(SEPARATEUR) if x and x != ANNEXE]
    return tuple(_citer(x, parametres, le) for x in identifiants)


def _citer(identifiant: str, parametres: Parametres, le: date) -> ParametreCite:
    trouve = IDENTIFIANT.fullmatch(identifiant)
    if trouve is None:
        return ParametreCite(identifiant, "", None)
    depuis = date.fromisoformat(trouve["depuis"])
    try:
        parametre = parametres.parametre(trouve["nom"])
        valeur = parametres.valeur(trouve["nom"], depuis, trouve["cle"])
    except (KeyError, ValueError, NonCalculable):
        return ParametreCite(identifiant, "", None)
    if valeur.depuis != depuis:
        return ParametreCite(identifiant, parametre.description, None)
    return ParametreCite(
        identifiant, parametre.description, valeur, parametre.est_provisoire(max(le, depuis))
    )


def citer_aussi(
    deja: Iterable[ParametreCite], parametres: Parametres, nom: str, le: date, cle: str | None
) -> tuple[ParametreCite, ...]:
    """Add a parameter the rule reads without keeping it in the row, when it is established."""
    cites = tuple(deja)
    try:
        valeur = parametres.valeur(nom, le, cle)
    except NonCalculable:
        return cites
    if any(x.identifiant == valeur.identifiant for x in cites):
        return cites
    description = parametres.parametre(nom).description
    return (*cites, ParametreCite(valeur.identifiant, description, valeur, valeur.provisoire))
