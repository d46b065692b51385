"""Addresses of orders."""

from django.urls import path

from etrier.www.ordres import views

urlpatterns = [
    path("ordres/", views.ordres, name="ordres"),
    path("ordres/preparer/<mois:mois>/", views.ordre_preparer, name="ordre_preparer"),
    path("ordres/<int:ordre_id>/", views.ordre, name="ordre"),
    path("ordres/<int:ordre_id>/fichier/", views.ordre_fichier, name="ordre_fichier"),
    path("ordres/<int:ordre_id>/abandonner/", views.ordre_abandonner, name="ordre_abandonner"),
    path("ordres/lignes/<int:ligne_ordre_id>/rejeter/", views.ligne_rejeter, name="ligne_rejeter"),
]
