"""Addresses a client opens from a signed link, under `attestation/`."""

from django.urls import path

from etrier.www.sap import client

urlpatterns = [
    path("<str:lien>/", client.attestation_client, name="attestation_client"),
    path("<str:lien>/pdf/", client.attestation_client_pdf, name="attestation_client_pdf"),
]
