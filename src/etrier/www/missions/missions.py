"""Screens on missions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.missions.access import get_mission, les_missions, les_tarifs
from etrier.missions.actions import creer_mission, modifier_mission
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.missions.fils import fil_missions
from etrier.www.missions.forms import DatesMissionForm, MissionForm
from etrier.www.missions.periodes import filtrer
from etrier.www.missions.tableaux import tableau_heures, tableau_missions, tableau_tarifs
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_MISSIONS)
def missions(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Missions that run, first asked for."""
    gardees, page = filtrer(request, les_missions(acces))
    vide = _("Aucune mission ici : placez un salarié chez un client avec « Nouvelle mission ».")
    tableau = tableau_missions(acces, gardees, vide)
    return exporter(tableau, request) or render(
        request, "missions/missions.html", {"tableau": tableau, **page}
    )


@porte(Finalite.LIRE_MISSIONS)
def mission(request: HttpRequest, acces: Acces, mission_id: int) -> HttpResponse:
    """One mission: its hours and prices."""
    une = get_mission(acces, mission_id)
    tableaux = [tableau_heures(acces, une)] if acces.peut(Finalite.LIRE_HEURES) else []
    vide = _("Aucun tarif pour cette mission : celui du client ou de la structure s'applique.")
    tableaux.append(tableau_tarifs(acces, les_tarifs(acces).filter(mission=une), vide))
    return exporter_parmi(tableaux, request) or render(
        request, "missions/mission.html", {"mission": une, "tableaux": tableaux}
    )


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def mission_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Place somebody with a client."""
    form = MissionForm(acces, request.POST or None, initial={"client": request.GET.get("client")})
    nouvelle = tenter(form, lambda: creer_mission(par=acces.utilisateur, **form.cleaned_data))
    if nouvelle:
        messages.success(
            request, _("La mission %(numero)s est enregistrée.") % {"numero": nouvelle.numero}
        )
        return redirect("mission", acces.structure.pk, nouvelle.pk)
    page = Page(_("Nouvelle mission"), _("Enregistrer la mission"), fil_missions(acces))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_MISSIONS, methods=("GET", "POST"))
def mission_modifier(request: HttpRequest, acces: Acces, mission_id: int) -> HttpResponse:
    """Change the object or the dates of a mission."""
    une = get_mission(acces, mission_id, ecrire=True)
    connue = {nom: getattr(une, nom) for nom in ("objet", "prestation", "debut", "fin")}
    form = DatesMissionForm(acces, request.POST or None, initial=connue)
    if tenter(form, lambda: modifier_mission(une, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("La mission est enregistrée."))
        return redirect("mission", acces.structure.pk, une.pk)
    page = Page(_("Modifier la mission"), _("Enregistrer"), fil_missions(acces, une))
    return page_acte(request, form, page)
