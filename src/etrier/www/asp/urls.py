"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.asp import actes, lots, remplir, views

urlpatterns = [
    path("fiches-asp/", views.fiches_asp, name="fiches_asp"),
    path("fiches-asp/preparer/", actes.fiches_asp_preparer, name="fiches_asp_preparer"),
    path("fiches-asp/rejouer/", actes.fiches_asp_rejouer, name="fiches_asp_rejouer"),
    path("fiches-asp/ecrire/", lots.fiches_asp_ecrire, name="fiches_asp_ecrire"),
    path("fiches-asp/reponse/", lots.fiches_asp_reponse, name="fiches_asp_reponse"),
    path("fiches-asp/<int:fiche_id>/", views.fiche_asp, name="fiche_asp"),
    path(
        "fiches-asp/<int:fiche_id>/situation/",
        remplir.fiche_asp_situation,
        name="fiche_asp_situation",
    ),
    path("fiches-asp/<int:fiche_id>/adresse/", remplir.fiche_asp_adresse, name="fiche_asp_adresse"),
    path(
        "fiches-asp/<int:fiche_id>/identifiant/",
        actes.fiche_asp_identifiant,
        name="fiche_asp_identifiant",
    ),
    path(
        "fiches-asp/<int:fiche_id>/renvoyer/", actes.fiche_asp_renvoyer, name="fiche_asp_renvoyer"
    ),
    path("fiches-asp/<int:fiche_id>/ecarter/", actes.fiche_asp_ecarter, name="fiche_asp_ecarter"),
    path("fiches-asp/fichiers/<int:lot_id>/", lots.lot_asp, name="lot_asp"),
    path(
        "fiches-asp/fichiers/<int:lot_id>/telecharger/",
        lots.lot_asp_telecharger,
        name="lot_asp_telecharger",
    ),
    path("fiches-asp/fichiers/<int:lot_id>/annuler/", lots.lot_asp_annuler, name="lot_asp_annuler"),
]
