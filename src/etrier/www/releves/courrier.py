"""The message a client receives: whose hours, of what period, and the link. Nothing more."""

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from etrier.heures.enums import MoyenEnvoi
from etrier.heures.formats.releve import periode
from etrier.heures.models import EnvoiReleve
from etrier.heures.releves.actions import remettre_autrement
from etrier.heures.releves.liens import jeton
from etrier.www.courrier import envoyer


def adresse_du_lien(request: HttpRequest, envoi: EnvoiReleve) -> str:
    """The whole address the client opens."""
    return request.build_absolute_uri(reverse("releve_client", args=[jeton(envoi)]))


def poster(request: HttpRequest, envoi: EnvoiReleve) -> bool:
    """Send the message of a sending by e-mail; False when it did not leave.

    Called once the sending is written: the link must open when the message arrives. A message
    that does not leave makes it a link to hand over.
    """
    if envoi.moyen != MoyenEnvoi.COURRIEL:
        return True
    parti = envoyer(_message(request, envoi), f"relevé {envoi.releve_id}")
    if not parti:
        remettre_autrement(envoi)
    return parti


def _message(request: HttpRequest, envoi: EnvoiReleve) -> EmailMessage:
    releve = envoi.releve
    with translation.override("fr"):
        vus = {
            "structure": releve.structure,
            "periode": periode(releve.debut, releve.fin),
            "reference": releve.reference,
            "lien": adresse_du_lien(request, envoi),
            "expire_le": timezone.localdate(envoi.expire_le),
            "relance": envoi.rang > 0,
        }
        objet = f"Relevé d’heures {vus['periode']} à confirmer, {releve.structure.denomination}"
        if envoi.rang:
            objet = f"Rappel : {objet[0].lower()}{objet[1:]}"
        corps = render_to_string("releves/courriel.txt", vus)
    return EmailMessage(" ".join(objet.split()), corps, to=[envoi.destinataire])
