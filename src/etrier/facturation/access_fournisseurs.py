"""Gates of the invoices received."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.facturation.models import FactureFournisseur
from etrier.missions.models import Chantier
from etrier.structures.access import Acces, Finalite


def les_fournisseurs(acces: Acces) -> QuerySet[FactureFournisseur]:
    """Invoices received by the structure, without their files; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return (
        FactureFournisseur.objects.filter(structure=acces.structure)
        .select_related("structure", "chantier", "par", "interne__structure")
        .defer("fichier")
    )


def get_fournisseur(acces: Acces, recue_id: int, *, ecrire: bool = False) -> FactureFournisseur:
    """One invoice received; Http404 otherwise."""
    if ecrire:
        acces.exiger(Finalite.COMPTABILISER)
    return get_object_or_404(les_fournisseurs(acces), pk=recue_id)


def les_chantiers_imputables(acces: Acces) -> QuerySet[Chantier]:
    """Chantiers a purchase may be for; Http404 without the purpose."""
    acces.exiger(Finalite.COMPTABILISER)
    return Chantier.objects.filter(structure=acces.structure)
