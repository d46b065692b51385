"""Gates of payments."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.facturation.models import Facture, Reglement
from etrier.missions.models import Client
from etrier.structures.access import Acces, Finalite


def les_reglements(acces: Acces) -> QuerySet[Reglement]:
    """Payments of the structure with what is left of each; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return (
        Reglement.objects.filter(structure=acces.structure)
        .avec_reste()
        .select_related("client", "mouvement", "annule", "annulation", "saisi_par")
        .order_by("-le", "-id")
    )


def get_reglement(acces: Acces, reglement_id: int) -> Reglement:
    """One payment of the structure; Http404 otherwise."""
    return get_object_or_404(les_reglements(acces), pk=reglement_id)


def get_reglement_a_tenir(acces: Acces, reglement_id: int) -> Reglement:
    """One payment of the structure, to set it against invoices or undo it; Http404 otherwise."""
    acces.exiger(Finalite.TENIR_BANQUE)
    return get_reglement(acces, reglement_id)


def get_client_qui_paie(acces: Acces, client_id: int) -> Client:
    """One client of the structure, to record a payment; Http404 otherwise."""
    acces.exiger(Finalite.TENIR_BANQUE)
    return get_object_or_404(Client.objects.filter(structure=acces.structure), pk=client_id)


def les_factures_a_payer(acces: Acces) -> QuerySet[Facture]:
    """Issued invoices of the structure with something left to pay; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return (
        Facture.objects.filter(structure=acces.structure)
        .emises()
        .avec_solde()
        .filter(solde_centimes__gt=0)
        .select_related("client")
        .order_by("echeance", "emise_le", "id")
    )
