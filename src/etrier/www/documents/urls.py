"""Addresses of the family, under `s/<structure>/`."""

from django.urls import path

from etrier.www.documents import actes, fichiers, listes, modeles, preparer

urlpatterns = [
    path("papiers/", listes.documents, name="documents"),
    path("papiers/modeles/", modeles.modeles_document, name="modeles_document"),
    path("papiers/modeles/texte/", modeles.modele_document, name="modele_document"),
    path("papiers/modeles/apercu/", modeles.modele_apercu, name="modele_apercu"),
    path("papiers/modeles/maison/", modeles.modele_maison, name="modele_maison"),
    path("papiers/<int:document_id>/", listes.document, name="document"),
    path("papiers/<int:document_id>/pdf/", fichiers.document_pdf, name="document_pdf"),
    path(
        "papiers/<int:document_id>/original/", fichiers.document_original, name="document_original"
    ),
    path("papiers/<int:document_id>/word/", fichiers.document_word, name="document_word"),
    path("papiers/<int:document_id>/signer/", actes.document_signer, name="document_signer"),
    path("papiers/<int:document_id>/reporter/", actes.document_reporter, name="document_reporter"),
    path("papiers/<int:document_id>/annuler/", actes.document_annuler, name="document_annuler"),
    path("salaries/<int:salarie_id>/papiers/", listes.documents_salarie, name="documents_salarie"),
    path("contrats/<int:contrat_id>/papier/", preparer.document_contrat, name="document_contrat"),
    path(
        "immersions/<int:immersion_id>/papier/",
        preparer.document_immersion,
        name="document_immersion",
    ),
    path("missions/<int:mission_id>/papier/", preparer.document_mission, name="document_mission"),
]
