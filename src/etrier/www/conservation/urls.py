"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.conservation import views

urlpatterns = [
    path("conservation/", views.conservation, name="conservation"),
    path(
        "conservation/<int:personne_id>/",
        views.conservation_personne,
        name="conservation_personne",
    ),
    path(
        "conservation/<int:personne_id>/archiver/",
        views.conservation_archiver,
        name="conservation_archiver",
    ),
    path(
        "conservation/<int:personne_id>/desarchiver/",
        views.conservation_desarchiver,
        name="conservation_desarchiver",
    ),
    path(
        "conservation/<int:personne_id>/effacer/",
        views.conservation_effacer,
        name="conservation_effacer",
    ),
    path(
        "conservation/<int:personne_id>/retenir/",
        views.conservation_retenir,
        name="conservation_retenir",
    ),
    path(
        "conservation/retenues/<int:retenue_id>/lever/",
        views.conservation_lever,
        name="conservation_lever",
    ),
    path("salaries/<int:salarie_id>/copie/", views.conservation_copie, name="conservation_copie"),
]
