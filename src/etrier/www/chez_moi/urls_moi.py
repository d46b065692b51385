"""Addresses of the person herself, under `moi/`."""

from django.urls import path

from etrier.www.chez_moi import page

urlpatterns = [
    path("", page.moi, name="moi"),
    path("l/<str:jeton>/", page.moi_lien, name="moi_lien"),
    path("planning/", page.moi_planning, name="moi_planning"),
    path("heures/", page.moi_heures, name="moi_heures"),
    path("papiers/", page.moi_papiers, name="moi_papiers"),
    path("papiers/<int:document_id>/", page.moi_papier, name="moi_papier"),
    path("aide/", page.moi_aide, name="moi_aide"),
    path("dates/", page.moi_dates, name="moi_dates"),
    path("droits/", page.moi_droits, name="moi_droits"),
    path("langue/", page.moi_langue, name="moi_langue"),
    path("fermer/", page.moi_fermer, name="moi_fermer"),
    path("chez-moi.webmanifest", page.moi_manifeste, name="moi_manifeste"),
]
