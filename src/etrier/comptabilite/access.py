"""Gates of the room."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.comptabilite.models import Ecriture, Exercice, LigneEcriture
from etrier.structures.access import Acces, Finalite


def les_exercices(acces: Acces) -> QuerySet[Exercice]:
    """Accounting years of the structure, the latest first; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return Exercice.objects.filter(structure=acces.structure)


def get_exercice(acces: Acces, exercice_id: int) -> Exercice:
    """One accounting year of the structure; Http404 otherwise."""
    return get_object_or_404(les_exercices(acces), pk=exercice_id)


def get_exercice_a_tenir(acces: Acces, exercice_id: int) -> Exercice:
    """One accounting year of the structure, to close it; Http404 otherwise."""
    acces.exiger(Finalite.COMPTABILISER)
    return get_exercice(acces, exercice_id)


def les_ecritures(acces: Acces) -> QuerySet[Ecriture]:
    """Entries of the structure, with their totals; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return (
        Ecriture.objects.filter(structure=acces.structure)
        .avec_totaux()
        .select_related("exercice", "par")
    )


def get_ecriture(acces: Acces, ecriture_id: int) -> Ecriture:
    """One entry of the structure; Http404 otherwise."""
    return get_object_or_404(les_ecritures(acces), pk=ecriture_id)


def les_lignes(acces: Acces) -> QuerySet[LigneEcriture]:
    """Lines of the entries of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return LigneEcriture.objects.filter(ecriture__structure=acces.structure).select_related(
        "ecriture", "chantier"
    )
