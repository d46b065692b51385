"""`{% load sorties %}`: what the sheet of a person shows of her exit."""

from dataclasses import dataclass

from django import template
from django.template.context import Context

from etrier.parcours.models import Salarie, Sortie, SuiviSortie
from etrier.parcours.sorties.access import les_sorties, sorties_a_dire
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite

register = template.Library()


@dataclass(frozen=True)
class BlocSortie:
    """The last exit and the next news to take; without an exit, one is to be said."""

    sortie: Sortie | None
    suivi: SuiviSortie | None
    peut_ecrire: bool


@register.simple_tag(takes_context=True)
def bloc_sortie(context: Context, salarie: Salarie) -> BlocSortie | None:
    """None when there is nothing to say, or nobody to say it to."""
    acces: Acces | None = context.get("acces")
    if acces is None or not acces.peut(Finalite.LIRE_PILOTAGE):
        return None
    ecrit = acces.peut(Finalite.ACCOMPAGNER)
    if sorties_a_dire(acces, aujourdhui()).filter(pk=salarie.pk).exists():
        return BlocSortie(None, None, ecrit)
    sortie = les_sorties(acces).filter(salarie=salarie, annulee_le__isnull=True).first()
    if sortie is None:
        return None
    return BlocSortie(sortie, sortie.suivis.filter(fait_le__isnull=True).first(), ecrit)
