"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.heures.imports import heures_apercu, heures_importer, heures_modele
from etrier.www.heures.lignes import heures_corriger, heures_ligne, heures_valider
from etrier.www.heures.views import heures, heures_ajouter, heures_mois, heures_saisir

urlpatterns = [
    path("heures/", heures, name="heures"),
    path("heures/<mois:mois>/", heures_mois, name="heures_mois"),
    path("heures/<mois:mois>/saisir/", heures_saisir, name="heures_saisir"),
    path("heures/<mois:mois>/ajouter/", heures_ajouter, name="heures_ajouter"),
    path("heures/<mois:mois>/valider/", heures_valider, name="heures_valider"),
    path("heures/<mois:mois>/importer/", heures_importer, name="heures_importer"),
    path("heures/<mois:mois>/importer/modele.xlsx", heures_modele, name="heures_modele"),
    path("heures/<mois:mois>/importer/<slug:jeton>/", heures_apercu, name="heures_apercu"),
    path("heures/lignes/<int:ligne_id>/", heures_ligne, name="heures_ligne"),
    path("heures/lignes/<int:ligne_id>/corriger/", heures_corriger, name="heures_corriger"),
]
