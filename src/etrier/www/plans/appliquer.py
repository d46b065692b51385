"""The plans of a month: what they would write, then the button that writes it."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.heures.plans.propositions import Propositions, appliquer, proposer
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.acte import exporter_parmi
from etrier.www.formats_ecran import heures
from etrier.www.plans.tableaux import tableau_laissees, tableau_propositions
from etrier.www.porte import porte


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def plans_appliquer(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Preview the drafts of the month by person; write them all."""
    if request.method == "POST":
        return _ecrire(request, acces, mois)
    trouvees = proposer(acces.structure, mois)
    tableau, laissees = tableau_propositions(trouvees), tableau_laissees(trouvees)
    page = {"mois": mois, "trouvees": trouvees, "tableau": tableau, "laissees": laissees}
    return exporter_parmi([tableau, laissees], request) or render(
        request, "plans/appliquer.html", page
    )


def _ecrire(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    try:
        ecrites = appliquer(acces.structure, mois, par=acces.utilisateur)
    except Refus as refus:
        messages.error(request, refus.phrase)
        return redirect("plans_appliquer", acces.structure.pk, mois)
    messages.success(request, _phrase(ecrites))
    return redirect("heures_mois", acces.structure.pk, mois)


def _phrase(ecrites: Propositions) -> str:
    nombre = len(ecrites.saisies)
    phrase = ngettext(
        "%(n)s brouillon écrit : %(heures)s.", "%(n)s brouillons écrits : %(heures)s.", nombre
    ) % {"n": formats_ecran.entier(nombre), "heures": heures(ecrites.minutes)}
    if ecrites.laissees:
        laisses = len(ecrites.laissees)
        phrase += " " + ngettext(
            "%(n)d jour qui tenait d’autres heures est resté tel quel.",
            "%(n)d jours qui tenaient d’autres heures sont restés tels quels.",
            laisses,
        ) % {"n": laisses}
    return phrase if nombre else _("Rien à écrire : les heures prévues sont déjà dans la grille.")
