"""Examine a month, close it, read what it produced."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from etrier.cloture.actions import cloturer
from etrier.cloture.bilan import bilans
from etrier.cloture.examen import examiner
from etrier.heures.access import get_cloture
from etrier.socle.erreurs import Refus
from etrier.socle.mois import mois_suivant
from etrier.structures.access import Acces, Finalite
from etrier.www.cloture.presentation import attendu, blocages, tableau_alarmes
from etrier.www.cloture.resultats import resultats, suites
from etrier.www.formats_ecran import mois as en_lettres
from etrier.www.heures.corrections import tableau_corrections
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.CLOTURER, methods=("GET", "POST"))
def cloture(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """What blocks, what warns, what the close will read; sending the page closes the month."""
    if request.method == "POST":
        return _clore(request, acces, mois)
    examen = examiner(acces.structure, mois)
    alarmes = tableau_alarmes(acces, mois, examen)
    contexte = {
        "mois": mois,
        "examen": examen,
        "blocages": blocages(acces, mois, examen),
        "alarmes": alarmes,
        "attendu": attendu(acces, mois),
    }
    return exporter(alarmes, request) or render(request, "cloture/cloture.html", contexte)


def _clore(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    structure = acces.structure.pk
    try:
        rendu = cloturer([structure], mois, par=acces.utilisateur)
    except Refus as refus:
        messages.error(request, refus.phrase)
        return redirect("cloture", structure, mois)
    for phrase in rendu.bloquees.get(structure, ()):
        messages.error(request, phrase)
    if rendu.bloquees:
        return redirect("cloture", structure, mois)
    phrase = gettext("%(mois)s est clos.") if rendu.closes else gettext("%(mois)s était déjà clos.")
    messages.success(request, (phrase % {"mois": en_lettres(mois)}).capitalize())
    return redirect("cloture_resultats", structure, mois)


@porte(Finalite.LIRE_ARGENT)
def cloture_resultats(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """What the closed month produced, each figure opening onto its reading, and what to do now."""
    close = get_cloture(acces, mois)
    bilan = bilans([acces.structure.pk], mois)[0]
    corrections = tableau_corrections(acces, mois)
    contexte = {
        "mois": mois,
        "suivant": mois_suivant(mois),
        "cloture": close,
        "bilan": bilan,
        "resultats": resultats(acces, mois, bilan),
        "suites": suites(acces, mois, bilan),
        "corrections": corrections,
    }
    return exporter(corrections, request) or render(request, "cloture/resultats.html", contexte)
