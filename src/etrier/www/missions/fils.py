"""The ways down to the pages of the family."""

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.missions.models import Chantier, Client, MarchePublic, Mission
from etrier.structures.access import Acces

Fil = list[tuple[str, str]]


def fil_clients(acces: Acces, client: Client | None = None) -> Fil:
    """Clients, then one."""
    return _fil(acces, _("Clients"), "clients", "client", client)


def fil_chantiers(acces: Acces, chantier: Chantier | None = None) -> Fil:
    """Chantiers, then one."""
    return _fil(acces, _("Chantiers"), "chantiers", "chantier", chantier)


def fil_missions(acces: Acces, mission: Mission | None = None) -> Fil:
    """Missions, then one."""
    return _fil(acces, _("Missions"), "missions", "mission", mission)


def fil_marches(acces: Acces, marche_public: MarchePublic | None = None) -> Fil:
    """Public contracts, then one."""
    return _fil(acces, _("Marchés et clauses"), "marches", "marche_public", marche_public)


def fil_tarifs(acces: Acces) -> Fil:
    """Prices."""
    return _fil(acces, _("Tarifs"), "tarifs", "", None)


def fil_prestations(acces: Acces) -> Fil:
    """Services."""
    return _fil(acces, _("Prestations"), "prestations", "", None)


def _fil(
    acces: Acces,
    titre: str,
    liste: str,
    fiche: str,
    objet: Client | Chantier | Mission | MarchePublic | None,
) -> Fil:
    fil = [(titre, reverse(liste, args=[acces.structure.pk]))]
    if objet is not None:
        fil.append((str(objet), reverse(fiche, args=[acces.structure.pk, objet.pk])))
    return fil
