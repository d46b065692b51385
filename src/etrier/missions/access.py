"""Gates of the room."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.missions.models import (
    Chantier,
    ClauseSociale,
    Client,
    MarchePublic,
    Mission,
    Prestation,
    Tarif,
)
from etrier.structures.access import Acces, Finalite


def _lire(acces: Acces, ecrire: bool) -> None:
    acces.exiger(Finalite.ECRIRE_MISSIONS if ecrire else Finalite.LIRE_MISSIONS)


def les_clients(acces: Acces) -> QuerySet[Client]:
    """Clients of the structure; Http404 without the purpose."""
    _lire(acces, False)
    return Client.objects.filter(structure=acces.structure)


def get_client(acces: Acces, client_id: int, *, ecrire: bool = False) -> Client:
    """One client of the structure; Http404 otherwise."""
    _lire(acces, ecrire)
    client = les_clients(acces).filter(pk=client_id).first()
    if client is None:
        raise Http404
    return client


def les_chantiers(acces: Acces) -> QuerySet[Chantier]:
    """Chantiers of the structure; Http404 without the purpose."""
    _lire(acces, False)
    return Chantier.objects.filter(structure=acces.structure).select_related("client", "prestation")


def get_chantier(acces: Acces, chantier_id: int, *, ecrire: bool = False) -> Chantier:
    """One chantier of the structure; Http404 otherwise."""
    _lire(acces, ecrire)
    chantier = les_chantiers(acces).filter(pk=chantier_id).first()
    if chantier is None:
        raise Http404
    return chantier


def les_missions(acces: Acces) -> QuerySet[Mission]:
    """Missions of the structure; Http404 without the purpose."""
    _lire(acces, False)
    return Mission.objects.filter(structure=acces.structure).select_related(
        "client", "prestation", "contrat__salarie__personne"
    )


def get_mission(acces: Acces, mission_id: int, *, ecrire: bool = False) -> Mission:
    """One mission of the structure; Http404 otherwise."""
    _lire(acces, ecrire)
    mission = les_missions(acces).filter(pk=mission_id).first()
    if mission is None:
        raise Http404
    return mission


def les_prestations(acces: Acces) -> QuerySet[Prestation]:
    """Services of the structure, archived ones too; Http404 without the purpose."""
    _lire(acces, False)
    return Prestation.objects.filter(structure=acces.structure)


def get_prestation(acces: Acces, prestation_id: int, *, ecrire: bool = False) -> Prestation:
    """One service of the structure; Http404 otherwise."""
    _lire(acces, ecrire)
    return get_object_or_404(les_prestations(acces), pk=prestation_id)


def les_clauses(acces: Acces) -> QuerySet[ClauseSociale]:
    """Social clauses of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_CLAUSES)
    return ClauseSociale.objects.filter(structure=acces.structure).select_related(
        "marche_public__acheteur"
    )


def les_marches(acces: Acces) -> QuerySet[MarchePublic]:
    """Public contracts of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_CLAUSES)
    return MarchePublic.objects.filter(structure=acces.structure).select_related("acheteur")


def get_marche(acces: Acces, marche_id: int, *, ecrire: bool = False) -> MarchePublic:
    """One public contract of the structure; Http404 otherwise."""
    if ecrire:
        acces.exiger(Finalite.ECRIRE_MISSIONS)
    marche_public = les_marches(acces).filter(pk=marche_id).first()
    if marche_public is None:
        raise Http404
    return marche_public


def les_tarifs(acces: Acces) -> QuerySet[Tarif]:
    """Prices of the structure, the latest first; Http404 without the purpose."""
    _lire(acces, False)
    return (
        Tarif.objects.filter(structure=acces.structure)
        .select_related("client", "chantier", "mission__client", "prestation")
        .order_by("-depuis", "-id")
    )


def get_tarif(acces: Acces, tarif_id: int, *, ecrire: bool = False) -> Tarif:
    """One price of the structure; Http404 otherwise."""
    if ecrire:
        acces.exiger(Finalite.ECRIRE_MISSIONS)
    tarif = les_tarifs(acces).filter(pk=tarif_id).first()
    if tarif is None:
        raise Http404
    return tarif
