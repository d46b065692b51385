"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.sap import actes, views

urlpatterns = [
    path("sap/", views.sap, name="sap"),
    path("sap/comptes/", views.sap_comptes, name="sap_comptes"),
    path("sap/activite/", views.sap_nova, name="sap_nova"),
    path("sap/cesu/", views.sap_cesu, name="sap_cesu"),
    path("sap/cesu/<int:cesu_id>/", actes.sap_cesu_part, name="sap_cesu_part"),
    path("sap/declaration/", actes.sap_reglages, name="sap_reglages"),
    path("sap/etablir/", actes.sap_etablir, name="sap_etablir"),
    path("sap/envoyer/", actes.sap_envoyer, name="sap_envoyer"),
    path("sap/clients/<int:client_id>/", views.sap_client, name="sap_client"),
    path(
        "sap/clients/<int:client_id>/etablir/", actes.sap_client_etablir, name="sap_client_etablir"
    ),
    path(
        "sap/attestations/<int:attestation_id>/pdf/",
        views.sap_attestation_pdf,
        name="sap_attestation_pdf",
    ),
    path(
        "sap/attestations/<int:attestation_id>/envoyer/",
        actes.sap_attestation_envoyer,
        name="sap_attestation_envoyer",
    ),
]
