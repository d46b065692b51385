"""Addresses of the family."""

from django.urls import path

from etrier.www.calculs.views import calcul, calculs

urlpatterns = [
    path("", calculs, name="calculs"),
    path("<slug:nom>/", calcul, name="calcul"),
]
