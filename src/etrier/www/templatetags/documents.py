"""`{% load documents %}`: what the sheet of a person shows of her papers."""

from dataclasses import dataclass

from django import template

from etrier.parcours.documents.access import les_documents
from etrier.parcours.documents.attendus import attendus
from etrier.parcours.enums_accompagnement import EtatDocument
from etrier.parcours.models import Salarie
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.documents.listes import dire_attendu

register = template.Library()
MONTRES = 3


@dataclass(frozen=True)
class PapiersDe:
    """How many papers, how many to sign, and the first ones to make (label, address)."""

    total: int
    a_signer: int
    attendus: list[tuple[str, str]]
    reste: int


@register.simple_tag
def papiers_de(acces: Acces, salarie: Salarie) -> PapiersDe:
    """`{% papiers_de acces fiche.salarie as papiers %}`."""
    etats = list(les_documents(acces).filter(salarie=salarie).values_list("etat", flat=True))
    ecrire = acces.peut(Finalite.ECRIRE_DOCUMENTS)
    restent = attendus(salarie, aujourdhui()) if ecrire else []
    return PapiersDe(
        len(etats),
        etats.count(EtatDocument.EMIS),
        [dire_attendu(acces, a) for a in restent[:MONTRES]],
        max(len(restent) - MONTRES, 0),
    )
