"""Writing drafts: an invoice, or a credit note when corrections are bigger than hours."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from etrier.facturation.enums import EtatFacture, GenreFacture
from etrier.facturation.factures.lignes import Preparee
from etrier.facturation.factures.totaux import CleTaux, TvaReprise, totaliser
from etrier.facturation.models import Facture, LigneFacture, PriseEnFacture
from etrier.missions.models import Client


def vider(brouillons: QuerySet[Facture]) -> dict[int, Facture]:
    """Take the lines out of drafts, to make them again; gives the drafts by client."""
    par_client = {facture.client_id: facture for facture in brouillons}
    LigneFacture.objects.filter(facture__in=brouillons).delete()
    return par_client


def ecrire_brouillon(
    client: Client, mois: date, preparees: Sequence[Preparee], ancien: Facture | None
) -> Facture | str:
    """Write the draft of a client. When there can be none, gives why ("" when nothing is due)."""
    ht, tva = totaliser(p.ligne for p in preparees)
    origine = _derniere_facture(client) if ht + tva < 0 else None
    motif = _impossible(preparees, ht + tva, origine)
    if motif is not None:
        if ancien is not None:
            ancien.delete()
        return motif
    facture = ancien or Facture(structure_id=client.structure_id, client=client, mois=mois)
    facture.genre = GenreFacture.AVOIR if origine else GenreFacture.FACTURE
    facture.origine = origine
    facture.motif = _("Heures corrigées après facturation") if origine else ""
    facture.ht_centimes, facture.tva_centimes, facture.ttc_centimes = ht, tva, ht + tva
    facture.save()
    ecrire_lignes(facture, preparees)
    return facture


def creer_brouillon(
    client: Client,
    genre: GenreFacture,
    preparees: Sequence[Preparee],
    *,
    deja: Mapping[CleTaux, TvaReprise] | None = None,
    **champs: Any,
) -> Facture:
    """A draft with its lines and totals: a credit note, a deposit.

    `deja`: what other credit notes took back of the same invoice (`tva_reprise_sur`).
    """
    ht, tva = totaliser((p.ligne for p in preparees), deja)
    facture = Facture.objects.create(
        structure_id=client.structure_id,
        client=client,
        genre=genre,
        ht_centimes=ht,
        tva_centimes=tva,
        ttc_centimes=ht + tva,
        **champs,
    )
    ecrire_lignes(facture, preparees)
    return facture


def ecrire_lignes(facture: Facture, preparees: Iterable[Preparee]) -> None:
    """Write the lines of a draft in their order, and what each takes."""
    preparees = list(preparees)
    for rang, preparee in enumerate(preparees, 1):
        preparee.ligne.facture, preparee.ligne.rang = facture, rang
    LigneFacture.objects.bulk_create([p.ligne for p in preparees])
    PriseEnFacture.objects.bulk_create(
        PriseEnFacture(ligne=p.ligne, ligne_a_facturer_id=pk)
        for p in preparees
        for pk in p.lignes_a_facturer
    )
    PriseEnFacture.objects.bulk_create(
        PriseEnFacture(ligne=p.ligne, article_id=p.article) for p in preparees if p.article
    )


def _impossible(lignes: Sequence[Preparee], ttc: int, origine: Facture | None) -> str | None:
    if not lignes:
        return ""
    # A deposit that covers it all leaves nothing to pay, but the sale and its VAT are to be told.
    deduit = any(p.ligne.corrige_id for p in lignes)
    if ttc == 0 and not deduit:
        return _("le total est nul : elles attendent la prochaine facture du client")
    if ttc < 0 and origine is None:
        return _("le total est négatif et aucune facture n'est à corriger : elles attendent")
    return None


def _derniere_facture(client: Client) -> Facture | None:
    """The invoice a credit note of corrected hours refers to."""
    emises = Facture.objects.filter(
        client=client, etat=EtatFacture.EMISE, genre=GenreFacture.FACTURE
    )
    return emises.order_by("-emise_le", "-pk").first()
