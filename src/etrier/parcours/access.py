"""Gates of the room."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.droit.lettres import decouper
from etrier.parcours.models import (
    Contrat,
    ContratQuerySet,
    PassIae,
    Personne,
    Salarie,
    SuspensionPass,
)
from etrier.structures.access import Acces, Finalite


def les_salaries(acces: Acces) -> QuerySet[Salarie]:
    """People of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_SALARIES)
    return Salarie.objects.filter(structure=acces.structure).select_related("personne")


def get_salarie(acces: Acces, salarie_id: int, *, ecrire: bool = False) -> Salarie:
    """One person of the structure; Http404 otherwise."""
    acces.exiger(Finalite.ECRIRE_SALARIES if ecrire else Finalite.LIRE_SALARIES)
    return get_object_or_404(les_salaries(acces), pk=salarie_id)


def get_salarie_pour(acces: Acces, salarie_id: int, finalite: Finalite) -> Salarie:
    """One person of the structure and what is said of it, for a purpose; Http404 otherwise."""
    acces.exiger(finalite)
    salaries = Salarie.objects.filter(structure=acces.structure)
    return get_object_or_404(salaries.select_related("personne", "structure"), pk=salarie_id)


def les_contrats(acces: Acces) -> ContratQuerySet:
    """Contracts of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_SALARIES)
    return Contrat.objects.filter(structure=acces.structure).select_related(
        "salarie__personne", "convention"
    )


def get_contrat(acces: Acces, contrat_id: int, *, ecrire: bool = False) -> Contrat:
    """One contract of the structure; Http404 otherwise."""
    acces.exiger(Finalite.ECRIRE_SALARIES if ecrire else Finalite.LIRE_SALARIES)
    return get_object_or_404(les_contrats(acces), pk=contrat_id)


def get_pass(salarie: Salarie, pass_id: int) -> PassIae:
    """One PASS of a person the gate has handed over; Http404 otherwise."""
    return get_object_or_404(salarie.personne.les_pass, pk=pass_id)


def get_suspension(salarie: Salarie, suspension_id: int) -> SuspensionPass:
    """One suspension of a person the gate has handed over; Http404 otherwise."""
    suspension = (
        SuspensionPass.objects.filter(pass_iae__personne=salarie.personne, pk=suspension_id)
        .select_related("pass_iae__personne")
        .first()
    )
    if suspension is None:
        raise Http404
    return suspension


def les_homonymes(acces: Acces, nom: str, naissance: date) -> list[Personne]:
    """People of the structure or of its group born the same day under the same name, whatever the
    accents, capitals and hyphens; Http404 without the purpose.

    Beyond the group nobody is told of anybody.
    """
    acces.exiger(Finalite.ECRIRE_SALARIES)
    proches = Q(salaries__structure=acces.structure)
    if acces.structure.groupe_id is not None:
        proches |= Q(salaries__structure__groupe=acces.structure.groupe_id)
    nees = (
        Personne.objects.filter(proches, naissance=naissance)
        .distinct()
        .prefetch_related("salaries__structure")
    )
    return [p for p in nees if _serre(p.nom) == _serre(nom)]


def _serre(nom: str) -> str:
    return "".join(decouper(nom))
