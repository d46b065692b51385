"""The directory of partners."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.accueil.access import get_partenaire, les_partenaires
from etrier.parcours.accueil.partenaires import (
    FichePartenaire,
    ajouter_partenaire,
    modifier_partenaire,
)
from etrier.structures.access import Acces, Finalite
from etrier.www.accueil_personnes.forms import PartenaireForm
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter


def _tableau(acces: Acces) -> Tableau:
    ecrire = acces.peut(Finalite.ECRIRE_ACCUEIL)
    adresse = "partenaire_modifier"
    return Tableau(
        _("Partenaires"),
        [
            Colonne(
                _("Nom"),
                "nom",
                lien=lambda p: reverse(adresse, args=[acces.structure.pk, p.pk]) if ecrire else "",
            ),
            Colonne(_("Genre"), "get_genre_display"),
            Colonne(
                _("Prescripteur"),
                lambda p: _("habilité") if p.est_habilite else _("non habilité"),
                etiquette=lambda p: "etiquette-ok" if p.est_habilite else "",
            ),
            Colonne(_("Interlocuteur"), "contact"),
            Colonne(_("Téléphone"), "telephone", "numero"),
            Colonne(_("Courriel"), "courriel"),
        ],
        les_partenaires(acces),
        vide=_("Le carnet est vide : ajoutez qui vous envoie des personnes, ou les aide."),
    )


@porte(Finalite.LIRE_ACCUEIL)
def partenaires(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Who sends people, who helps them."""
    tableau = _tableau(acces)
    page = {"tableau": tableau}
    return exporter(tableau, request) or render(request, "accueil_personnes/partenaires.html", page)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def partenaire_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Add a partner."""
    form = PartenaireForm(request.POST or None)
    if tenter(
        form, lambda: ajouter_partenaire(acces.structure, form.fiche(), par=acces.utilisateur)
    ):
        messages.success(request, _("Le partenaire est dans le carnet."))
        return redirect("partenaires", acces.structure.pk)
    page = Page(_("Nouveau partenaire"), _("Ajouter au carnet"), _fil(acces))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def partenaire_modifier(request: HttpRequest, acces: Acces, partenaire_id: int) -> HttpResponse:
    """Correct a partner."""
    connu = get_partenaire(acces, partenaire_id, ecrire=True)
    champs = asdict(FichePartenaire("", "")).keys()
    form = PartenaireForm(request.POST or None, initial={c: getattr(connu, c) for c in champs})
    if tenter(form, lambda: modifier_partenaire(connu, form.fiche(), par=acces.utilisateur)):
        messages.success(request, _("La fiche du partenaire est enregistrée."))
        return redirect("partenaires", acces.structure.pk)
    return page_acte(request, form, Page(connu.nom, _("Enregistrer"), _fil(acces)))


def _fil(acces: Acces) -> list[tuple[str, str]]:
    return [(_("Partenaires"), reverse("partenaires", args=[acces.structure.pk]))]
