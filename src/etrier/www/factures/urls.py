"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.factures import acomptes, articles, avoirs, facture, liste, mois, reglages

urlpatterns = [
    path("facturer/<mois:mois>/", mois.facturer, name="facturer"),
    path("facturer/<mois:mois>/preparer/", mois.facturer_preparer, name="facturer_preparer"),
    path("facturer/<mois:mois>/emettre/", mois.facturer_emettre, name="facturer_emettre"),
    path("factures/", liste.factures, name="factures"),
    path("factures/acompte/", acomptes.acompte_nouveau, name="acompte_nouveau"),
    path("factures/reglages/", reglages.facturation_regler, name="facturation_regler"),
    path("factures/<int:facture_id>/", facture.facture, name="facture"),
    path("factures/<int:facture_id>/emettre/", facture.facture_emettre, name="facture_emettre"),
    path(
        "factures/<int:facture_id>/supprimer/", facture.facture_supprimer, name="facture_supprimer"
    ),
    path("factures/<int:facture_id>/avoir/", avoirs.avoir_nouveau, name="avoir_nouveau"),
    path("articles/", articles.articles, name="articles"),
    path("articles/nouveau/", articles.article_nouveau, name="article_nouveau"),
    path("articles/<int:article_id>/retirer/", articles.article_retirer, name="article_retirer"),
    path(
        "clients/<int:client_id>/facturation/",
        reglages.client_facturation,
        name="client_facturation",
    ),
]
