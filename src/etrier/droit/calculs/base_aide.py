"""The two figures every calculation of the aid starts from: hours of one post, amount of one post.

Each is the annexe's own when it is given, else the law's value with its reference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from etrier.droit.parametre import NonCalculable, Parametres, Valeur
from etrier.droit.regles.socle import SANS_AIDE, socle
from etrier.droit.vocabulaire import Dispositif, Milieu, Territoire


@dataclass(frozen=True, slots=True)
class Grandeur:
    """An integer (centimes or minutes) and the legal values it comes from, if any."""

    valeur: int
    sources: tuple[Valeur, ...] = ()


def duree_etp(saisie: Mapping[str, Any], parametres: Parametres, le: date) -> Grandeur:
    """Minutes of one full-time post in the year: `heures_etp`, else the dispositif's default.

    Raises NonCalculable.
    """
    dispositif: Dispositif = saisie["dispositif"]
    if not dispositif.est_iae:
        raise NonCalculable(SANS_AIDE)
    if saisie["heures_etp"]:
        return Grandeur(saisie["heures_etp"])
    valeur = parametres.valeur("etp/heures_annuelles", le, dispositif.value)
    return Grandeur(valeur.en(60), (valeur,))


def montant_unitaire(saisie: Mapping[str, Any], parametres: Parametres, le: date) -> Grandeur:
    """Centimes of one full-time post for a year: `montant_unitaire`, else the socle of the day.

    Raises NonCalculable.
    """
    dispositif: Dispositif = saisie["dispositif"]
    if not dispositif.est_iae:
        raise NonCalculable(SANS_AIDE)
    if saisie.get("montant_unitaire") is not None:
        return Grandeur(saisie["montant_unitaire"])
    territoire, milieu = Territoire(saisie["territoire"]), Milieu(saisie["milieu"])
    valeur = socle(parametres, dispositif, territoire, milieu, le)
    return Grandeur(valeur.en(100), (valeur,))
