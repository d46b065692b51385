"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.fournisseurs import actes, views

urlpatterns = [
    path("fournisseurs/", views.fournisseurs, name="fournisseurs"),
    path("fournisseurs/lire/", views.fournisseur_lire, name="fournisseur_lire"),
    path("fournisseurs/lire/<str:jeton>/", views.fournisseur_apercu, name="fournisseur_apercu"),
    path("fournisseurs/saisir/", actes.fournisseur_saisir, name="fournisseur_saisir"),
    path("fournisseurs/<int:recue_id>/", views.fournisseur, name="fournisseur"),
    path(
        "fournisseurs/<int:recue_id>/fichier/",
        views.fournisseur_fichier,
        name="fournisseur_fichier",
    ),
    path(
        "fournisseurs/<int:recue_id>/approuver/",
        actes.fournisseur_approuver,
        name="fournisseur_approuver",
    ),
    path(
        "fournisseurs/<int:recue_id>/refuser/",
        actes.fournisseur_refuser,
        name="fournisseur_refuser",
    ),
    path(
        "fournisseurs/<int:recue_id>/affecter/",
        actes.fournisseur_affecter,
        name="fournisseur_affecter",
    ),
    path("fournisseurs/<int:recue_id>/payer/", actes.fournisseur_payer, name="fournisseur_payer"),
]
