"""The State's aid: the year's annexes, one annexe, the month ready to report."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from etrier.aides.access import les_aides, les_etats
from etrier.aides.actions import enregistrer_versement
from etrier.aides.suivi import suivre
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite, get_annexe, les_annexes
from etrier.www.accueil.consommation import lire_annee, tableau_annee, tracer
from etrier.www.aides.annees import annee_demandee, annees_connues
from etrier.www.aides.dossier import dossier_de
from etrier.www.aides.etat import tableaux_par_annexe
from etrier.www.aides.forms import VersementForm
from etrier.www.aides.tableaux import tableau_argent, tableau_postes
from etrier.www.mois_clos import mois_clos
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_ARGENT)
def aides(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Annexes of a year: posts used, due, twelfths, where the year is heading."""
    annees = annees_connues(acces)
    annee = annee_demandee(request, annees)
    suivis = suivre(les_annexes(acces), les_aides(acces), annee)
    mois = lire_annee(acces, annee)
    tableaux = {
        "postes": tableau_postes(acces, suivis, annee),
        "argent": tableau_argent(acces, suivis, annee),
        "par_mois": tableau_annee(acces, mois, annee),
    }
    for tableau in tableaux.values():
        if fichier := exporter(tableau, request):
            return fichier
    graphique = tracer(mois, annee) if mois else None
    vus = {"annee": annee, "annees": annees, "suivis": suivis, "graphique": graphique}
    return render(request, "aides/aides.html", {**vus, **tableaux})


@porte(Finalite.LIRE_ARGENT)
def annexe(request: HttpRequest, acces: Acces, annexe_id: int) -> HttpResponse:
    """One annexe: its versions, its months, what came in."""
    dossier = dossier_de(acces, get_annexe(acces, annexe_id))
    for tableau in dossier.tableaux:
        if fichier := exporter(tableau, request):
            return fichier
    return render(request, "aides/annexe.html", {"dossier": dossier, "form": VersementForm()})


@porte(Finalite.CLOTURER, methods=("POST",))
def versement_nouveau(request: HttpRequest, acces: Acces, annexe_id: int) -> HttpResponse:
    """Record a payment; what is wrong is said on the annexe's page."""
    visee = get_annexe(acces, annexe_id)
    form = VersementForm(request.POST)
    if form.is_valid():
        try:
            enregistrer_versement(visee, **form.cleaned_data, par=acces.utilisateur)
        except Refus as refus:
            form.add_error(None, refus.phrase)
        else:
            messages.success(request, gettext("Versement enregistré."))
            return redirect("annexe", acces.structure.pk, visee.pk)
    vus = {"dossier": dossier_de(acces, visee), "form": form}
    return render(request, "aides/annexe.html", vus, status=422)


@porte(Finalite.LIRE_ARGENT)
def etat_mensuel(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Each annexe of the month: each employee's hours and ETP, ready to report."""
    tableaux = tableaux_par_annexe(acces, les_aides(acces, mois), les_etats(acces, mois), mois)
    for tableau in tableaux:
        if fichier := exporter(tableau, request):
            return fichier
    vus = {"tableaux": tableaux, "clos": mois_clos(acces, mois, "etat_mensuel"), "mois": mois}
    return render(request, "aides/etat_mensuel.html", vus)
