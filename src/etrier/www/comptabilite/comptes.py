"""The numbers of accounts of the structure."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from etrier.comptabilite.ecritures.plan import numeroter, plan_de
from etrier.comptabilite.enums import RoleCompte
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.adresses import adresse_ouverte
from etrier.www.comptabilite.forms import CompteForm
from etrier.www.comptabilite.vues import fil_comptabilite
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter


@porte(Finalite.LIRE_ARGENT)
def comptes(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every account by what it is for."""
    tableau = _tableau(acces)
    if fichier := exporter(tableau, request):
        return fichier
    vus = {"comptes": tableau, "fil": fil_comptabilite(acces)}
    return render(request, "comptabilite/comptes.html", vus)


def _tableau(acces: Acces) -> Tableau:
    return Tableau(
        gettext("Comptes utilisés"),
        [
            Colonne(
                gettext("Sert à"),
                "role.label",
                lien=lambda c: adresse_ouverte(
                    acces, "compte_comptable_modifier", role_compte=c.role.value
                ),
            ),
            Colonne(gettext("Numéro"), "numero", "numero"),
            Colonne(gettext("Libellé"), "libelle", langue="fr"),
            Colonne(gettext("Numéro par défaut"), "est_par_defaut", "oui_non"),
        ],
        list(plan_de(acces.structure).comptes.values()),
        legende=gettext(
            "Par défaut, les numéros du plan comptable général. La TVA collectée ajoute au sien "
            "le taux : 44571 donne 44571200 pour 20 %."
        ),
        nom="comptes",
        recherche=False,
    )


@porte(Finalite.COMPTABILISER, methods=("GET", "POST"))
def compte_modifier(request: HttpRequest, acces: Acces, role_compte: str) -> HttpResponse:
    """Give an account the structure's own number."""
    if role_compte not in RoleCompte.values:
        raise Http404
    role = RoleCompte(role_compte)
    compte = plan_de(acces.structure).comptes[role]
    initial = {"numero": compte.numero, "libelle": compte.libelle}
    form = CompteForm(request.POST or None, initial=initial)
    faite = tenter(
        form,
        lambda: numeroter(acces.structure, role, **form.cleaned_data, par=acces.utilisateur),
    )
    if faite is not None:
        messages.success(request, gettext("Compte enregistré."))
        return redirect("comptes_comptables", acces.structure.pk)
    adresse = reverse("comptes_comptables", args=[acces.structure.pk])
    fil = [*fil_comptabilite(acces), (gettext("Comptes"), adresse)]
    titre = gettext("Compte : %(role)s") % {"role": role.label}
    page = Page(titre, gettext("Enregistrer"), fil, _chapeau(role))
    return page_acte(request, form, page)


def _chapeau(role: RoleCompte) -> str:
    if role is RoleCompte.TVA_DEDUCTIBLE:
        return gettext(
            "Laissez le numéro vide si la structure ne récupère pas la TVA : elle est alors "
            "comptée avec l'achat. Une récupération partielle (prorata) n'est pas calculée ici."
        )
    return gettext("Les écritures à venir porteront ce numéro ; celles passées ne changent pas.")
