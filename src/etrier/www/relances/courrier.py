"""Reminders by mail: one message a client and step, with the invoices."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage

from etrier.facturation.models import FichierFacture, ReglageClient
from etrier.facturation.relances.lettres import Lettre, texte_du_courriel
from etrier.missions.models import Client
from etrier.structures.models import Structure
from etrier.www.courrier import envoyer


def courriels_de(clients: Iterable[Client]) -> dict[int, str]:
    """Where each client is written to: the address of its invoices, else its own. Nothing where
    the instance sends no mail."""
    if not settings.ETRIER_COURRIEL:
        return {}
    tous = {client.pk: client.courriel for client in clients}
    reglages = ReglageClient.objects.filter(client__in=tous).exclude(courriel="")
    return {**tous, **dict(reglages.values_list("client_id", "courriel"))}


def poster(structure: Structure, lettre: Lettre) -> bool:
    """Send a reminder by mail; False when it did not leave."""
    courriel = lettre.relances[0].courriel
    return envoyer(_message(structure, lettre, courriel), f"reminder of client {lettre.client.pk}")


def _message(structure: Structure, lettre: Lettre, courriel: str) -> EmailMessage:
    objet, corps = texte_du_courriel(structure, lettre)
    message = EmailMessage(" ".join(objet.split()), corps, to=[courriel])
    factures = [relance.facture_id for relance in lettre.relances]
    for fichier in FichierFacture.objects.filter(facture__in=factures).select_related("facture"):
        message.attach(f"{fichier.facture.numero}.pdf", bytes(fichier.pdf), "application/pdf")
    return message
