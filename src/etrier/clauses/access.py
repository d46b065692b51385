"""Gates of the room."""

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.clauses.models import HeuresClause
from etrier.structures.access import Acces, Finalite


def les_heures_clauses(acces: Acces, mois: date | None = None) -> QuerySet[HeuresClause]:
    """Credited hours of the structure, of one closed month or all; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_CLAUSES)
    trouvees = HeuresClause.objects.filter(cloture__structure=acces.structure).select_related(
        "cloture", "clause__marche_public", "salarie__personne"
    )
    return trouvees if mois is None else trouvees.filter(cloture__mois=mois)


def get_heures_clause(acces: Acces, heures_id: int) -> HeuresClause:
    """One line of credited hours of the structure; Http404 otherwise."""
    return get_object_or_404(les_heures_clauses(acces), pk=heures_id)
