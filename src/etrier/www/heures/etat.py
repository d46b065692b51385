"""The grid as its script reads it: days, codes, rows, cells, alarms."""

from typing import Any

from etrier.aides.etp_mois import etp_du_mois
from etrier.heures.cases import CODES
from etrier.heures.codes import codes_de
from etrier.heures.enums import GenreHeures
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.access import Acces
from etrier.structures.models import Structure
from etrier.www.heures.alarmes import les_alarmes
from etrier.www.heures.calendrier import Jour
from etrier.www.heures.grille import Case, Grille, Rang
from etrier.www.heures.rendu import Plume


def etat(acces: Acces, grille: Grille, avec: Plume) -> dict[str, Any]:
    """Everything the script knows; minutes are integers, days are numbers."""
    rangs = {
        (rang.cle.contrat_id, jour): str(rang.cle)
        for rang in reversed(grille.rangs_montres)
        for jour in rang.cases
    }
    return {
        "jours": [_jour(jour) for jour in grille.jours],
        "codes": les_codes(acces.structure),
        "natures": {str(genre.value): str(genre.label) for genre in GenreHeures},
        "etp": _etp(acces.structure, grille),
        "clos": grille.est_close,
        "rangs": {str(rang.cle): _rang(rang, avec) for rang in grille.rangs_montres},
        "alarmes": [alarme.to_json() for alarme in les_alarmes(acces, grille.mois, rangs)],
    }


def les_codes(structure: Structure) -> dict[str, int]:
    """Codes of the house first: the first one of a nature is the one that is written."""
    return dict(CODES) | dict(sorted(codes_de(structure).items()))


def _jour(jour: Jour) -> dict[str, Any]:
    return {
        "n": jour.le.day,
        "nom": jour.complet,
        "semaine": jour.semaine,
        "motif": jour.motif,
        "ferie": jour.ferie,
    }


def _rang(rang: Rang, avec: Plume) -> dict[str, Any]:
    return {
        "qui": rang.qui,
        "intitule": rang.intitule,
        "salarie": rang.contrat.salarie_id,
        "prevu": {str(jour): minutes for jour, minutes in rang.prevu.items()},
        "cases": {str(jour): _case(case, avec) for jour, case in sorted(rang.cases.items())},
    }


def _case(case: Case, avec: Plume) -> dict[str, Any]:
    ecrite: dict[str, Any] = {"c": en_json(case.brouillon)}
    if case.est_figee:
        ecrite |= {"fige": en_json(case.fige), "ligne": avec.ligne(case)}
    if case.corrigee:
        ecrite["motif"] = case.motif
    return ecrite


def en_json(contenu: dict[int, int]) -> dict[str, int]:
    """Minutes by nature, as JSON names them."""
    return {str(nature): minutes for nature, minutes in sorted(contenu.items())}


def _etp(structure: Structure, grille: Grille) -> dict[str, Any]:
    """`ailleurs`: minutes that count, in rows of the month this page does not show."""
    poste = etp_du_mois(structure, grille.mois, parametres_en_vigueur())
    if poste is None:
        return {"minutes": None, "natures": [], "ailleurs": 0}
    montres = {rang.cle for rang in grille.rangs_montres}
    ailleurs = sum(
        case.contenu.get(nature, 0)
        for rang in grille.tous
        if rang.cle not in montres
        for case in rang.cases.values()
        for nature in poste.natures
    )
    return {"minutes": poste.minutes, "natures": list(poste.natures), "ailleurs": ailleurs}
