"""The days of a month as the grid shows them: weekends and public holidays."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from etrier.heures.calendrier import feries
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure


@dataclass(frozen=True)
class Jour:
    """One day: its short and full names, and why it is shaded (weekend, holiday) if it is."""

    le: date
    court: str
    complet: str
    motif: str
    ferie: bool

    @property
    def semaine(self) -> int:
        """Number of its ISO week."""
        return self.le.isocalendar().week

    @property
    def chome(self) -> bool:
        """Weekend or public holiday."""
        return bool(self.motif)


def jours_du_mois(mois: date, structure: Structure) -> list[Jour]:
    """The days of the month for a structure (the holidays of its commune included)."""
    chomes = feries(structure, mois.year, get_language() or "fr")
    jours = (mois.replace(day=n) for n in range(1, dernier_jour(mois).day + 1))
    return [
        Jour(
            le,
            court=date_format(le, "D")[:2],
            complet=date_format(le, "l j F"),
            motif=_motif(le, chomes),
            ferie=le in chomes,
        )
        for le in jours
    ]


def _motif(le: date, chomes: dict[date, str]) -> str:
    if le in chomes:
        return chomes[le]
    return gettext("week-end") if le.weekday() >= 5 else ""
