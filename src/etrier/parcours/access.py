"""Gates of the room."""

from django.db.models import QuerySet
from django.http import Http404

from etrier.parcours.models import Contrat, Salarie
from etrier.structures.access import Acces, Finalite


def les_salaries(acces: Acces) -> QuerySet[Salarie]:
    """People of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_SALARIES)
    return Salarie.objects.filter(structure=acces.structure).select_related("personne")


def get_salarie(acces: Acces, salarie_id: int, *, ecrire: bool = False) -> Salarie:
    """One person of the structure; Http404 otherwise."""
    acces.exiger(Finalite.ECRIRE_SALARIES if ecrire else Finalite.LIRE_SALARIES)
    salarie = les_salaries(acces).filter(pk=salarie_id).first()
    if salarie is None:
        raise Http404
    return salarie


def les_contrats(acces: Acces) -> QuerySet[Contrat]:
    """Contracts of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_SALARIES)
    return Contrat.objects.filter(structure=acces.structure).select_related(
        "salarie__personne", "convention"
    )


def get_contrat(acces: Acces, contrat_id: int, *, ecrire: bool = False) -> Contrat:
    """One contract of the structure; Http404 otherwise."""
    acces.exiger(Finalite.ECRIRE_SALARIES if ecrire else Finalite.LIRE_SALARIES)
    contrat = les_contrats(acces).filter(pk=contrat_id).first()
    if contrat is None:
        raise Http404
    return contrat
