"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.devis import actes, views

urlpatterns = [
    path("devis/", views.devis, name="devis"),
    path("devis/nouveau/", actes.devis_nouveau, name="devis_nouveau"),
    path("devis/<int:devis_id>/", views.devis_voir, name="devis_voir"),
    path("devis/<int:devis_id>/pdf/", views.devis_pdf, name="devis_pdf"),
    path("devis/<int:devis_id>/modifier/", actes.devis_modifier, name="devis_modifier"),
    path("devis/<int:devis_id>/dupliquer/", actes.devis_dupliquer, name="devis_dupliquer"),
    path("devis/<int:devis_id>/envoyer/", actes.devis_envoyer, name="devis_envoyer"),
    path("devis/<int:devis_id>/annuler/", actes.devis_annuler, name="devis_annuler"),
    path("devis/<int:devis_id>/acompte/", actes.devis_acompte, name="devis_acompte"),
]
