"""`{% load asp %}`: what the sheet of a person shows of her employee records."""

from django import template
from django.db.models import QuerySet

from etrier.parcours.models import FicheSalarie, Salarie
from etrier.www.asp.mots import pastille

register = template.Library()
register.filter("pastille_asp", pastille)


@register.simple_tag
def fiches_asp_de(salarie: Salarie) -> QuerySet[FicheSalarie]:
    """`{% fiches_asp_de fiche.salarie as fiches %}`, the latest first."""
    return salarie.fiches.select_related("pass_iae").order_by("-pk")
