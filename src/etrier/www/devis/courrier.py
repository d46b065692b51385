"""The message a client receives with a quote: what for, until when, and the link."""

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from etrier.facturation.devis.actions import remettre_autrement
from etrier.facturation.devis.liens import jeton
from etrier.facturation.models import Devis
from etrier.www.courrier import envoyer


def adresse_du_lien(request: HttpRequest, devis: Devis) -> str:
    """The whole address the client opens."""
    return request.build_absolute_uri(reverse("devis_client", args=[jeton(devis)]))


def poster(request: HttpRequest, devis: Devis) -> bool:
    """Send the message of a quote; False when it did not leave.

    Called once the sending is written: the link must open when the message arrives. A message
    that does not leave makes it a link to hand over.
    """
    if not devis.courriel:
        return True
    parti = envoyer(_message(request, devis), f"quote {devis.pk}")
    if not parti:
        remettre_autrement(devis)
    return parti


def _message(request: HttpRequest, devis: Devis) -> EmailMessage:
    with translation.override("fr"):
        vus = {"devis": devis, "lien": adresse_du_lien(request, devis)}
        corps = render_to_string("devis/courriel.txt", vus)
    objet = f"Devis {devis.numero} : {devis.objet}, {devis.structure.denomination}"
    return EmailMessage(" ".join(objet.split()), corps, to=[devis.courriel])
