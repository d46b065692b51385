"""Screens on public contracts, lots and hours due."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.missions.access import get_marche, les_marches
from etrier.missions.actions import creer_clause, creer_marche
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.missions.avancement import avancements, tableau_lots, tableau_mois
from etrier.www.missions.fils import fil_marches
from etrier.www.missions.forms import ClauseForm, MarcheForm
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_CLAUSES)
def marches(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every lot: hours due, credited, left."""
    tableau = tableau_lots(acces, avancements(acces))
    page = {
        "tableau": tableau,
        "sans_lot": les_marches(acces).filter(clauses_sociales__isnull=True),
    }
    return exporter(tableau, request) or render(request, "missions/marches.html", page)


@porte(Finalite.LIRE_CLAUSES)
def marche_public(request: HttpRequest, acces: Acces, marche_id: int) -> HttpResponse:
    """One public contract: its lots, and what each month credited."""
    un = get_marche(acces, marche_id)
    tableaux = [tableau_lots(acces, avancements(acces, un), dans=un), tableau_mois(acces, un)]
    return exporter_parmi(tableaux, request) or render(
        request, "missions/marche.html", {"marche_public": un, "tableaux": tableaux}
    )


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def marche_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Write a public contract."""
    form = MarcheForm(acces, request.POST or None, initial={"acheteur": request.GET.get("client")})
    nouveau = tenter(form, lambda: creer_marche(par=acces.utilisateur, **form.cleaned_data))
    if nouveau:
        messages.success(request, _("Le marché est enregistré : ajoutez ses lots."))
        return redirect("marche_public", acces.structure.pk, nouveau.pk)
    page = Page(_("Nouveau marché public"), _("Enregistrer le marché"), fil_marches(acces))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def clause_nouvelle(request: HttpRequest, acces: Acces, marche_id: int) -> HttpResponse:
    """Write the hours due on a lot."""
    un = get_marche(acces, marche_id, ecrire=True)
    form = ClauseForm(request.POST or None)
    if tenter(form, lambda: creer_clause(un, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("Le lot et sa clause sont enregistrés."))
        return redirect("marche_public", acces.structure.pk, un.pk)
    page = Page(_("Nouveau lot"), _("Enregistrer le lot"), fil_marches(acces, un))
    return page_acte(request, form, page)
