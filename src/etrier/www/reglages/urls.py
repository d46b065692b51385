"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.reglages import journal, views

urlpatterns = [
    path("reglages/", views.reglages, name="reglages"),
    path("reglages/structure/", views.structure_modifier, name="structure_modifier"),
    path(
        "reglages/conventions/<int:convention_id>/", views.convention_dater, name="convention_dater"
    ),
    path("reglages/roles/donner/", views.role_donner, name="role_donner"),
    path("reglages/roles/<int:role_id>/retirer/", views.role_retirer, name="role_retirer"),
    path("reglages/droit/", views.parametres, name="parametres"),
    path("journal/", journal.journal, name="journal"),
]
