"""Who accompanies whom: the list, and the acts that change it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.accompagnement.access import get_accompagne, les_accompagnes
from etrier.parcours.accompagnement.referents import (
    accompagnes,
    designer_referent,
    designer_referents,
    terminer_referent,
)
from etrier.parcours.models import Salarie
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.forms_referents import DesignationForm, FinForm, PlusieursForm
from etrier.www.accompagnement.tableaux_referents import avec_referent, tableau_referents
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie
from etrier.www.tableau import exporter

SANS = "sans"


@porte(Finalite.DESIGNER_REFERENT)
def referents(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Who accompanies each person present."""
    jour = aujourdhui()
    presents = les_accompagnes(acces, Finalite.DESIGNER_REFERENT).filter(
        pk__in=Salarie.objects.sous_contrat(jour, jour).values("pk")
    )
    choisi = SANS if request.GET.get("qui") == SANS else "tous"
    if choisi == SANS:
        presents = presents.exclude(pk__in=accompagnes())
    tableau = tableau_referents(acces, avec_referent(presents))
    choix = [("tous", _("Toutes les personnes présentes")), (SANS, _("Sans référent"))]
    page = {"tableau": tableau, "choisi": choisi, "choix": choix}
    return exporter(tableau, request) or render(request, "accompagnement/referents.html", page)


@porte(Finalite.DESIGNER_REFERENT, methods=("GET", "POST"))
def referents_designer(request: HttpRequest, acces: Acces) -> HttpResponse:
    """One adviser for several people at once."""
    form = PlusieursForm(acces, request.POST or None)
    nombre = tenter(form, lambda: designer_referents(par=acces.utilisateur, **form.cleaned_data))
    if nombre:
        phrase = ngettext(
            "Référent désigné pour %(n)d personne.",
            "Référent désigné pour %(n)d personnes.",
            nombre,
        )
        messages.success(request, phrase % {"n": nombre})
        return redirect("referents", acces.structure.pk)
    fil = [(_("Référents"), reverse("referents", args=[acces.structure.pk]))]
    page = Page(_("Désigner un référent"), _("Désigner"), fil, _ce_que_cela_ouvre())
    return page_acte(request, form, page)


@porte(Finalite.DESIGNER_REFERENT, methods=("GET", "POST"))
def referent_designer(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Designate her adviser, or another one."""
    qui = get_accompagne(acces, salarie_id, Finalite.DESIGNER_REFERENT)
    form = DesignationForm(acces, request.POST or None)
    fait = tenter(form, lambda: designer_referent(qui, par=acces.utilisateur, **form.cleaned_data))
    if fait:
        messages.success(
            request,
            _("%(referent)s accompagne désormais %(qui)s.")
            % {"referent": fait.utilisateur, "qui": qui.personne},
        )
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(
        _("Désigner le référent"), _("Désigner"), fil_salarie(acces, qui), _ce_que_cela_ouvre()
    )
    return page_acte(request, form, page)


@porte(Finalite.DESIGNER_REFERENT, methods=("GET", "POST"))
def referent_terminer(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """End the accompaniment by her adviser."""
    qui = get_accompagne(acces, salarie_id, Finalite.DESIGNER_REFERENT)
    form = FinForm(request.POST or None)

    def terminer() -> bool:
        terminer_referent(qui, le=form.cleaned_data["le"], par=acces.utilisateur)
        return True

    if tenter(form, terminer):
        messages.success(request, _("Plus personne n’accompagne %(qui)s.") % {"qui": qui.personne})
        return redirect("salarie", acces.structure.pk, qui.pk)
    phrase = _("Ce qui est secret ne s’ouvrira plus à personne, jusqu’au prochain référent.")
    page = Page(_("Terminer l’accompagnement"), _("Terminer"), fil_salarie(acces, qui), phrase)
    return page_acte(request, form, page)


def _ce_que_cela_ouvre() -> str:
    return _(
        "Le référent seul lit le diagnostic social, le plan et les comptes rendus ; chaque lecture "
        "est notée. Le référent précédent n’y a plus accès."
    )
