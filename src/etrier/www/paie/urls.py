"""Addresses of pay: the month, the bureau, expense claims, settings."""

from django.urls import path

from etrier.www.paie import frais, navette, reglages, saisies
from etrier.www.paie.views import paie

urlpatterns = [
    path("paie/<mois:mois>/", paie, name="paie"),
    path("paie/<mois:mois>/verifier/", navette.paie_verifier, name="paie_verifier"),
    path("paie/<mois:mois>/saisies/", saisies.paie_saisies, name="paie_saisies"),
    path(
        "paie/<mois:mois>/saisies/nouvelle/",
        saisies.paie_saisie_nouvelle,
        name="paie_saisie_nouvelle",
    ),
    path("paie/<mois:mois>/envois/", navette.paie_envois, name="paie_envois"),
    path("paie/<mois:mois>/envoyer/", navette.paie_envoyer, name="paie_envoyer"),
    path("paie/<mois:mois>/retours/", navette.paie_retours, name="paie_retours"),
    path("paie/<mois:mois>/retours/lire/", navette.paie_retour_lire, name="paie_retour_lire"),
    path(
        "paie/saisies/<int:saisie_id>/", saisies.paie_saisie_modifier, name="paie_saisie_modifier"
    ),
    path(
        "paie/saisies/<int:saisie_id>/retirer/",
        saisies.paie_saisie_retirer,
        name="paie_saisie_retirer",
    ),
    path(
        "paie/saisies/<int:saisie_id>/corriger/",
        saisies.paie_saisie_corriger,
        name="paie_saisie_corriger",
    ),
    path("paie/envois/<int:envoi_id>/", navette.paie_envoi, name="paie_envoi"),
    path(
        "paie/envois/<int:envoi_id>/fichier/", navette.paie_envoi_fichier, name="paie_envoi_fichier"
    ),
    path("paie/retours/<int:retour_id>/", navette.paie_retour, name="paie_retour"),
    path("paie/ecarts/<int:ecart_id>/", navette.paie_ecart, name="paie_ecart"),
    path("paie/reglages/", reglages.paie_reglages, name="paie_reglages"),
    path("paie/reglages/format/", reglages.paie_regler, name="paie_regler"),
    path("paie/reglages/codes/<str:rubrique>/", reglages.paie_coder, name="paie_coder"),
    path("paie/reglages/kilometres/", reglages.bareme_nouveau, name="bareme_nouveau"),
    path(
        "paie/reglages/kilometres/<int:bareme_id>/retirer/",
        reglages.bareme_retirer,
        name="bareme_retirer",
    ),
    path("frais/", frais.notes_frais, name="notes_frais"),
    path("frais/nouvelle/", frais.note_frais_nouvelle, name="note_frais_nouvelle"),
    path("frais/<int:note_id>/", frais.note_frais_accepter, name="note_frais_accepter"),
    path("frais/<int:note_id>/refuser/", frais.note_frais_refuser, name="note_frais_refuser"),
]
