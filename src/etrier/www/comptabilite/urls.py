"""Addresses of the accounts."""

from django.urls import path

from etrier.www.comptabilite.comptes import compte_modifier, comptes
from etrier.www.comptabilite.couts import couts
from etrier.www.comptabilite.exercices import (
    exercice,
    exercice_clore,
    exercice_exporter,
    exercice_fichier,
    exercice_nouveau,
)
from etrier.www.comptabilite.vues import comptabilite, ecriture, passer_ecritures

EXERCICE = "comptabilite/exercices/<int:exercice_id>/"

urlpatterns = [
    path("comptabilite/", comptabilite, name="comptabilite"),
    path("comptabilite/passer/", passer_ecritures, name="comptabilite_passer"),
    path("comptabilite/ecritures/<int:ecriture_id>/", ecriture, name="ecriture"),
    path("comptabilite/exercices/nouveau/", exercice_nouveau, name="exercice_nouveau"),
    path(EXERCICE, exercice, name="exercice"),
    path(f"{EXERCICE}clore/", exercice_clore, name="exercice_clore"),
    path(f"{EXERCICE}exporter/", exercice_exporter, name="exercice_exporter"),
    path(f"{EXERCICE}fichier/", exercice_fichier, name="exercice_fichier"),
    path("comptabilite/comptes/", comptes, name="comptes_comptables"),
    path(
        "comptabilite/comptes/<str:role_compte>/",
        compte_modifier,
        name="compte_comptable_modifier",
    ),
    path("comptabilite/couts/", couts, name="couts"),
]
