"""Addresses of the bank."""

from django.urls import path

from etrier.www.banque import comptes, importer, mandats, rapprocher

urlpatterns = [
    path("banque/", rapprocher.rapprocher, name="rapprocher"),
    path("banque/sures/", rapprocher.rapprocher_sures, name="rapprocher_sures"),
    path("banque/mouvements/", rapprocher.mouvements, name="mouvements"),
    path(
        "banque/mouvements/<int:mouvement_id>/",
        rapprocher.mouvement_choisir,
        name="mouvement_choisir",
    ),
    path(
        "banque/mouvements/<int:mouvement_id>/accepter/",
        rapprocher.mouvement_accepter,
        name="mouvement_accepter",
    ),
    path(
        "banque/mouvements/<int:mouvement_id>/ecarter/",
        rapprocher.mouvement_ecarter,
        name="mouvement_ecarter",
    ),
    path(
        "banque/mouvements/<int:mouvement_id>/defaire/",
        rapprocher.mouvement_defaire,
        name="mouvement_defaire",
    ),
    path("banque/importer/", importer.releve_importer, name="releve_importer"),
    path("banque/importer/<str:jeton>/", importer.releve_apercu, name="releve_apercu"),
    path("banque/comptes/", comptes.comptes_bancaires, name="comptes_bancaires"),
    path(
        "banque/comptes/nouveau/", comptes.compte_bancaire_nouveau, name="compte_bancaire_nouveau"
    ),
    path("banque/comptes/<int:compte_id>/", comptes.compte_bancaire, name="compte_bancaire"),
    path("banque/mandats/", mandats.mandats, name="mandats"),
    path("banque/mandats/nouveau/", mandats.mandat_nouveau, name="mandat_nouveau"),
    path(
        "banque/mandats/<int:mandat_id>/revoquer/",
        mandats.mandat_revoquer,
        name="mandat_revoquer",
    ),
]
