"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.cloture.views import cloture, cloture_resultats

urlpatterns = [
    path("cloture/<mois:mois>/", cloture, name="cloture"),
    path("cloture/<mois:mois>/resultats/", cloture_resultats, name="cloture_resultats"),
]
