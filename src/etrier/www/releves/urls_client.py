"""Addresses a client opens from a signed link, under `releve/`."""

from django.urls import path

from etrier.www.releves import client

urlpatterns = [
    path("<str:lien>/", client.releve_client, name="releve_client"),
    path("<str:lien>/contester/", client.releve_client_contester, name="releve_client_contester"),
    path("<str:lien>/recu/", client.releve_client_recu, name="releve_client_recu"),
    path("<str:lien>/pdf/", client.releve_client_pdf, name="releve_client_pdf"),
]
