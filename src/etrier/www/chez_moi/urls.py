"""Addresses of the structure's side, under a structure."""

from django.urls import path

from etrier.www.chez_moi import remise

urlpatterns = [
    path("salaries/<int:salarie_id>/sa-page/", remise.chez_moi_acces, name="chez_moi_acces"),
    path("salaries/<int:salarie_id>/sa-page/carte/", remise.chez_moi_carte, name="chez_moi_carte"),
    path(
        "salaries/<int:salarie_id>/sa-page/retirer/",
        remise.chez_moi_retirer,
        name="chez_moi_retirer",
    ),
    path(
        "salaries/<int:salarie_id>/sa-page/demandes/<int:demande_id>/",
        remise.chez_moi_repondre,
        name="chez_moi_repondre",
    ),
]
