"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.accompagnement import (
    bilan,
    competences,
    diagnostics,
    entretiens,
    formations,
    immersions,
    metiers,
    modeles,
    orientations,
    personne,
    plan,
    referents,
    suivis,
)

_ELLE = "salaries/<int:salarie_id>/"

urlpatterns = [
    path("suivis/", suivis.suivis, name="suivis"),
    path(f"{_ELLE}accompagnement/", personne.accompagnement, name="accompagnement"),
    path(f"{_ELLE}lectures/", personne.lectures, name="lectures"),
    path(f"{_ELLE}bilan/", bilan.bilan_accompagnement, name="bilan_accompagnement"),
    path(f"{_ELLE}diagnostics/", diagnostics.diagnostics, name="diagnostics"),
    path(f"{_ELLE}diagnostics/nouveau/", diagnostics.diagnostic_nouveau, name="diagnostic_nouveau"),
    path(f"{_ELLE}metiers/", metiers.metiers, name="metiers"),
    path("metiers/<int:metier_id>/retirer/", metiers.metier_retirer, name="metier_retirer"),
    path(f"{_ELLE}plan/", plan.plan, name="plan_accompagnement"),
    path(f"{_ELLE}objectifs/nouveau/", plan.objectif_nouveau, name="objectif_nouveau"),
    path("objectifs/<int:objectif_id>/clore/", plan.objectif_clore, name="objectif_clore"),
    path("objectifs/<int:objectif_id>/actions/", plan.action_nouvelle, name="action_nouvelle"),
    path("actions/<int:action_id>/cocher/", plan.action_cocher, name="action_cocher"),
    path(f"{_ELLE}entretiens/nouveau/", entretiens.entretien_nouveau, name="entretien_nouveau"),
    path("entretiens/<int:entretien_id>/", entretiens.entretien, name="entretien"),
    path(
        "entretiens/<int:entretien_id>/corriger/",
        entretiens.entretien_corriger,
        name="entretien_corriger",
    ),
    path("trames/", modeles.modeles, name="modeles_entretien"),
    path("trames/nouvelle/", modeles.modele_nouveau, name="modele_entretien_nouveau"),
    path("trames/<int:trame_id>/", modeles.modele_modifier, name="modele_entretien_modifier"),
    path("competences/", competences.competences, name="competences"),
    path("competences/liste/", competences.competences_liste, name="competences_liste"),
    path(
        "competences/<int:competence_id>/retirer/",
        competences.competence_retirer,
        name="competence_retirer",
    ),
    path(f"{_ELLE}competences/", competences.competences_salarie, name="competences_salarie"),
    path("formations/", formations.formations, name="formations"),
    path(f"{_ELLE}formations/nouvelle/", formations.formation_nouvelle, name="formation_nouvelle"),
    path(
        "formations/<int:formation_id>/", formations.formation_modifier, name="formation_modifier"
    ),
    path("immersions/", immersions.immersions, name="immersions"),
    path(f"{_ELLE}immersions/nouvelle/", immersions.immersion_nouvelle, name="immersion_nouvelle"),
    path(
        "immersions/<int:immersion_id>/renouveler/",
        immersions.immersion_renouveler,
        name="immersion_renouveler",
    ),
    path(
        "immersions/<int:immersion_id>/bilan/", immersions.immersion_bilan, name="immersion_bilan"
    ),
    path(
        f"{_ELLE}orientations/nouvelle/",
        orientations.orientation_nouvelle,
        name="orientation_nouvelle",
    ),
    path(
        "orientations/<int:orientation_id>/reponse/",
        orientations.orientation_repondre,
        name="orientation_repondre",
    ),
    path("referents/", referents.referents, name="referents"),
    path("referents/designer/", referents.referents_designer, name="referents_designer"),
    path(f"{_ELLE}referent/", referents.referent_designer, name="referent_designer"),
    path(f"{_ELLE}referent/terminer/", referents.referent_terminer, name="referent_terminer"),
]
