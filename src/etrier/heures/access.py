"""Gates of the room."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from etrier.heures.models import Cloture, LigneHeures
from etrier.structures.access import Acces, Finalite


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
