"""The annex of hours: a list of days, or weeks when there are many."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from etrier.droit.ecriture import heures
from etrier.facturation.contenu import HeureEcrite

# A page of days; beyond, a row of a week says as much in a fifth of the room.
LIGNES_EN_LISTE: Final = 36
# What stands under the sums of an ordinary invoice, on its first page.
LIGNES_EN_COURT: Final = 8
_JOURS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def composer_annexe(rangees: Sequence[HeureEcrite]) -> dict[str, Any]:
    """Hours by place, with their totals; each person under her number, her name or neither."""
    en_liste = len(rangees) <= LIGNES_EN_LISTE
    par_lieu: dict[str, list[HeureEcrite]] = {}
    for rangee in rangees:
        par_lieu.setdefault(rangee.lieu, []).append(rangee)
    nommees = any(r.qui for r in rangees)
    return {
        "chapeau": "Heures facturées, jour par jour"
        + (", par intervenant." if nommees else ", tous intervenants réunis."),
        "courte": len(rangees) <= LIGNES_EN_COURT,
        "en-liste": en_liste,
        "entete-qui": "Intervenant" if nommees else "",
        "total": heures(sum(r.minutes for r in rangees)),
        "lieux": [_lieu(nom, siennes, en_liste) for nom, siennes in par_lieu.items()],
    }


def _lieu(nom: str, rangees: Sequence[HeureEcrite], en_liste: bool) -> dict[str, Any]:
    return {
        "nom": nom,
        "total": heures(sum(r.minutes for r in rangees)),
        "jours": [_jour(r) for r in _par_jour(rangees)] if en_liste else [],
        "semaines": [] if en_liste else list(_semaines(rangees)),
    }


def _par_jour(rangees: Iterable[HeureEcrite]) -> list[HeureEcrite]:
    return sorted(rangees, key=lambda r: (r.jour, r.qui))


def _jour(rangee: HeureEcrite) -> dict[str, str]:
    dit = f"{_JOURS[rangee.jour.weekday()]} {rangee.jour:%d/%m/%Y}"
    return {"jour": dit, "qui": rangee.qui, "duree": heures(rangee.minutes)}


def _semaines(rangees: Sequence[HeureEcrite]) -> Iterator[dict[str, Any]]:
    """A row for each week of each person."""
    ordre = sorted(rangees, key=lambda r: (r.qui, r.jour))
    precedent: str | None = None
    for (qui, lundi), siennes in groupby(ordre, key=lambda r: (r.qui, _lundi(r.jour))):
        par_jour: dict[date, int] = {}
        for rangee in siennes:
            par_jour[rangee.jour] = par_jour.get(rangee.jour, 0) + rangee.minutes
        yield {
            "premiere": qui != precedent,
            "qui": qui,
            "du": f"{lundi:%d/%m}",
            "jours": [_case(lundi + timedelta(days=n), par_jour) for n in range(7)],
            "total": heures(sum(par_jour.values())),
        }
        precedent = qui


def _lundi(le: date) -> date:
    return le - timedelta(days=le.weekday())


def _case(le: date, par_jour: dict[date, int]) -> dict[str, str] | None:
    minutes = par_jour.get(le)
    return None if minutes is None else {"jour": str(le.day), "duree": heures(minutes)}
