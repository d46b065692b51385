"""The list of people and the sheet of one."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from etrier.parcours.access import get_salarie, les_salaries
from etrier.parcours.actions import corriger_identite, embaucher
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie, fil_salaries, lire_fiche
from etrier.www.salaries.forms import IdentiteForm, SalarieForm
from etrier.www.salaries.liste import FILTRES, filtrer
from etrier.www.salaries.tableaux import tableau_heures, tableau_salaries
from etrier.www.tableau import exporter

UN_AN = timedelta(days=366)


@porte(Finalite.LIRE_SALARIES)
def salaries(request: HttpRequest, acces: Acces) -> HttpResponse:
    """People of the structure; those under contract first asked for."""
    filtre = FILTRES.get(request.GET.get("qui", ""), FILTRES["contrat"])
    suivis = filtrer(les_salaries(acces), filtre, aujourdhui())
    tableau = tableau_salaries(acces, suivis, filtre.vide)
    choix = [(f.cle, f.libelle) for f in FILTRES.values()]
    page = {"tableau": tableau, "choisi": filtre.cle, "choix": choix}
    return exporter(tableau, request) or render(request, "salaries/salaries.html", page)


@porte(Finalite.LIRE_SALARIES)
def salarie(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Identity, PASS, contracts and hours of one person."""
    le = aujourdhui()
    fiche = lire_fiche(get_salarie(acces, salarie_id), le)
    heures = None
    if acces.peut(Finalite.LIRE_HEURES):
        heures = tableau_heures(acces, fiche.salarie, le - UN_AN)
        if fichier := exporter(heures, request):
            return fichier
    return render(request, "salaries/salarie.html", {"fiche": fiche, "heures": heures})


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def salarie_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """A new employee, or somebody the group knows."""
    form = SalarieForm(acces, request.POST or None)
    nouveau = tenter(
        form,
        lambda: embaucher(
            acces.structure,
            matricule=form.cleaned_data["matricule"],
            identite=form.identite(),
            personne=form.personne,
            par=acces.utilisateur,
        ),
    )
    if nouveau:
        messages.success(request, _("La fiche est ouverte : ajoutez le PASS IAE et le contrat."))
        return redirect("salarie", acces.structure.pk, nouveau.pk)
    page = Page(_("Nouveau salarié"), _("Ouvrir la fiche"), fil_salaries(acces))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def salarie_modifier(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Correct an identity typed wrong."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    connue = {nom: getattr(qui.personne, nom) for nom in ("civilite", "nom", "prenom", "naissance")}
    form = IdentiteForm(request.POST or None, initial={**connue, "matricule": qui.matricule})
    if tenter(
        form,
        lambda: corriger_identite(
            qui, form.identite(), matricule=form.cleaned_data["matricule"], par=acces.utilisateur
        ),
    ):
        messages.success(request, _("L'identité est corrigée."))
        return redirect("salarie", acces.structure.pk, qui.pk)
    page = Page(_("Corriger l'identité"), _("Enregistrer"), fil_salarie(acces, qui))
    return page_acte(request, form, page)
