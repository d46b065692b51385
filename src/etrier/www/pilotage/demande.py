"""What a page of figures is asked for: a convention, a year or the last twelve months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from etrier.parcours.models import Contrat
from etrier.pilotage.access import les_conventions
from etrier.pilotage.frames import Periode
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.structures.models import Convention

DOUZE_MOIS = "12"


@dataclass(frozen=True)
class Demande:
    """The perimeter of the page, and what else may be chosen. `annee` is None over 12 months."""

    conventions: Sequence[Convention]
    convention: Convention | None
    annees: Sequence[int]
    annee: int | None
    periode: Periode

    @property
    def choix_periodes(self) -> list[tuple[str, str]]:
        """Values and labels of the list of periods."""
        return [(DOUZE_MOIS, _("12 derniers mois")), *((str(a), str(a)) for a in self.annees)]

    @property
    def choix_conventions(self) -> list[tuple[str, str]]:
        """Values and labels of the list of conventions."""
        return [("", _("toutes")), *((str(c.pk), str(c)) for c in self.conventions)]

    @property
    def periode_choisie(self) -> str:
        """The value chosen in the list of periods."""
        return DOUZE_MOIS if self.annee is None else str(self.annee)

    @property
    def convention_choisie(self) -> str:
        """The value chosen in the list of conventions."""
        return "" if self.convention is None else str(self.convention.pk)


def lire_demande(request: HttpRequest, acces: Acces) -> Demande:
    """`?periode=2026&convention=3`; the year at hand and every convention otherwise.

    A single convention is chosen at once. Http404 without the purpose.
    """
    conventions, le = list(les_conventions(acces)), aujourdhui()
    voulue = request.GET.get("convention", "")
    choisie = next((c for c in conventions if str(c.pk) == voulue), None)
    if len(conventions) == 1:
        choisie = conventions[0]
    annees = annees_connues(acces, le)
    demandee = request.GET.get("periode", str(le.year))
    annee = int(demandee) if demandee in map(str, annees) else None
    return Demande(conventions, choisie, annees, annee, _periode(annee, le))


def _periode(annee: int | None, le: date) -> Periode:
    if annee is not None:
        return Periode(date(annee, 1, 1), date(annee, 12, 31))
    return Periode(_un_an_avant(le) + timedelta(days=1), le)


def _un_an_avant(le: date) -> date:
    return le.replace(year=le.year - 1, day=28 if (le.month, le.day) == (2, 29) else le.day)


def annees_connues(acces: Acces, le: date) -> list[int]:
    """Years since the first contract of the structure, the latest first."""
    premier = Contrat.objects.filter(structure=acces.structure).order_by("debut").first()
    debut = le.year if premier is None else min(premier.debut.year, le.year)
    return list(range(le.year, debut - 1, -1))


def annee_sensee(annee: int) -> int:
    """The year of an address. Http404 when no report can be of that year."""
    if not 2000 <= annee <= aujourdhui().year + 1:
        raise Http404
    return annee
