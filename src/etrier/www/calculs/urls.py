"""Addresses of the family."""

from django.urls import path

from etrier.www.calculs.views import calculs

urlpatterns = [path("", calculs, name="calculs")]
