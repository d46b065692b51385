"""Gates of the room."""

from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.heures.models import (
    Absence,
    Cloture,
    CodeHeures,
    FeuilleSemaine,
    LigneHeures,
    PhotoFeuille,
    PlanHeures,
    ReleveHeures,
)
from etrier.structures.access import Acces, Finalite

M = TypeVar("M", bound=Model)


def les_lignes(acces: Acces) -> QuerySet[LigneHeures]:
    """Lines of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_HEURES)
    return LigneHeures.objects.filter(structure=acces.structure)


def get_ligne(acces: Acces, ligne_id: int, *, ecrire: bool = False) -> LigneHeures:
    """One line of the structure; Http404 otherwise."""
    acces.exiger(Finalite.SAISIR_HEURES if ecrire else Finalite.LIRE_HEURES)
    ligne = (
        les_lignes(acces)
        .select_related("salarie__personne", "contrat", "chantier", "mission__client")
        .filter(pk=ligne_id)
        .first()
    )
    if ligne is None:
        raise Http404
    return ligne


def get_cloture(acces: Acces, mois: date) -> Cloture:
    """The close of a month of the structure; Http404 when it is still open."""
    acces.exiger(Finalite.LIRE_HEURES)
    cloture = Cloture.objects.filter(structure=acces.structure, mois=mois).first()
    if cloture is None:
        raise Http404
    return cloture


def les_releves(acces: Acces) -> QuerySet[ReleveHeures]:
    """Relevés d'heures of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_HEURES)
    return ReleveHeures.objects.filter(structure=acces.structure).select_related("client")


def get_releve(acces: Acces, releve_id: int, *, ecrire: bool = False) -> ReleveHeures:
    """One relevé of the structure; Http404 otherwise."""
    acces.exiger(Finalite.SAISIR_HEURES if ecrire else Finalite.LIRE_HEURES)
    return _trouver(les_releves(acces), releve_id)


def les_plans(acces: Acces) -> QuerySet[PlanHeures]:
    """Weekly plans of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_HEURES)
    return PlanHeures.objects.filter(structure=acces.structure).select_related(
        "contrat__salarie__personne", "chantier", "mission__client", "clause__marche_public"
    )


def get_plan(acces: Acces, plan_id: int) -> PlanHeures:
    """One plan of the structure, to be changed; Http404 otherwise."""
    acces.exiger(Finalite.SAISIR_HEURES)
    return _trouver(les_plans(acces), plan_id)


def les_absences(acces: Acces) -> QuerySet[Absence]:
    """Absences of the people of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_HEURES)
    return Absence.objects.filter(structure=acces.structure).select_related("salarie__personne")


def get_absence(acces: Acces, absence_id: int) -> Absence:
    """One absence, to be changed; Http404 otherwise."""
    acces.exiger(Finalite.SAISIR_HEURES)
    return _trouver(les_absences(acces), absence_id)


def les_codes(acces: Acces) -> QuerySet[CodeHeures]:
    """Codes of the structure's own; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_HEURES)
    return CodeHeures.objects.filter(structure=acces.structure)


def get_code(acces: Acces, code_id: int) -> CodeHeures:
    """One code of the structure, to be taken away; Http404 otherwise."""
    acces.exiger(Finalite.SAISIR_HEURES)
    return _trouver(les_codes(acces), code_id)


def les_feuilles(acces: Acces) -> QuerySet[FeuilleSemaine]:
    """Weekly sheets of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_HEURES)
    return FeuilleSemaine.objects.filter(structure=acces.structure).select_related("chantier")


def get_photo(acces: Acces, photo_id: int) -> PhotoFeuille:
    """One photo of a signed sheet of the structure; Http404 otherwise."""
    acces.exiger(Finalite.LIRE_HEURES)
    photos = PhotoFeuille.objects.filter(feuille__structure=acces.structure)
    return _trouver(photos.select_related("feuille__chantier"), photo_id)


def _trouver(parmi: QuerySet[M], cle: int) -> M:
    return get_object_or_404(parmi, pk=cle)
