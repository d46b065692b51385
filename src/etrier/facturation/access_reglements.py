"""Gates of payments."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.facturation.models import Facture, Reglement
from etrier.missions.models import Client
from etrier.structures.access import Acces, Finalite


def les_reglements(acces: Acces) -> QuerySet[Reglement]:
    """Payments of the structure with what is left of each; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return _presenter(Reglement.objects.filter(structure=acces.structure).avec_reste())


def les_reglements_libres(acces: Acces) -> QuerySet[Reglement]:
    """Of them, those with something left; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return _presenter(Reglement.objects.filter(structure=acces.structure).libres())


def _presenter(reglements: QuerySet[Reglement]) -> QuerySet[Reglement]:
    """The latest first, with what the screens say of each."""
    liens = ("client", "mouvement", "annule", "annulation", "saisi_par")
    return reglements.select_related(*liens).order_by("-le", "-id")


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
    return Facture.objects.filter(structure=acces.structure).dues().select_related("client")
