"""The plan: objectives, actions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from etrier.parcours.accompagnement.access import get_action, get_objectif, get_suivi
from etrier.parcours.accompagnement.plan import (
    ajouter_action,
    clore_objectif,
    cocher_action,
    lire_plan,
    ouvrir_objectif,
)
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.fil import fil_accompagnement, fil_plan
from etrier.www.accompagnement.forms_plan import ActionForm, ClotureForm, ObjectifForm
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte


@porte(Finalite.ACCOMPAGNER)
@never_cache
def plan(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Objectives and what remains to do."""
    qui = get_suivi(acces, salarie_id)
    page = {
        "salarie": qui,
        "objectifs": lire_plan(acces, qui),
        "form": ActionForm(),
        "fil": fil_accompagnement(acces, qui),
    }
    return render(request, "accompagnement/plan.html", page)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
@never_cache
def objectif_nouveau(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Add an objective; from a need of the diagnosis, the form comes filled and is one click."""
    qui = get_suivi(acces, salarie_id)
    form = ObjectifForm(request.POST or None)
    fait = tenter(
        form,
        lambda: ouvrir_objectif(qui, le=aujourdhui(), par=acces.utilisateur, **form.cleaned_data),
    )
    if fait:
        messages.success(request, _("L’objectif est dans le plan : ajoutez ce qu’il faut faire."))
        return redirect("plan_accompagnement", acces.structure.pk, qui.pk)
    page = Page(_("Nouvel objectif"), _("Ajouter l’objectif"), fil_plan(acces, qui))
    return page_acte(request, form, page)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def objectif_clore(request: HttpRequest, acces: Acces, objectif_id: int) -> HttpResponse:
    """Say it is reached, or abandoned."""
    objectif = get_objectif(acces, objectif_id)
    form = ClotureForm(request.POST or None)
    if tenter(form, lambda: clore_objectif(objectif, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("L’objectif est clos."))
        return redirect("plan_accompagnement", acces.structure.pk, objectif.salarie_id)
    fil = fil_plan(acces, objectif.salarie)
    return page_acte(request, form, Page(_("Clore l’objectif"), _("Clore"), fil))


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def action_nouvelle(request: HttpRequest, acces: Acces, objectif_id: int) -> HttpResponse:
    """Add a thing to do."""
    objectif = get_objectif(acces, objectif_id)
    form = ActionForm(request.POST or None)
    if tenter(form, lambda: ajouter_action(objectif, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("L’action est ajoutée."))
        return redirect("plan_accompagnement", acces.structure.pk, objectif.salarie_id)
    fil = fil_plan(acces, objectif.salarie)
    return page_acte(request, form, Page(_("Nouvelle action"), _("Ajouter l’action"), fil))


@porte(Finalite.ACCOMPAGNER, methods=("POST",))
def action_cocher(request: HttpRequest, acces: Acces, action_id: int) -> HttpResponse:
    """Done today; or not, after all."""
    action = get_action(acces, action_id)
    fait = None if action.faite_le else aujourdhui()
    cocher_action(action, faite_le=fait, par=acces.utilisateur)
    messages.success(request, _("C’est noté."))
    return redirect("plan_accompagnement", acces.structure.pk, action.objectif.salarie_id)
