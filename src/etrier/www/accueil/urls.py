"""Addresses of the family."""

from django.urls import path

from etrier.www.accueil.views import accueil, structure

urlpatterns = [
    path("", accueil, name="accueil"),
    path("s/<int:structure_id>/", structure, name="structure"),
]
