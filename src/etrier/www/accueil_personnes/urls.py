"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.accueil_personnes import (
    candidatures,
    coordonnees,
    decisions,
    doublons,
    etapes,
    importer,
    partenaires,
)

_UNE = "candidatures/<int:candidature_id>/"

urlpatterns = [
    path("partenaires/", partenaires.partenaires, name="partenaires"),
    path("partenaires/nouveau/", partenaires.partenaire_nouveau, name="partenaire_nouveau"),
    path(
        "partenaires/<int:partenaire_id>/",
        partenaires.partenaire_modifier,
        name="partenaire_modifier",
    ),
    path("candidatures/", candidatures.candidatures, name="candidatures"),
    path("candidatures/nouvelle/", candidatures.candidature_nouvelle, name="candidature_nouvelle"),
    path("candidatures/importer/", importer.candidatures_importer, name="candidatures_importer"),
    path(
        "candidatures/importer/<str:jeton>/",
        importer.candidatures_apercu,
        name="candidatures_apercu",
    ),
    path(_UNE, candidatures.candidature, name="candidature"),
    path(f"{_UNE}mots/", candidatures.candidature_mots, name="candidature_mots"),
    path(f"{_UNE}rendez-vous/", decisions.candidature_rendez_vous, name="candidature_rendez_vous"),
    path(
        "rendez-vous/<int:rendez_vous_id>/",
        decisions.rendez_vous_raconter,
        name="rendez_vous_raconter",
    ),
    path(f"{_UNE}accepter/", decisions.candidature_accepter, name="candidature_accepter"),
    path(f"{_UNE}refuser/", decisions.candidature_refuser, name="candidature_refuser"),
    path(f"{_UNE}attendre/", decisions.candidature_attendre, name="candidature_attendre"),
    path(f"{_UNE}retirer/", decisions.candidature_retirer, name="candidature_retirer"),
    path(f"{_UNE}repondre/", decisions.candidature_repondre, name="candidature_repondre"),
    path(f"{_UNE}rouvrir/", decisions.candidature_rouvrir, name="candidature_rouvrir"),
    path("doublons/", doublons.doublons, name="doublons"),
    path(
        "doublons/<int:personne_id>/<int:autre_id>/",
        doublons.doublons_reunir,
        name="doublons_reunir",
    ),
    path("etapes/", etapes.etapes, name="etapes"),
    path("salaries/<int:salarie_id>/etape/", etapes.etape_nouvelle, name="etape_nouvelle"),
    path("etapes/<int:etape_id>/accorder/", etapes.etape_accorder, name="etape_accorder"),
    path("etapes/<int:etape_id>/arrivee/", etapes.etape_faire, name="etape_faire"),
    path("etapes/<int:etape_id>/annuler/", etapes.etape_annuler, name="etape_annuler"),
    path(
        "salaries/<int:salarie_id>/coordonnees/",
        coordonnees.salarie_coordonnees,
        name="salarie_coordonnees",
    ),
    path("salaries/<int:salarie_id>/nir/", coordonnees.salarie_nir, name="salarie_nir"),
    path(
        "salaries/<int:salarie_id>/nir/lire/", coordonnees.salarie_nir_lire, name="salarie_nir_lire"
    ),
]
