"""Addresses of the family, under a structure."""

from django.urls import path

from etrier.www.missions import chantiers, clients, marches, missions, prestations, tarifs

urlpatterns = [
    path("clients/", clients.clients, name="clients"),
    path("clients/nouveau/", clients.client_nouveau, name="client_nouveau"),
    path("clients/<int:client_id>/", clients.client, name="client"),
    path("clients/<int:client_id>/modifier/", clients.client_modifier, name="client_modifier"),
    path("chantiers/", chantiers.chantiers, name="chantiers"),
    path("chantiers/nouveau/", chantiers.chantier_nouveau, name="chantier_nouveau"),
    path("chantiers/<int:chantier_id>/", chantiers.chantier, name="chantier"),
    path(
        "chantiers/<int:chantier_id>/modifier/",
        chantiers.chantier_modifier,
        name="chantier_modifier",
    ),
    path("missions/", missions.missions, name="missions"),
    path("missions/nouvelle/", missions.mission_nouveau, name="mission_nouveau"),
    path("missions/<int:mission_id>/", missions.mission, name="mission"),
    path("missions/<int:mission_id>/modifier/", missions.mission_modifier, name="mission_modifier"),
    path("marches/", marches.marches, name="marches"),
    path("marches/nouveau/", marches.marche_nouveau, name="marche_nouveau"),
    path("marches/<int:marche_id>/", marches.marche_public, name="marche_public"),
    path("marches/<int:marche_id>/lot/", marches.clause_nouvelle, name="clause_nouvelle"),
    path("prestations/", prestations.prestations, name="prestations"),
    path("prestations/nouvelle/", prestations.prestation_nouvelle, name="prestation_nouvelle"),
    path(
        "prestations/<int:prestation_id>/modifier/",
        prestations.prestation_modifier,
        name="prestation_modifier",
    ),
    path(
        "prestations/<int:prestation_id>/archiver/",
        prestations.prestation_archiver,
        name="prestation_archiver",
    ),
    path("tarifs/", tarifs.tarifs, name="tarifs"),
    path("tarifs/nouveau/", tarifs.tarif_nouveau, name="tarif_nouveau"),
    path("tarifs/<int:tarif_id>/retirer/", tarifs.tarif_retirer, name="tarif_retirer"),
]
