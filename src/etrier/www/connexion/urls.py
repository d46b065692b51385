"""Addresses of the family."""

from django.urls import path

from etrier.www.connexion.views import connexion, deconnexion, mot_de_passe

urlpatterns = [
    path("connexion/", connexion, name="connexion"),
    path("deconnexion/", deconnexion, name="deconnexion"),
    path("mot-de-passe/", mot_de_passe, name="mot_de_passe"),
]
