"""Participants of an operation: who is in it, and which answers lack."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from etrier.parcours.fse.access import les_participants
from etrier.structures.access import Acces, Finalite
from etrier.www.fse.tableaux import tableau_participants
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.TRANSMETTRE_ASP)
def fse(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Participants, those whose answers lack first."""
    operations = sorted(set(les_participants(acces).values_list("operation", flat=True)))
    choisi = request.GET.get("operation", "")
    participants = les_participants(acces)
    if choisi in operations:
        participants = participants.filter(operation=choisi)
    tableau = tableau_participants(acces, list(participants))
    page = {
        "tableau": tableau,
        "choisi": choisi,
        "choix": [("", _("toutes les opérations")), *((o, o) for o in operations)],
        "operations": operations,
    }
    return exporter(tableau, request) or render(request, "fse/fse.html", page)
