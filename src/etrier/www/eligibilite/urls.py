"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.eligibilite import views

_QUI = "personnes/<int:personne_id>/eligibilite/"

urlpatterns = [
    path(_QUI, views.eligibilite, name="eligibilite"),
    path(f"{_QUI}nouveau/", views.eligibilite_nouvelle, name="eligibilite_nouvelle"),
    path(f"{_QUI}verdict/", views.eligibilite_verdict, name="eligibilite_verdict"),
    path(
        "eligibilite/<int:eligibilite_id>/criteres/",
        views.eligibilite_criteres,
        name="eligibilite_criteres",
    ),
]
