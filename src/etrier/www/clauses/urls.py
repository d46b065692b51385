"""Addresses of the hours credited to social clauses."""

from django.urls import path

from etrier.www.clauses.views import clauses

urlpatterns = [path("clauses/<mois:mois>/", clauses, name="clauses")]
