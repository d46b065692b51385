"""Addresses of the pay variables."""

from django.urls import path

from etrier.www.paie.views import paie

urlpatterns = [path("paie/<mois:mois>/", paie, name="paie")]
