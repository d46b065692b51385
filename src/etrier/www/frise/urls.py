"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.frise import views

urlpatterns = [
    path("salaries/<int:salarie_id>/frise/", views.frise, name="frise"),
    path("salaries/<int:salarie_id>/frise/pdf/", views.frise_pdf, name="frise_pdf"),
]
