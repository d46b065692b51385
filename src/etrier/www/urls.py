"""Every address of the house, one line per family of screens."""

from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.views.i18n import set_language

from etrier.www.convertisseurs import ConvertisseurJour, ConvertisseurMois
from etrier.www.porte import publique

register_converter(ConvertisseurMois, "mois")
register_converter(ConvertisseurJour, "jour")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("etrier.www.accueil.urls")),
    path("", include("etrier.www.connexion.urls")),
    path("", include("etrier.www.feuilles.appli")),
    path("calculs/", include("etrier.www.calculs.urls")),
    path("agenda/", include("etrier.www.radar.urls_agenda")),
    path("releve/", include("etrier.www.releves.urls_client")),
    path("devis/", include("etrier.www.devis.urls_client")),
    path("attestation/", include("etrier.www.sap.urls_client")),
    path("moi/", include("etrier.www.chez_moi.urls_moi")),
    path("s/<int:structure_id>/", include("etrier.www.heures.urls")),
    path("s/<int:structure_id>/", include("etrier.www.feuilles.urls")),
    path("s/<int:structure_id>/", include("etrier.www.releves.urls")),
    path("s/<int:structure_id>/", include("etrier.www.plans.urls")),
    path("s/<int:structure_id>/", include("etrier.www.cloture.urls")),
    path("s/<int:structure_id>/", include("etrier.www.aides.urls")),
    path("s/<int:structure_id>/", include("etrier.www.paie.urls")),
    path("s/<int:structure_id>/", include("etrier.www.facturation.urls")),
    path("s/<int:structure_id>/", include("etrier.www.factures.urls")),
    path("s/<int:structure_id>/", include("etrier.www.devis.urls")),
    path("s/<int:structure_id>/", include("etrier.www.factures_papier.urls")),
    path("s/<int:structure_id>/", include("etrier.www.factures_fichiers.urls")),
    path("s/<int:structure_id>/", include("etrier.www.fournisseurs.urls")),
    path("s/<int:structure_id>/", include("etrier.www.comptabilite.urls")),
    path("s/<int:structure_id>/", include("etrier.www.argent.urls")),
    path("s/<int:structure_id>/", include("etrier.www.sap.urls")),
    path("s/<int:structure_id>/", include("etrier.www.relances.urls")),
    path("s/<int:structure_id>/", include("etrier.www.clauses.urls")),
    path("s/<int:structure_id>/", include("etrier.www.pourquoi.urls")),
    path("s/<int:structure_id>/", include("etrier.www.salaries.urls")),
    path("s/<int:structure_id>/", include("etrier.www.accueil_personnes.urls")),
    path("s/<int:structure_id>/", include("etrier.www.eligibilite.urls")),
    path("s/<int:structure_id>/", include("etrier.www.accompagnement.urls")),
    path("s/<int:structure_id>/", include("etrier.www.chez_moi.urls")),
    path("s/<int:structure_id>/", include("etrier.www.conservation.urls")),
    path("s/<int:structure_id>/", include("etrier.www.radar.urls")),
    path("s/<int:structure_id>/", include("etrier.www.frise.urls")),
    path("s/<int:structure_id>/", include("etrier.www.sorties.urls")),
    path("s/<int:structure_id>/", include("etrier.www.pilotage.urls")),
    path("s/<int:structure_id>/", include("etrier.www.asp.urls")),
    path("s/<int:structure_id>/", include("etrier.www.fse.urls")),
    path("s/<int:structure_id>/", include("etrier.www.documents.urls")),
    path("s/<int:structure_id>/", include("etrier.www.missions.urls")),
    path("s/<int:structure_id>/", include("etrier.www.banque.urls")),
    path("s/<int:structure_id>/", include("etrier.www.reglements.urls")),
    path("s/<int:structure_id>/", include("etrier.www.ordres.urls")),
    path("s/<int:structure_id>/", include("etrier.www.reglages.urls")),
    path("langue/", publique(methods=("POST",))(set_language), name="set_language"),
]
