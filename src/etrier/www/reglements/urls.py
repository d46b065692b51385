"""Addresses of payments."""

from django.urls import path

from etrier.www.reglements import views

urlpatterns = [
    path("reglements/", views.reglements, name="reglements"),
    path("reglements/nouveau/", views.reglement_nouveau, name="reglement_nouveau"),
    path(
        "reglements/<int:reglement_id>/imputer/", views.reglement_imputer, name="reglement_imputer"
    ),
    path(
        "reglements/<int:reglement_id>/annuler/", views.reglement_annuler, name="reglement_annuler"
    ),
]
