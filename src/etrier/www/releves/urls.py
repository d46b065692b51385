"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.releves import actes, views

urlpatterns = [
    path("releves/<mois:mois>/", views.releves, name="releves"),
    path("releves/<mois:mois>/nouveau/", actes.releve_preparer, name="releve_preparer"),
    path("releves/<mois:mois>/tous/", actes.releves_preparer_tous, name="releves_preparer_tous"),
    path("releves/<mois:mois>/relancer/", actes.releves_relancer, name="releves_relancer"),
    path("releves/<int:releve_id>/", views.releve, name="releve"),
    path("releves/<int:releve_id>/pdf/", views.releve_pdf, name="releve_pdf"),
    path("releves/<int:releve_id>/envoyer/", actes.releve_envoyer, name="releve_envoyer"),
    path("releves/<int:releve_id>/papier/", actes.releve_papier, name="releve_papier"),
    path("releves/<int:releve_id>/annuler/", actes.releve_annuler, name="releve_annuler"),
    path("releves/<int:releve_id>/refaire/", actes.releve_refaire, name="releve_refaire"),
    path("releves/<int:releve_id>/valider/", actes.releve_valider, name="releve_valider"),
]
