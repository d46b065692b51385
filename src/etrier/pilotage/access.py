"""Gates of the room."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.parcours.models import ObjectifSorties
from etrier.structures.access import Acces, Finalite, ouvrir
from etrier.structures.models import Convention, Structure


def les_conventions(acces: Acces) -> QuerySet[Convention]:
    """Conventions whose figures may be read; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_PILOTAGE)
    return Convention.objects.filter(structure=acces.structure).select_related("structure")


def get_convention(
    acces: Acces, convention_id: int, finalite: Finalite = Finalite.LIRE_PILOTAGE
) -> Convention:
    """One convention of the structure, for a purpose; Http404 otherwise."""
    acces.exiger(finalite)
    return get_object_or_404(les_conventions(acces), pk=convention_id)


def objectif_de(acces: Acces, convention: Convention, annee: int) -> ObjectifSorties | None:
    """The rates negotiated for a year; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_PILOTAGE)
    return ObjectifSorties.objects.filter(convention=convention, annee=annee).first()


def les_structures_du_groupe(acces: Acces) -> list[Structure]:
    """The group of the structure, itself included; empty without a group."""
    acces.exiger(Finalite.LIRE_PILOTAGE)
    if acces.structure.groupe_id is None:
        return []
    return list(Structure.objects.filter(groupe=acces.structure.groupe_id).order_by("denomination"))


def voit_les_chiffres(acces: Acces, structure: Structure) -> bool:
    """True where the reader is of the structure's own staff: small numbers show there."""
    if structure == acces.structure:
        return acces.peut(Finalite.LIRE_PILOTAGE)
    try:
        ouvrir(acces.utilisateur, structure.pk, Finalite.LIRE_PILOTAGE)
    except Http404:
        return False
    return True
