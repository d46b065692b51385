"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.pilotage import bilans, groupe, sorties

_BILAN = "pilotage/conventions/<int:convention_id>/bilan/<int:annee>/"

urlpatterns = [
    path("pilotage/sorties/", sorties.pilotage_sorties, name="pilotage_sorties"),
    path(
        "pilotage/conventions/<int:convention_id>/objectif/<int:annee>/",
        sorties.objectif_sorties,
        name="objectif_sorties",
    ),
    path("pilotage/groupe/", groupe.pilotage_groupe, name="pilotage_groupe"),
    path("pilotage/bilans/", bilans.bilans, name="bilans"),
    path(_BILAN, bilans.bilan, name="bilan"),
    path(f"{_BILAN}ecrire/", bilans.bilan_ecrire, name="bilan_ecrire"),
    path(f"{_BILAN}pdf/", bilans.bilan_pdf, name="bilan_pdf"),
    path(f"{_BILAN}docx/", bilans.bilan_docx, name="bilan_docx"),
]
