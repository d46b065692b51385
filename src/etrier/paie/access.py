"""Gates of the room."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from etrier.paie.models import VariablePaie
from etrier.structures.access import Acces, Finalite


def les_variables(acces: Acces, mois: date | None = None) -> QuerySet[VariablePaie]:
    """Pay variables of the structure, of one closed month or all; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    trouvees = VariablePaie.objects.filter(cloture__structure=acces.structure).select_related(
        "cloture", "contrat__salarie__personne"
    )
    return trouvees if mois is None else trouvees.filter(cloture__mois=mois)


def get_variable(acces: Acces, variable_id: int) -> VariablePaie:
    """One pay variable of the structure; Http404 otherwise."""
    variable = les_variables(acces).filter(pk=variable_id).first()
    if variable is None:
        raise Http404
    return variable
