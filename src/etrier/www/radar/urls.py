"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.radar import abonnements, actes, personnelles, views

urlpatterns = [
    path("radar/", views.radar, name="radar"),
    path("radar/recevoir/", abonnements.radar_recevoir, name="radar_recevoir"),
    path("radar/<slug:cle>/prendre/", actes.radar_prendre, name="radar_prendre"),
    path("radar/<slug:cle>/rendre/", actes.radar_rendre, name="radar_rendre"),
    path("radar/<slug:cle>/reporter/", actes.radar_reporter, name="radar_reporter"),
    path("radar/<slug:cle>/ecarter/", actes.radar_ecarter, name="radar_ecarter"),
    path(
        "salaries/<int:salarie_id>/dates/",
        personnelles.echeances_personne,
        name="echeances_personne",
    ),
    path(
        "salaries/<int:salarie_id>/dates/nouvelle/",
        personnelles.echeance_nouvelle,
        name="echeance_nouvelle",
    ),
    path("dates/<int:echeance_id>/", personnelles.echeance_changer, name="echeance_changer"),
    path("dates/<int:echeance_id>/faite/", personnelles.echeance_faire, name="echeance_faire"),
]
