"""Gates of invoices, articles and settings."""

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from etrier.facturation.factures.ecriture import reglage_de, reglages_des_clients
from etrier.facturation.models import (
    ArticleAFacturer,
    DepotFactures,
    Facture,
    PriseEnFacture,
    ReglageClient,
    ReglageFacturation,
)
from etrier.facturation.models.factures import FactureQuerySet
from etrier.missions.models import Client
from etrier.structures.access import Acces, Finalite


def les_factures(acces: Acces) -> FactureQuerySet:
    """Drafts, invoices, credit notes and deposits, with what is left of each; Http404 without the
    purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return (
        Facture.objects.filter(structure=acces.structure)
        .avec_solde()
        .select_related("client", "origine", "devis", "structure", "emise_par")
        .defer("contenu")
    )


def get_facture(acces: Acces, facture_id: int, *, ecrire: bool = False) -> Facture:
    """One invoice or draft of the structure; Http404 otherwise."""
    if ecrire:
        acces.exiger(Finalite.FACTURER)
    return get_object_or_404(les_factures(acces), pk=facture_id)


def les_depots(acces: Acces) -> QuerySet[DepotFactures]:
    """What was handed to a platform; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return DepotFactures.objects.filter(structure=acces.structure)


def get_depot(acces: Acces, depot_id: int) -> DepotFactures:
    """One deposit of the structure; Http404 otherwise."""
    return get_object_or_404(les_depots(acces), pk=depot_id)


def les_articles(acces: Acces) -> QuerySet[ArticleAFacturer]:
    """Articles, each with `est_pris`: on an invoice or a draft; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    prises = PriseEnFacture.objects.filter(article=OuterRef("pk"), rendue_par=None)
    return (
        ArticleAFacturer.objects.filter(structure=acces.structure)
        .annotate(est_pris=Exists(prises))
        .select_related("client", "chantier", "prestation", "devis")
    )


def get_article(acces: Acces, article_id: int) -> ArticleAFacturer:
    """One article of the structure, to take it away; Http404 otherwise."""
    acces.exiger(Finalite.FACTURER)
    return get_object_or_404(les_articles(acces), pk=article_id)


def les_clients_factures(acces: Acces) -> QuerySet[Client]:
    """Clients of the structure, to invoice them; Http404 without the purpose."""
    acces.exiger(Finalite.FACTURER)
    return Client.objects.filter(structure=acces.structure)


def get_client_a_facturer(acces: Acces, client_id: int) -> Client:
    """One client of the structure, to invoice it; Http404 otherwise."""
    return get_object_or_404(les_clients_factures(acces), pk=client_id)


def get_reglage_facturation(acces: Acces) -> ReglageFacturation:
    """What the invoices of the structure bear; by default when nothing was written."""
    acces.exiger(Finalite.FACTURER)
    return reglage_de(acces.structure)


def get_reglage_client(acces: Acces, client: Client) -> ReglageClient:
    """How a client is invoiced; by default when nothing was written."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return reglages_des_clients([client.pk])[client.pk]
