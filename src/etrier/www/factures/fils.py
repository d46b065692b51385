"""The ways down to the pages of the family."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.facturation.models import Facture
from etrier.missions.models import Client
from etrier.structures.access import Acces
from etrier.www import formats_ecran

Fil = list[tuple[str, str]]


def fil_factures(acces: Acces, facture: Facture | None = None) -> Fil:
    """Invoices, then one."""
    fil = [(_("Factures"), reverse("factures", args=[acces.structure.pk]))]
    if facture is not None:
        fil.append((nom_de(facture), reverse("facture", args=[acces.structure.pk, facture.pk])))
    return fil


def fil_du_mois(acces: Acces, mois: date) -> Fil:
    """The month being invoiced."""
    titre = _("Facturer %(mois)s") % {"mois": formats_ecran.mois(mois)}
    return [(titre, reverse("facturer", kwargs={"structure_id": acces.structure.pk, "mois": mois}))]


def fil_articles(acces: Acces) -> Fil:
    """Articles to invoice."""
    return [(_("Articles à facturer"), reverse("articles", args=[acces.structure.pk]))]


def fil_client(acces: Acces, client: Client) -> Fil:
    """Clients, then one."""
    return [
        (_("Clients"), reverse("clients", args=[acces.structure.pk])),
        (str(client), reverse("client", args=[acces.structure.pk, client.pk])),
    ]


def nom_de(facture: Facture) -> str:
    """`F2026-00012`, or the client of a draft."""
    return facture.numero or _("Brouillon, %(client)s") % {"client": facture.client}
