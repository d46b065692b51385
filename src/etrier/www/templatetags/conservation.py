"""`{% load conservation %}`: what the person's sheet offers of the family."""

from typing import Any

from django import template
from django.template.context import Context

from etrier.parcours.models import Salarie
from etrier.parcours.secrets import est_referent
from etrier.structures.access import Finalite

register = template.Library()


@register.inclusion_tag("conservation/_salarie_corps.html", takes_context=True)
def copie_de_la_personne(context: Context, salarie: Salarie) -> dict[str, Any]:
    """The link to a person's whole copy, for her assigned adviser alone."""
    acces = context.get("acces")
    if (
        acces is None
        or not acces.peut(Finalite.ACCOMPAGNER)
        or not est_referent(acces, salarie.personne)
    ):
        return {}
    return {"salarie": salarie, "structure": acces.structure}
