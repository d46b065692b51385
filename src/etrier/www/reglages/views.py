"""Settings of a structure: its sheet, its conventions, its roles, the law it knows."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.socle.horloge import aujourdhui
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.access import Acces, Finalite, get_convention_a_dater, get_role
from etrier.structures.actions import (
    dater_convention,
    donner_role,
    ouvrir_compte,
    regler_structure,
    retirer_role,
)
from etrier.structures.models import RoleStructure
from etrier.www.acte import Page, exporter_parmi, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.reglages.forms import FinConventionForm, RoleForm, StructureForm
from etrier.www.reglages.tableaux import (
    tableau_annexes,
    tableau_conventions,
    tableau_droit,
    tableau_roles,
)
from etrier.www.tableau import exporter


@porte(Finalite.REGLER)
def reglages(request: HttpRequest, acces: Acces) -> HttpResponse:
    """What the structure is, agreed, and who does what there."""
    tableaux = [tableau_roles(acces), tableau_conventions(acces), tableau_annexes(acces)]
    return exporter_parmi(tableaux, request) or render(
        request, "reglages/reglages.html", {"tableaux": tableaux}
    )


@porte(Finalite.REGLER, methods=("GET", "POST"))
def structure_modifier(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Label and networks."""
    une = acces.structure
    noms = "\n".join(une.reseaux.values_list("nom", flat=True))
    connus = {"est_regie_de_quartier": une.est_regie_de_quartier, "reseaux": noms}
    form = StructureForm(request.POST or None, initial=connus)
    if tenter(form, lambda: regler_structure(une, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("Les réglages sont enregistrés."))
        return redirect("reglages", une.pk)
    return page_acte(request, form, Page(_("Label et réseaux"), _("Enregistrer"), _fil(acces)))


@porte(Finalite.REGLER, methods=("GET", "POST"))
def convention_dater(request: HttpRequest, acces: Acces, convention_id: int) -> HttpResponse:
    """The end of a convention, which the ASP's files do not tell."""
    convention = get_convention_a_dater(acces, convention_id)
    form = FinConventionForm(request.POST or None, initial={"fin": convention.fin})
    if tenter(
        form,
        lambda: dater_convention(convention, fin=form.cleaned_data["fin"], par=acces.utilisateur),
    ):
        messages.success(request, _("Les réglages sont enregistrés."))
        return redirect("reglages", acces.structure.pk)
    page = Page(_("Fin de la convention"), _("Enregistrer"), _fil(acces), str(convention))
    return page_acte(request, form, page)


@porte(Finalite.REGLER, methods=("GET", "POST"))
def role_donner(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Give a role, and open the account when there is none."""
    form = RoleForm(request.POST or None)
    donne = tenter(form, lambda: _donner(acces, form))
    if donne:
        messages.success(
            request,
            _("%(nom)s a le rôle « %(role)s ».")
            % {"nom": donne.utilisateur.nom, "role": donne.get_role_display()},
        )
        return redirect("reglages", acces.structure.pk)
    return page_acte(request, form, Page(_("Donner un rôle"), _("Donner le rôle"), _fil(acces)))


def _donner(acces: Acces, form: RoleForm) -> RoleStructure:
    lus = form.cleaned_data
    compte = form.compte or ouvrir_compte(
        lus["courriel"], lus["nom"], lus["mot_de_passe"], par=acces.utilisateur
    )
    return donner_role(compte, acces.structure, lus["role"], par=acces.utilisateur)


@porte(Finalite.REGLER, methods=("GET", "POST"))
def role_retirer(request: HttpRequest, acces: Acces, role_id: int) -> HttpResponse:
    """Take a role away, once confirmed."""
    role = get_role(acces, role_id)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def retirer() -> bool:
        retirer_role(role, par=acces.utilisateur)
        return True

    if tenter(form, retirer):
        messages.success(request, _("Le rôle est retiré."))
        # Whoever takes away her own role may no longer open the settings.
        sien = role.utilisateur == acces.utilisateur
        return redirect("accueil") if sien else redirect("reglages", acces.structure.pk)
    phrase = _("%(nom)s n'aura plus le rôle « %(role)s » dans cette structure.") % {
        "nom": role.utilisateur.nom,
        "role": role.get_role_display(),
    }
    page = Page(_("Retirer un rôle"), _("Retirer ce rôle"), _fil(acces), phrase, True)
    return page_acte(request, form, page)


@porte(Finalite.REGLER)
def parametres(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The law as this instance knows it."""
    quoi = "tout" if request.GET.get("dates") == "tout" else ""
    tableau = tableau_droit(parametres_en_vigueur(), aujourdhui(), tout=bool(quoi))
    page = {
        "tableau": tableau,
        "choisi": quoi,
        "choix": [("", _("Les valeurs d'aujourd'hui")), ("tout", _("Toutes les dates"))],
    }
    return exporter(tableau, request) or render(request, "reglages/droit.html", page)


def _fil(acces: Acces) -> list[tuple[str, str]]:
    return [(_("Structure et rôles"), reverse("reglages", args=[acces.structure.pk]))]
