"""Addresses of the lines to invoice."""

from django.urls import path

from etrier.www.facturation.views import facturation

urlpatterns = [path("facturation/<mois:mois>/", facturation, name="facturation")]
