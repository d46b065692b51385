"""The message that brings an attestation: its link, and the file itself."""

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from etrier.facturation.models import AttestationSap
from etrier.facturation.sap.actions import noter_envoi
from etrier.facturation.sap.impression import nom_fichier
from etrier.facturation.sap.liens import dernier_jour_du_lien, jeton
from etrier.structures.models import Utilisateur
from etrier.www.courrier import envoyer


def adresse_du_lien(request: HttpRequest, attestation: AttestationSap) -> str:
    """The whole address the client opens."""
    return request.build_absolute_uri(reverse("attestation_client", args=[jeton(attestation)]))


def poster(request: HttpRequest, attestation: AttestationSap, *, par: Utilisateur) -> bool:
    """Send an attestation to its client and write it; False when the mail did not leave."""
    courriel = attestation.client.courriel
    message = _message(request, attestation, courriel)
    if not courriel or not envoyer(message, f"attestation {attestation.pk}"):
        return False
    noter_envoi(attestation, courriel, par=par)
    return True


def _message(request: HttpRequest, attestation: AttestationSap, courriel: str) -> EmailMessage:
    with translation.override("fr"):
        vus = {
            "structure": attestation.structure,
            "annee": str(attestation.annee),
            "lien": adresse_du_lien(request, attestation),
            "expire_le": dernier_jour_du_lien(attestation.annee),
            "version": attestation.version,
        }
        corps = render_to_string("sap/courriel.txt", vus)
    objet = f"Votre attestation fiscale {attestation.annee}, {attestation.structure.denomination}"
    message = EmailMessage(" ".join(objet.split()), corps, to=[courriel])
    message.attach(nom_fichier(attestation), bytes(attestation.pdf), "application/pdf")
    return message
