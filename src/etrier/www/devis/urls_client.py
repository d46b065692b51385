"""Addresses a client opens from a signed link, under `devis/`."""

from django.urls import path

from etrier.www.devis import client

urlpatterns = [
    path("<str:lien>/", client.devis_client, name="devis_client"),
    path("<str:lien>/refuser/", client.devis_client_refuser, name="devis_client_refuser"),
    path("<str:lien>/recu/", client.devis_client_recu, name="devis_client_recu"),
    path("<str:lien>/pdf/", client.devis_client_pdf, name="devis_client_pdf"),
]
