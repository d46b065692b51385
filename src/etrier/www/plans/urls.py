"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.plans import absences, appliquer, codes, plans

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/nouveau/", plans.plan_nouveau, name="plan_nouveau"),
    path("plans/<int:plan_id>/modifier/", plans.plan_modifier, name="plan_modifier"),
    path("plans/<int:plan_id>/arreter/", plans.plan_arreter, name="plan_arreter"),
    path("plans/<mois:mois>/appliquer/", appliquer.plans_appliquer, name="plans_appliquer"),
    path("absences/<mois:mois>/", absences.absences, name="absences"),
    path("absences/nouvelle/", absences.absence_nouvelle, name="absence_nouvelle"),
    path("absences/<int:absence_id>/annuler/", absences.absence_annuler, name="absence_annuler"),
    path("codes/", codes.codes, name="codes"),
    path("codes/nouveau/", codes.code_nouveau, name="code_nouveau"),
    path("codes/<int:code_id>/retirer/", codes.code_retirer, name="code_retirer"),
]
