"""Addresses of money at a glance."""

from django.urls import path

from etrier.www.argent.vues import argent, argent_lignes

urlpatterns = [
    path("argent/", argent, name="argent"),
    path("argent/lignes/", argent_lignes, name="argent_lignes"),
]
