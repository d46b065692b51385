"""Gates of late invoices and of the accounts of clients."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.facturation.models import Facture, Relance
from etrier.missions.models import Client
from etrier.structures.access import Acces, Finalite


def les_relances(acces: Acces) -> QuerySet[Relance]:
    """Reminders of the structure, the latest first; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return Relance.objects.filter(facture__structure=acces.structure).select_related(
        "facture__client", "par"
    )


def get_relance(acces: Acces, relance_id: int) -> Relance:
    """One reminder of the structure; Http404 otherwise."""
    return get_object_or_404(les_relances(acces), pk=relance_id)


def get_facture_impayee(acces: Acces, facture_id: int, *, ecrire: bool = False) -> Facture:
    """One issued invoice of the structure, to put it on hold when `ecrire`; Http404 otherwise."""
    acces.exiger(Finalite.FACTURER if ecrire else Finalite.LIRE_ARGENT)
    emises = Facture.objects.filter(structure=acces.structure).emises()
    return get_object_or_404(emises.select_related("client", "structure"), pk=facture_id)


def get_client_du_compte(acces: Acces, client_id: int) -> Client:
    """One client of the structure, to read its account; Http404 otherwise."""
    acces.exiger(Finalite.LIRE_ARGENT)
    clients = Client.objects.filter(structure=acces.structure).select_related("structure")
    return get_object_or_404(clients, pk=client_id)
