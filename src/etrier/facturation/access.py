"""Gates of the room."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from etrier.facturation.models import LigneAFacturer
from etrier.structures.access import Acces, Finalite


def les_lignes_a_facturer(acces: Acces, mois: date | None = None) -> QuerySet[LigneAFacturer]:
    """Lines to invoice of the structure, of one month or all; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    trouvees = LigneAFacturer.objects.filter(cloture__structure=acces.structure).select_related(
        "cloture", "client", "chantier", "mission", "prestation"
    )
    return trouvees if mois is None else trouvees.filter(cloture__mois=mois)


def get_ligne_a_facturer(acces: Acces, ligne_id: int) -> LigneAFacturer:
    """One line to invoice of the structure; Http404 otherwise."""
    ligne = les_lignes_a_facturer(acces).filter(pk=ligne_id).first()
    if ligne is None:
        raise Http404
    return ligne
