"""What every page knows: the structures of the user, the open one, its menu, the month at hand."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest

import etrier
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import lire_mois, premier_jour
from etrier.structures.access import les_structures
from etrier.structures.models import Utilisateur
from etrier.www.menu import composer

# Written by `etrier.js` when a section of the menu is folded: keys of sections, dots between.
MENU_REPLIE = "menu_replie"


def mois_courant(request: HttpRequest) -> date:
    """The month of the address, else the last one looked at, else the calendar's."""
    resolu = getattr(request, "resolver_match", None)
    if resolu is not None and "mois" in resolu.kwargs:
        mois: date = resolu.kwargs["mois"]
        return mois
    retenu = request.session.get("mois") if hasattr(request, "session") else None
    return lire_mois(retenu) if retenu else premier_jour(aujourdhui())


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Add `acces`, `structure`, `menu`, `mois_courant`, `mes_structures` and what is common."""
    commun: dict[str, Any] = {
        "version": etrier.__version__,
        "source": getattr(settings, "ETRIER_SOURCE", ""),
        "demonstration": getattr(settings, "ETRIER_DEMONSTRATION", False),
        "mois_courant": mois_courant(request),
    }
    if not isinstance(getattr(request, "user", None), Utilisateur):
        return commun
    commun["mes_structures"] = les_structures(request.user)  # type: ignore[arg-type]
    acces = getattr(request, "acces", None)
    if acces is not None:
        commun["acces"] = acces
        commun["structure"] = acces.structure
        repliees = request.COOKIES.get(MENU_REPLIE, "").split(".")
        commun["menu"] = composer(acces, commun["mois_courant"], request.path, repliees)
    return commun
