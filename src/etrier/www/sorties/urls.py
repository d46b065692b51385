"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.sorties import classes, suivis, views

urlpatterns = [
    path("sorties/", views.sorties, name="sorties"),
    path("sorties/<int:sortie_id>/", views.sortie, name="sortie"),
    path("sorties/<int:sortie_id>/corriger/", views.sortie_corriger, name="sortie_corriger"),
    path("sorties/<int:sortie_id>/annuler/", views.sortie_annuler, name="sortie_annuler"),
    path("salaries/<int:salarie_id>/sortie/", views.sortie_nouvelle, name="sortie_nouvelle"),
    path("sorties/nouvelles/<int:suivi_id>/", suivis.suivi_sortie, name="suivi_sortie"),
    path("sorties/classes/", classes.sorties_classes, name="sorties_classes"),
    path("sorties/classes/nouvelle/", classes.classe_motif_nouvelle, name="classe_motif_nouvelle"),
    path(
        "sorties/classes/<int:classe_id>/retirer/",
        classes.classe_motif_retirer,
        name="classe_motif_retirer",
    ),
]
