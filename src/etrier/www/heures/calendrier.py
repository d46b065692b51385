"""The days of a month as the grid shows them: weekends and public holidays."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from etrier.socle.mois import dernier_jour

# Days of their own: Alsace-Moselle (Code du travail L3134-13) and overseas (L3422-2).
_DROIT_LOCAL = {"57": "57", "67": "6AE", "68": "6AE"}
_OUTRE_MER = frozenset({"971", "972", "973", "974", "976"})


@dataclass(frozen=True)
class Jour:
    """One day: its short and full names, and why it is shaded (weekend, holiday) if it is."""

    le: date
    court: str
    complet: str
    motif: str
    ferie: bool

    @property
    def chome(self) -> bool:
        """Weekend or public holiday."""
        return bool(self.motif)


def jours_du_mois(mois: date, code_insee: str) -> list[Jour]:
    """The days of the month for a structure of that commune (its local holidays included)."""
    feries = _feries(mois.year, _territoire(code_insee), _langue())
    jours = (mois.replace(day=n) for n in range(1, dernier_jour(mois).day + 1))
    return [
        Jour(
            le,
            court=date_format(le, "D")[:2],
            complet=date_format(le, "l j F"),
            motif=_motif(le, feries),
            ferie=le in feries,
        )
        for le in jours
    ]


def _motif(le: date, feries: dict[date, str]) -> str:
    if le in feries:
        return feries[le]
    return gettext("week-end") if le.weekday() >= 5 else ""


def _territoire(code_insee: str) -> str | None:
    if code_insee[:3] in _OUTRE_MER:
        return code_insee[:3]
    return _DROIT_LOCAL.get(code_insee[:2])


def _langue() -> str:
    return "en_US" if (get_language() or "fr").startswith("en") else "fr"


@lru_cache(maxsize=64)
def _feries(annee: int, territoire: str | None, langue: str) -> dict[date, str]:
    return dict(
        holidays.country_holidays("FR", subdiv=territoire, years=annee, language=langue).items()
    )
