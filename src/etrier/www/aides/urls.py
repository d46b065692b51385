"""Addresses of the State's aid."""

from django.urls import path

from etrier.www.aides.views import aides, annexe, etat_mensuel, versement_nouveau

urlpatterns = [
    path("aides/", aides, name="aides"),
    path("aides/annexes/<int:annexe_id>/", annexe, name="annexe"),
    path("aides/annexes/<int:annexe_id>/versements/", versement_nouveau, name="versement_nouveau"),
    path("aides/etat/<mois:mois>/", etat_mensuel, name="etat_mensuel"),
]
