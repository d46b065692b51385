"""The grid's cells over JSON: what they hold, what somebody changed in them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext

from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.cases import Contenu
from etrier.socle.mois import MINUTES_PAR_JOUR, dernier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www.formats_ecran import typo
from etrier.www.heures.adresses import adresse_ligne
from etrier.www.heures.alarmes import les_alarmes, rangs_de
from etrier.www.heures.cles import lire_cle
from etrier.www.heures.demande import demander
from etrier.www.heures.etat import en_json, etat
from etrier.www.heures.grille import dresser
from etrier.www.heures.rendu import plume
from etrier.www.heures.saisie import Changement, Issue, Sort, ecrire
from etrier.www.porte import porte

CHANGEMENTS_AU_PLUS = 5_000
_NATURES = {str(nature.value): nature.value for nature in NatureHeures}


class EnvoiIllisible(ValueError):
    """What was sent is not a list of changes of this month."""


@porte(Finalite.LIRE_HEURES)
def heures_etat(request: HttpRequest, acces: Acces, mois: date) -> JsonResponse:
    """What the page of the grid holds now, under the same filter."""
    _filtre, demande = demander(request, acces, mois)
    grille = dresser(acces, mois, demande)
    avec = plume(grille, acces.structure.pk, saisie=acces.peut(Finalite.SAISIR_HEURES))
    return JsonResponse(etat(acces, grille, avec))


@porte(Finalite.SAISIR_HEURES, methods=("POST",))
def heures_cases(request: HttpRequest, acces: Acces, mois: date) -> JsonResponse:
    """Write changed cells; each answers for itself."""
    try:
        changements = lire_changements(request.body, mois)
    except EnvoiIllisible:
        return _refuser(
            400, gettext("Cet envoi est illisible : rechargez la page, puis réessayez.")
        )
    if len(changements) > CHANGEMENTS_AU_PLUS:
        return _refuser(413, gettext("Trop de cases à la fois : envoyez-les en plusieurs fois."))
    issues = ecrire(acces, mois, changements)
    touches = sorted({i.salarie_id for i in issues if i.sort is Sort.ECRITE})
    alarmes = les_alarmes(acces, mois, rangs_de(acces, mois, touches), touches) if touches else []
    return JsonResponse(
        {
            "cases": [_issue(issue, acces.structure.pk) for issue in issues],
            "alarmes": [alarme.to_json() for alarme in alarmes],
            "alarmes_salaries": touches,
        }
    )


def lire_changements(corps: bytes, mois: date) -> list[Changement]:
    """The changes of a request, a cell changed twice taken once: first `avant`, last `apres`.

    Raises EnvoiIllisible.
    """
    try:
        lus = [_lire_changement(brut, mois) for brut in json.loads(corps)["changements"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as erreur:
        raise EnvoiIllisible from erreur
    uniques: dict[tuple[Any, date], Changement] = {}
    for lu in lus:
        premier = uniques.get((lu.cle, lu.jour), lu)
        uniques[lu.cle, lu.jour] = Changement(lu.cle, lu.jour, premier.avant, lu.apres)
    return list(uniques.values())


def _lire_changement(brut: Mapping[str, Any], mois: date) -> Changement:
    cle, jour = lire_cle(brut["rang"]), brut["jour"]
    if cle is None or not _entier(jour, 1, dernier_jour(mois).day):
        raise EnvoiIllisible
    return Changement(cle, mois.replace(day=jour), _contenu(brut["avant"]), _contenu(brut["apres"]))


def _contenu(brut: Mapping[str, Any]) -> Contenu:
    contenu = {_NATURES[nature]: minutes for nature, minutes in brut.items()}
    if not all(_entier(minutes, 0, MINUTES_PAR_JOUR) for minutes in contenu.values()):
        raise EnvoiIllisible
    return {nature: minutes for nature, minutes in sorted(contenu.items()) if minutes}


def _entier(valeur: object, mini: int, maxi: int) -> bool:
    # In Python a boolean is an integer; in JSON it is not.
    return type(valeur) is int and mini <= valeur <= maxi


def _issue(issue: Issue, structure_id: int) -> dict[str, Any]:
    changement = issue.changement
    ecrite: dict[str, Any] = {
        "rang": str(changement.cle),
        "jour": changement.jour.day,
        "etat": issue.sort.value,
        "c": en_json(issue.contenu),
        "phrase": typo(issue.phrase),
        "par": issue.par,
        "le": issue.le,
    }
    if issue.ligne_id is not None:
        ecrite |= {
            "fige": en_json(issue.fige),
            "ligne": adresse_ligne(structure_id, issue.ligne_id),
        }
    return ecrite


def _refuser(statut: int, phrase: str) -> JsonResponse:
    return JsonResponse({"phrase": phrase}, status=statut)
