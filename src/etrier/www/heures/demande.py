"""What the address asks of the grid: a person, a place, another order, more rows, a page."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, QueryDict

from etrier.structures.access import Acces
from etrier.www.heures.cles import CleRang, lire_cle
from etrier.www.heures.forms import FiltreGrille
from etrier.www.heures.grille import Demande


def demander(
    request: HttpRequest, acces: Acces, mois: date, gardes: Iterable[CleRang] = ()
) -> tuple[FiltreGrille, Demande]:
    """The filter as a form, and what it asks. `gardes`: rows that must stay on the grid."""
    filtre = FiltreGrille(acces, mois, request.GET)
    propre = filtre.cleaned_data if filtre.is_valid() else {}
    page = request.GET.get("page", "")
    ajouts = [cle for t in request.GET.getlist("ajout") if (cle := lire_cle(t)) is not None]
    return filtre, Demande(
        personne=propre.get("personne", ""),
        lieu=propre.get("lieu", ""),
        par_lieu=propre.get("par") == "lieu",
        ajouts=[*ajouts, *gardes],
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def rester(request: HttpRequest, *ajouts: str) -> str:
    """What the address of the grid keeps when a row is added: its order, the rows added before.

    Not the filter, which could hide the new row.
    """
    gardes = QueryDict(mutable=True)
    if request.GET.get("par"):
        gardes["par"] = request.GET["par"]
    gardes.setlist("ajout", list(dict.fromkeys([*request.GET.getlist("ajout"), *ajouts])))
    return gardes.urlencode()
