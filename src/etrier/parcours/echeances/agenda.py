"""The radar as a calendar (RFC 5545): whole days, no secret, initials instead of names.

A calendar leaves the house: it is copied by telephones, and often by a company abroad. Initials
and the matricule tell a colleague who is meant, and tell a stranger nothing.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from etrier.parcours.echeances.echeance import Echeance
from etrier.socle.horloge import maintenant
from etrier.socle.secrets import empreinte
from etrier.structures.models import Structure

PRODUIT = "-//Etrier//Radar des echeances//FR"
RAFRAICHIR = timedelta(hours=12)


def ecrire_agenda(structure: Structure, echeances: Iterable[Echeance]) -> bytes:
    """The calendar of a structure's deadlines, as a file."""
    agenda = Calendar()
    agenda.add("prodid", PRODUIT)
    agenda.add("version", "2.0")
    agenda.add("method", "PUBLISH")
    agenda.add("x-wr-calname", _("Échéances, %(structure)s") % {"structure": structure})
    agenda.add("refresh-interval", RAFRAICHIR, parameters={"VALUE": "DURATION"})
    for echeance in echeances:
        agenda.add_component(_evenement(structure, echeance))
    octets: bytes = agenda.to_ical()
    return octets


def _evenement(structure: Structure, echeance: Echeance) -> Event:
    evenement = Event()
    jour = echeance.a_voir_le
    evenement.add("uid", f"{_numero(structure, echeance)}@radar.etrier")
    evenement.add("dtstamp", maintenant())
    evenement.add("dtstart", jour)
    evenement.add("dtend", jour + timedelta(days=1))
    evenement.add("summary", resumer(echeance))
    evenement.add("description", echeance.a_faire)
    evenement.add("transp", "TRANSPARENT")
    evenement.add("class", "PRIVATE")
    return evenement


def _numero(structure: Structure, echeance: Echeance) -> str:
    """The same as long as the deadline is about the same thing, even when its date moves."""
    return empreinte(f"agenda:{structure.pk}:{echeance.souche}")[:32]


def resumer(echeance: Echeance) -> str:
    """« fin de contrat, M. D. (ACI0012) »: the kind, and who for those who know."""
    quoi = str(echeance.genre.label)
    if echeance.sujet is None:
        return quoi
    matricule = f" ({echeance.sujet.matricule})" if echeance.sujet.matricule else ""
    return f"{quoi}, {echeance.sujet.initiales}{matricule}"
