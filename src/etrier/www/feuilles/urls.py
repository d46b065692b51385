"""Addresses of the family, under `s/<structure>/`; those of the installed page are in `appli`."""

from django.urls import path

from etrier.www.feuilles.envoi import feuille_photo, feuille_photo_voir, feuille_synchroniser
from etrier.www.feuilles.liste import feuilles, feuilles_semaine
from etrier.www.feuilles.page import feuille

urlpatterns = [
    path("feuilles/", feuilles, name="feuilles"),
    path("feuilles/<jour:lundi>/", feuilles_semaine, name="feuilles_semaine"),
    path("feuilles/<int:chantier_id>/<jour:lundi>/", feuille, name="feuille"),
    path(
        "feuilles/<int:chantier_id>/synchroniser/",
        feuille_synchroniser,
        name="feuille_synchroniser",
    ),
    path("feuilles/<int:chantier_id>/<jour:lundi>/photo/", feuille_photo, name="feuille_photo"),
    path("feuilles/photos/<int:photo_id>/", feuille_photo_voir, name="feuille_photo_voir"),
]
