"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.factures_papier import depots, views

urlpatterns = [
    path("facturer/<mois:mois>/papiers/", views.factures_papiers, name="factures_papiers"),
    path("facturer/<mois:mois>/imprimer/", views.factures_imprimer, name="factures_imprimer"),
    path("facturer/<mois:mois>/envoyer/", views.factures_envoyer, name="factures_envoyer"),
    path("facturer/<mois:mois>/zip/", views.factures_zip, name="factures_zip"),
    path("facturer/<mois:mois>/liasse/", views.factures_liasse, name="factures_liasse"),
    path("facturer/<mois:mois>/deposer/", depots.factures_deposer, name="factures_deposer"),
    path("factures/depots/<int:depot_id>/", depots.depot_zip, name="depot_zip"),
    path("factures/<int:facture_id>/pdf/", views.facture_pdf, name="facture_pdf"),
    path("factures/<int:facture_id>/envoyer/", views.facture_envoyer, name="facture_envoyer"),
]
