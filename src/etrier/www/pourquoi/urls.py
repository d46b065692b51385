"""Addresses that open a figure onto its reasons."""

from django.urls import path

from etrier.www.pourquoi import views

urlpatterns = [
    path("pourquoi/aide/<int:aide_id>/", views.pourquoi_aide, name="pourquoi_aide"),
    path("pourquoi/etat/<int:etat_id>/", views.pourquoi_etat, name="pourquoi_etat"),
    path("pourquoi/paie/<int:variable_id>/", views.pourquoi_paie, name="pourquoi_paie"),
    path("pourquoi/facture/<int:ligne_id>/", views.pourquoi_facture, name="pourquoi_facture"),
    path("pourquoi/clause/<int:heures_id>/", views.pourquoi_clause, name="pourquoi_clause"),
]
