"""Screens on plans: the usual week of each contract."""

from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.heures.access import get_plan, les_plans
from etrier.heures.models import PlanHeures
from etrier.heures.plans.actions import Semaine, arreter_plan, modifier_plan, planifier
from etrier.heures.plans.prevision import semaine_du_contrat
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import premier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.plans.forms import ArretForm, ChangementForm, PlanForm, SemaineForm
from etrier.www.plans.mots import ecrire_lieu, fil_plans
from etrier.www.plans.tableaux import filtrer, tableau_plans
from etrier.www.porte import porte
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_HEURES)
def plans(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Plans by person; those that run, first asked for."""
    gardes, page = filtrer(request, les_plans(acces))
    tableau = tableau_plans(acces, gardes)
    return exporter(tableau, request) or render(
        request, "plans/plans.html", {"tableau": tableau, **page}
    )


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def plan_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Plan one or several people at a place."""
    connu = {
        "debut": premier_jour(aujourdhui()),
        "contrats": request.GET.getlist("contrat"),
        "lieu": request.GET.get("lieu", ""),
    }
    form = PlanForm(acces, request.POST or None, initial=connu)
    faits = tenter(form, lambda: _planifier(acces, form))
    if faits:
        phrase = ngettext("%(n)d plan fait.", "%(n)d plans faits.", len(faits))
        messages.success(request, phrase % {"n": len(faits)})
        return redirect("plans", acces.structure.pk)
    page = Page(_("Nouveau plan"), _("Enregistrer le plan"), fil_plans(acces))
    return _page_plan(request, form, page)


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def plan_modifier(request: HttpRequest, acces: Acces, plan_id: int) -> HttpResponse:
    """Change the usual week from a day on."""
    plan = get_plan(acces, plan_id)
    form = ChangementForm(acces, plan, request.POST or None)
    if tenter(form, lambda: modifier_plan(plan, form.semaine(), par=acces.utilisateur)):
        messages.success(request, _("Le plan est changé. Ce qui était écrit reste écrit."))
        return redirect("plans", acces.structure.pk)
    chapeau = _("%(plan)s. Le changement vaut à partir du jour choisi ; avant, rien ne change.")
    page = Page(
        _("Modifier le plan"),
        _("Enregistrer"),
        fil_plans(acces),
        chapeau % {"plan": _decrire(plan)},
    )
    return _page_plan(request, form, page)


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def plan_arreter(request: HttpRequest, acces: Acces, plan_id: int) -> HttpResponse:
    """Choose the last day of a plan."""
    plan = get_plan(acces, plan_id)
    form = ArretForm(request.POST or None, initial={"dernier_jour": plan.fin or aujourdhui()})

    def arreter() -> tuple[int]:
        return (arreter_plan(plan, form.cleaned_data["dernier_jour"], par=acces.utilisateur),)

    fait = tenter(form, arreter)
    if fait:
        messages.success(request, _phrase_arret(*fait))
        return redirect("plans", acces.structure.pk)
    page = Page(_("Arrêter le plan"), _("Arrêter ce plan"), fil_plans(acces), _decrire(plan))
    return page_acte(request, form, page)


@transaction.atomic
def _planifier(acces: Acces, form: PlanForm) -> list[PlanHeures]:
    """Everybody or nobody. Raises Refus, naming the person it is about."""
    faits = []
    for contrat in form.cleaned_data["contrats"]:
        try:
            faits.append(
                planifier(
                    contrat,
                    _semaine_de(contrat, form.semaine()),
                    chantier=form.chantier,
                    mission=form.mission,
                    par=acces.utilisateur,
                )
            )
        except Refus as refus:
            raise Refus(f"{contrat.salarie.personne} : {refus.phrase}") from None
    return faits


def _semaine_de(contrat: Contrat, semaine: Semaine) -> Semaine:
    """The week typed, or that of the contract; not before its first day."""
    debut = max(semaine.debut, contrat.debut)
    if any(semaine.minutes_par_jour):
        return replace(semaine, debut=debut)
    return replace(semaine, debut=debut, minutes_par_jour=semaine_du_contrat(contrat, debut))


def _page_plan(request: HttpRequest, form: SemaineForm, page: Page) -> HttpResponse:
    vus = {"form": form, "page": page, "retour": page.fil[-1][1]}
    return render(request, "plans/plan.html", vus)


def _decrire(plan: PlanHeures) -> str:
    contrat = plan.contrat
    nom = f"{contrat.get_genre_display()} {contrat.numero}"
    return ", ".join(filter(None, (str(contrat.salarie.personne), nom, ecrire_lieu(plan))))


def _phrase_arret(restants: int) -> str:
    if not restants:
        return _("Le plan est arrêté.")
    phrase = ngettext(
        "Le plan est arrêté. %(n)d brouillon reste dans la grille après ce jour : ôtez-le s’il "
        "n’a plus lieu d’être.",
        "Le plan est arrêté. %(n)d brouillons restent dans la grille après ce jour : ôtez-les "
        "s’ils n’ont plus lieu d’être.",
        restants,
    )
    return phrase % {"n": restants}
