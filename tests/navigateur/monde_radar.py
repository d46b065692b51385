"""A deadline and a personal date of the demonstration, whatever the day they are looked at."""

from datetime import timedelta
from typing import Any

from etrier.parcours.echeances.genres import JOURS_SIGNATURE, Genre
from etrier.parcours.enums_accompagnement import EtatDocument
from etrier.parcours.models import DocumentProduit, EcheancePersonne
from etrier.structures.models import Structure


def objets_radar(une: Structure) -> dict[str, Any]:
    """A paper that waits for a signature, and a date anybody of the team may change."""
    papier = DocumentProduit.objects.filter(structure=une, etat=EtatDocument.EMIS).first()
    notee = EcheancePersonne.objects.filter(salarie__structure=une, reservee=False).first()
    trouves: dict[str, Any] = {"echeance_id": notee.pk if notee else None}
    if papier is not None:
        le = papier.le + timedelta(days=JOURS_SIGNATURE)
        trouves["cle"] = f"{Genre.DOCUMENT.value}-{papier.pk}-{le:%Y%m%d}"
    return trouves
