"""Candidacies: the list, one of them, a new one, what was said of it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from etrier.parcours.accueil.access import (
    get_candidature,
    les_candidatures,
    les_suivies,
    nommer_partenaire,
    ouvre_les_mots,
)
from etrier.parcours.accueil.actions import OUVERTES, recevoir
from etrier.parcours.accueil.lecture import lire_les_mots
from etrier.parcours.accueil.suites import (
    JOURS_D_ATTENTE,
    a_faire,
    attend_depuis,
    reponses,
)
from etrier.parcours.enums import EtatCandidature
from etrier.parcours.models import Candidature
from etrier.parcours.secrets import est_referent
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.accueil_personnes.forms import CandidatureForm
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter

FILTRES = {
    "ouvertes": gettext_lazy("En cours"),
    "repondre": gettext_lazy("Réponse à donner"),
    EtatCandidature.ATTENTE.value: gettext_lazy("Liste d'attente"),
    EtatCandidature.ACCEPTEE.value: gettext_lazy("Acceptées"),
    EtatCandidature.REFUSEE.value: gettext_lazy("Refusées"),
    EtatCandidature.RETIREE.value: gettext_lazy("Retirées"),
    "toutes": gettext_lazy("Toutes"),
}


def _filtrer(toutes: QuerySet[Candidature], choisi: str) -> QuerySet[Candidature]:
    if choisi == "ouvertes":
        return toutes.filter(etat__in=OUVERTES).order_by("recue_le", "pk")
    if choisi == "repondre":
        return (
            toutes.filter(reponse_le=None)
            .exclude(decidee_le=None)
            .exclude(etat=EtatCandidature.RETIREE)
        )
    return toutes if choisi == "toutes" else toutes.filter(etat=choisi)


def _tableau(acces: Acces, lignes: QuerySet[Candidature]) -> Tableau:
    suivies, le = les_suivies(acces), aujourdhui()
    return Tableau(
        _("Candidatures"),
        [
            Colonne(
                _("Personne"),
                "personne",
                lien=lambda c: reverse("candidature", args=[acces.structure.pk, c.pk]),
            ),
            Colonne(_("À faire"), a_faire),
            Colonne(_("Attend (jours)"), lambda c: attend_depuis(c, le), "entier"),
            Colonne(_("État"), "get_etat_display"),
            Colonne(_("Reçue le"), "recue_le", "date"),
            Colonne(
                _("Venue par"),
                lambda c: (
                    nommer_partenaire(c.partenaire, au_referent=c.personne_id in suivies)
                    or c.get_origine_display()
                ),
            ),
            Colonne(_("Poste"), "poste"),
        ],
        lignes,
        vide=_("Aucune candidature ici : enregistrez la première, ou importez votre liste."),
        classe_ligne=lambda c: _classe(c, attend_depuis(c, le)),
    )


def _classe(candidature: Candidature, attente: int | None) -> str:
    tarde = attente is not None and attente > JOURS_D_ATTENTE
    return "ligne-attention" if tarde and candidature.etat != EtatCandidature.ATTENTE else ""


@porte(Finalite.LIRE_ACCUEIL)
def candidatures(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Who came, who waits, what next; those still open first asked for."""
    choisi = request.GET.get("quoi", "")
    choisi = choisi if choisi in FILTRES else "ouvertes"
    presentes = les_candidatures(acces).filter(personne__archivee_le__isnull=True)
    tableau = _tableau(acces, _filtrer(presentes, choisi))
    page = {"tableau": tableau, "choisi": choisi, "choix": list(FILTRES.items())}
    return exporter(tableau, request) or render(
        request, "accueil_personnes/candidatures.html", page
    )


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def candidature_nouvelle(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Somebody comes: she is looked for before she is written."""
    form = CandidatureForm(acces, request.POST or None)
    nouvelle = tenter(
        form,
        lambda: recevoir(acces.structure, form.qui(), form.arrivee(), par=acces.utilisateur),
    )
    if nouvelle:
        messages.success(request, _("La candidature est enregistrée."))
        return redirect("candidature", acces.structure.pk, nouvelle.pk)
    page = Page(_("Nouvelle candidature"), _("Enregistrer"), fil_candidatures(acces))
    return page_acte(request, form, page)


@porte(Finalite.LIRE_ACCUEIL)
def candidature(request: HttpRequest, acces: Acces, candidature_id: int) -> HttpResponse:
    """One candidacy: who sent her, what was said when, what is left to do."""
    une = get_candidature(acces, candidature_id)
    return render(request, "accueil_personnes/candidature.html", _vue(acces, une))


def _vue(acces: Acces, une: Candidature) -> dict[str, Any]:
    secrets = une.message is not None or any(r.avis is not None for r in une.rendez_vous.all())
    return {
        "candidature": une,
        "envoyeur": nommer_partenaire(
            une.partenaire, au_referent=est_referent(acces, une.personne)
        ),
        "ouverte": une.etat in OUVERTES,
        "attente": attend_depuis(une, aujourdhui()),
        "a_faire": a_faire(une),
        "reponses": reponses(une),
        "mots": secrets and ouvre_les_mots(acces, une),
    }


@porte(Finalite.ECRIRE_ACCUEIL)
@never_cache
def candidature_mots(request: HttpRequest, acces: Acces, candidature_id: int) -> HttpResponse:
    """The message and the opinions, for who may: the reading is noted."""
    une = get_candidature(acces, candidature_id, ecrire=True)
    if not ouvre_les_mots(acces, une):
        raise Http404
    page = {"candidature": une, "mots": lire_les_mots(acces, une)}
    return render(request, "accueil_personnes/mots.html", page)


def fil_candidatures(acces: Acces) -> list[tuple[str, str]]:
    """The way down to the list."""
    return [(_("Candidatures"), reverse("candidatures", args=[acces.structure.pk]))]


def fil_candidature(acces: Acces, une: Candidature) -> list[tuple[str, str]]:
    """The way down to one of them."""
    adresse = reverse("candidature", args=[acces.structure.pk, une.pk])
    return [*fil_candidatures(acces), (str(une.personne), adresse)]
