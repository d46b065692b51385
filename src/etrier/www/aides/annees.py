"""The years a structure has annexes in, and the one a page is asked for."""

from collections.abc import Sequence

from django.http import HttpRequest

from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, les_annexes


def annees_connues(acces: Acces) -> list[int]:
    """Years covered by an annexe, the latest first; the calendar's when there is none."""
    bornes = les_annexes(acces).order_by().values_list("debut__year", "fin__year")
    annees = {annee for debut, fin in bornes for annee in range(debut, fin + 1)}
    return sorted(annees or {aujourdhui().year}, reverse=True)


def annee_demandee(request: HttpRequest, annees: Sequence[int]) -> int:
    """`?annee=2025` when an annexe covers it, else the year at hand."""
    demandee = request.GET.get("annee", "")
    if demandee.isdecimal() and int(demandee) in annees:
        return int(demandee)
    return min(annees, key=lambda annee: abs(annee - aujourdhui().year))
