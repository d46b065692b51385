"""Gates of quotes."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.facturation.models import Devis
from etrier.missions.models import Prestation
from etrier.structures.access import Acces, Finalite


def les_devis(acces: Acces) -> QuerySet[Devis]:
    """Quotes of the structure, the latest first; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return Devis.objects.filter(structure=acces.structure).select_related(
        "structure", "client", "chantier"
    )


def get_devis(acces: Acces, devis_id: int, *, ecrire: bool = False) -> Devis:
    """One quote of the structure; Http404 otherwise."""
    if ecrire:
        acces.exiger(Finalite.FACTURER)
    return get_object_or_404(les_devis(acces), pk=devis_id)


def prestations_a_proposer(acces: Acces) -> QuerySet[Prestation]:
    """Services a line may name; Http404 without the purpose."""
    acces.exiger(Finalite.FACTURER)
    return Prestation.objects.filter(structure=acces.structure, est_archivee=False)
