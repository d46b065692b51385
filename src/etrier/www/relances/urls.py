"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.relances import actes, compte, views

urlpatterns = [
    path("relances/", views.relances, name="relances"),
    path("relances/envoyer/", actes.relances_envoyer, name="relances_envoyer"),
    path("relances/delais/", actes.relances_reglages, name="relances_reglages"),
    path("relances/lettres/<int:relance_id>/", views.relances_lettres, name="relances_lettres"),
    path("relances/factures/<int:impayee_id>/", views.impayee, name="impayee"),
    path("relances/factures/<int:impayee_id>/litige/", actes.facture_litige, name="facture_litige"),
    path(
        "relances/factures/<int:impayee_id>/litige/lever/",
        actes.facture_litige_lever,
        name="facture_litige_lever",
    ),
    path("clients/<int:client_id>/compte/", compte.compte_client, name="compte_client"),
    path("clients/<int:client_id>/compte/pdf/", compte.compte_client_pdf, name="compte_client_pdf"),
]
