"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.heures.cases import heures_cases, heures_etat
from etrier.www.heures.imports import (
    heures_apercu,
    heures_importer,
    heures_modele,
    heures_rejets,
)
from etrier.www.heures.lignes import heures_corriger, heures_ligne, heures_valider
from etrier.www.heures.views import heures, heures_ajouter, heures_formulaire, heures_mois

urlpatterns = [
    path("heures/", heures, name="heures"),
    path("heures/<mois:mois>/", heures_mois, name="heures_mois"),
    path("heures/<mois:mois>/etat/", heures_etat, name="heures_etat"),
    path("heures/<mois:mois>/cases/", heures_cases, name="heures_cases"),
    path("heures/<mois:mois>/formulaire/", heures_formulaire, name="heures_formulaire"),
    path("heures/<mois:mois>/ajouter/", heures_ajouter, name="heures_ajouter"),
    path("heures/<mois:mois>/valider/", heures_valider, name="heures_valider"),
    path("heures/<mois:mois>/importer/", heures_importer, name="heures_importer"),
    path("heures/<mois:mois>/importer/modele.xlsx", heures_modele, name="heures_modele"),
    path("heures/<mois:mois>/importer/<slug:jeton>/", heures_apercu, name="heures_apercu"),
    path("heures/<mois:mois>/importer/<slug:jeton>/rejets/", heures_rejets, name="heures_rejets"),
    path("heures/lignes/<int:ligne_id>/", heures_ligne, name="heures_ligne"),
    path("heures/lignes/<int:ligne_id>/corriger/", heures_corriger, name="heures_corriger"),
]
