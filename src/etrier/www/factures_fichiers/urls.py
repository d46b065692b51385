"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.factures_fichiers import views

urlpatterns = [
    path("factures/<int:facture_id>/cii/", views.facture_cii, name="facture_cii"),
    path("factures/<int:facture_id>/ubl/", views.facture_ubl, name="facture_ubl"),
]
