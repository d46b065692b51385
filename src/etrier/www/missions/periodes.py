"""The filter of lists of dated things: those that run, all of them."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from etrier.missions.models import Chantier, Mission
from etrier.socle.horloge import aujourdhui

T = TypeVar("T", Chantier, Mission)


def filtrer(request: HttpRequest, tous: QuerySet[T]) -> tuple[QuerySet[T], dict[str, Any]]:
    """What the request asks (`?etat=`), and the choices for the page."""
    le = aujourdhui()
    choix = {
        "": (_("En cours ou à venir"), Q(fin__isnull=True) | Q(fin__gte=le)),
        "termines": (_("Terminés"), Q(fin__lt=le)),
        "tous": (_("Tous"), Q()),
    }
    choisi = request.GET.get("etat", "")
    choisi = choisi if choisi in choix else ""
    page = {"choisi": choisi, "choix": [(cle, texte) for cle, (texte, _q) in choix.items()]}
    return tous.filter(choix[choisi][1]), page
