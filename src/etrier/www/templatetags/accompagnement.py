"""`{% load accompagnement %}`: what the sheet of a person shows of her accompaniment."""

from dataclasses import dataclass

from django import template

from etrier.parcours.accompagnement.referents import referent_de
from etrier.parcours.models import Referent, Salarie

register = template.Library()


@dataclass(frozen=True)
class SuiviDe:
    """Who accompanies somebody."""

    referent: Referent | None


@register.simple_tag
def suivi_de(salarie: Salarie) -> SuiviDe:
    """`{% suivi_de fiche.salarie as suivi %}`."""
    return SuiviDe(referent_de(salarie))
