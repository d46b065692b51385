"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.accompagnement import referents

urlpatterns = [
    path("referents/", referents.referents, name="referents"),
    path("referents/designer/", referents.referents_designer, name="referents_designer"),
    path(
        "salaries/<int:salarie_id>/referent/",
        referents.referent_designer,
        name="referent_designer",
    ),
    path(
        "salaries/<int:salarie_id>/referent/terminer/",
        referents.referent_terminer,
        name="referent_terminer",
    ),
]
