"""Gates of the accompaniment. What is sealed has its own gate: `parcours.secrets`."""

from django.db.models import QuerySet
from django.http import Http404

from etrier.parcours.models import Salarie
from etrier.structures.access import Acces, Finalite


def les_accompagnes(acces: Acces, finalite: Finalite) -> QuerySet[Salarie]:
    """People of the structure, for a purpose of the accompaniment; Http404 without it."""
    acces.exiger(finalite)
    return Salarie.objects.filter(structure=acces.structure).select_related("personne", "structure")


def get_accompagne(acces: Acces, salarie_id: int, finalite: Finalite) -> Salarie:
    """One person of the structure, for a purpose of the accompaniment; Http404 otherwise."""
    salarie = les_accompagnes(acces, finalite).filter(pk=salarie_id).first()
    if salarie is None:
        raise Http404
    return salarie
