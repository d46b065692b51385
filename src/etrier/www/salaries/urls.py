"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.salaries import actes_contrats, actes_pass, actes_prolongation, views

urlpatterns = [
    path("salaries/", views.salaries, name="salaries"),
    path("salaries/nouveau/", views.salarie_nouveau, name="salarie_nouveau"),
    path("salaries/<int:salarie_id>/", views.salarie, name="salarie"),
    path("salaries/<int:salarie_id>/modifier/", views.salarie_modifier, name="salarie_modifier"),
    path(
        "salaries/<int:salarie_id>/contrats/nouveau/",
        actes_contrats.contrat_nouveau,
        name="contrat_nouveau",
    ),
    path(
        "contrats/<int:contrat_id>/qualification/",
        actes_contrats.contrat_qualifier,
        name="contrat_qualifier",
    ),
    path(
        "contrats/<int:contrat_id>/avenant/", actes_contrats.avenant_nouveau, name="avenant_nouveau"
    ),
    path("salaries/<int:salarie_id>/pass/nouveau/", actes_pass.pass_nouveau, name="pass_nouveau"),
    path(
        "salaries/<int:salarie_id>/pass/<int:pass_id>/",
        actes_pass.pass_modifier,
        name="pass_modifier",
    ),
    path(
        "salaries/<int:salarie_id>/pass/<int:pass_id>/suspension/",
        actes_pass.suspension_nouvelle,
        name="suspension_nouvelle",
    ),
    path(
        "salaries/<int:salarie_id>/suspensions/<int:suspension_id>/",
        actes_pass.suspension_modifier,
        name="suspension_modifier",
    ),
    path(
        "salaries/<int:salarie_id>/suspensions/<int:suspension_id>/couper/",
        actes_pass.suspension_couper,
        name="suspension_couper",
    ),
    path(
        "salaries/<int:salarie_id>/pass/<int:pass_id>/prolongation/",
        actes_prolongation.prolongation_nouvelle,
        name="prolongation_nouvelle",
    ),
    path(
        "salaries/<int:salarie_id>/prolongations/<int:prolongation_id>/accord/",
        actes_prolongation.prolongation_accorder,
        name="prolongation_accorder",
    ),
    path(
        "salaries/<int:salarie_id>/prolongations/<int:prolongation_id>/refus/",
        actes_prolongation.prolongation_refuser,
        name="prolongation_refuser",
    ),
    path(
        "salaries/<int:salarie_id>/pass/<int:pass_id>/clore/",
        actes_prolongation.pass_clore,
        name="pass_clore",
    ),
    path(
        "salaries/<int:salarie_id>/pass/<int:pass_id>/motifs/",
        actes_prolongation.pass_motifs,
        name="pass_motifs",
    ),
]
