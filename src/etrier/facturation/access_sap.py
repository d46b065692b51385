"""Gates of services à la personne."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import AttestationSap, ReglageFacturation, Reglement
from etrier.missions.models import Client
from etrier.structures.access import Acces, Finalite


def les_attestations(acces: Acces) -> QuerySet[AttestationSap]:
    """Attestations of the structure, every version; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return AttestationSap.objects.filter(structure=acces.structure).select_related("client", "par")


def get_attestation(acces: Acces, attestation_id: int, *, ecrire: bool = False) -> AttestationSap:
    """One attestation of the structure, to hand it when `ecrire`; Http404 otherwise."""
    if ecrire:
        acces.exiger(Finalite.FACTURER)
    return get_object_or_404(les_attestations(acces), pk=attestation_id)


def get_client_sap(acces: Acces, client_id: int, *, ecrire: bool = False) -> Client:
    """One client of the structure, for its attestations; Http404 otherwise."""
    acces.exiger(Finalite.FACTURER if ecrire else Finalite.LIRE_ARGENT)
    clients = Client.objects.filter(structure=acces.structure).select_related("structure")
    return get_object_or_404(clients, pk=client_id)


def les_cesu(acces: Acces) -> QuerySet[Reglement]:
    """Payments in CESU of the structure that were not undone; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return (
        Reglement.objects.filter(structure=acces.structure, moyen=MoyenReglement.CESU)
        .qui_tiennent()
        .select_related("client", "part_prefinancee")
    )


def get_cesu(acces: Acces, reglement_id: int) -> Reglement:
    """One payment in CESU of the structure, to say who paid what; Http404 otherwise."""
    acces.exiger(Finalite.FACTURER)
    return get_object_or_404(les_cesu(acces), pk=reglement_id)


def reglage_sap(acces: Acces) -> ReglageFacturation:
    """What the structure wrote of its declaration; empty when nothing. Http404 without the
    purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    trouve = ReglageFacturation.objects.filter(structure=acces.structure).first()
    return trouve or ReglageFacturation(structure=acces.structure)
