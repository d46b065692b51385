"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.fse import actes, fichiers, views

urlpatterns = [
    path("fse/", views.fse, name="fse"),
    path("fse/entree/", actes.fse_entrer, name="fse_entrer"),
    path("fse/exporter/", fichiers.fse_exporter, name="fse_exporter"),
    path("fse/importer/", fichiers.fse_importer, name="fse_importer"),
    path("fse/<int:participant_id>/reponses/", actes.fse_repondre, name="fse_repondre"),
    path("fse/<int:participant_id>/sortie/", actes.fse_sortir, name="fse_sortir"),
    path("fse/<int:participant_id>/retirer/", actes.fse_retirer, name="fse_retirer"),
]
