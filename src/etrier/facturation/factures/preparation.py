"""Drafts of a month: what each client will be invoiced, and what is left out, with its reason.

Clients go in batches, each whole or not at all: killed and run again it goes on, and drafts of a
client and month are redone, never doubled. A batch holds the structure while it writes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from etrier.facturation.enums import Regroupement
from etrier.facturation.factures.brouillons import ecrire_brouillon, vider
from etrier.facturation.factures.deductions import clients_avec_acompte, deductions
from etrier.facturation.factures.laissees import Laissee, motif_de_laisser, motif_du_client
from etrier.facturation.factures.lignes import Preparee, ligne_d_article, lignes_d_heures
from etrier.facturation.factures.taux import taux_au
from etrier.facturation.libres import articles_libres, lignes_libres
from etrier.facturation.models import (
    ArticleAFacturer,
    Facture,
    LigneAFacturer,
    ReglageClient,
)
from etrier.heures.actions import verrouiller
from etrier.missions.models import Client
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

LOT = 50
Suivi = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BilanPreparation:
    """Drafts made (their keys), and what stays out of them."""

    brouillons: tuple[int, ...] = ()
    laissees: tuple[Laissee, ...] = ()

    def __add__(self, autre: "BilanPreparation") -> "BilanPreparation":
        """The account of two batches."""
        return BilanPreparation(self.brouillons + autre.brouillons, self.laissees + autre.laissees)


def preparer(
    structure: Structure,
    mois: date,
    *,
    clients: Iterable[Client] | None = None,
    par: Utilisateur | None,
    suivi: Suivi | None = None,
) -> BilanPreparation:
    """Make the drafts of a month: hours of closed months up to it not yet taken, and articles.

    A client whose lines add up to less than nothing gets a credit note on her last invoice; to
    nothing (unless deposits paid it all), or without an invoice to correct, they wait for the next
    month. Idempotent.
    """
    voulus = _clients(structure, mois, clients)
    bilan = BilanPreparation()
    for fait in range(0, len(voulus), LOT):
        if suivi is not None:
            suivi("préparation", fait, len(voulus))
        bilan += _preparer_lot(structure, mois, voulus[fait : fait + LOT], par)
    if suivi is not None:
        suivi("fini", len(voulus), len(voulus))
    return bilan


def brouillons_du_mois(structure: Structure, mois: date) -> QuerySet[Facture]:
    """Drafts this act made, and may make again."""
    return Facture.objects.brouillons().filter(structure=structure, mois=mois)


def _clients(structure: Structure, mois: date, voulus: Iterable[Client] | None) -> list[int]:
    """Clients with something to invoice or a draft to redo, by name."""
    concernes = set(lignes_libres(structure, mois).values_list("client_id", flat=True))
    concernes |= set(articles_libres(structure, mois).values_list("client_id", flat=True))
    concernes |= set(brouillons_du_mois(structure, mois).values_list("client_id", flat=True))
    if voulus is not None:
        concernes &= {client.pk for client in voulus}
    connus = Client.objects.filter(structure=structure).order_by("denomination", "pk")
    return [pk for pk in connus.values_list("pk", flat=True) if pk in concernes]


@transaction.atomic
def _preparer_lot(
    structure: Structure, mois: date, clients: Sequence[int], par: Utilisateur | None
) -> BilanPreparation:
    verrouiller(structure)
    brouillons = vider(brouillons_du_mois(structure, mois).filter(client__in=clients))
    lu = _Lot.lire(structure, mois, clients)
    faits, laissees = [], list(lu.laissees)
    with override("fr"):
        for client in Client.objects.in_bulk(clients).values():
            ancien = brouillons.pop(client.pk, None)
            preparees = lu.preparer(client)
            fait = ecrire_brouillon(client, mois, preparees, ancien)
            if isinstance(fait, Facture):
                faits.append(fait)
            elif fait:
                laissees += lu.attendre(client, fait)
    noter(
        "facture.preparer",
        auteur=par,
        perimetre=structure.pk,
        mois=mois.isoformat(),
        brouillons=len(faits),
    )
    ordre = {pk: rang for rang, pk in enumerate(clients)}
    faits.sort(key=lambda f: ordre[f.client_id])
    return BilanPreparation(tuple(f.pk for f in faits), tuple(laissees))


@dataclass
class _Lot:
    """What a batch of clients has to invoice, read once."""

    mois: date
    lignes: dict[int, list[LigneAFacturer]]
    articles: dict[int, list[ArticleAFacturer]]
    regroupements: dict[int, str]
    laissees: list[Laissee]
    avec_acompte: set[int]

    @classmethod
    def lire(cls, structure: Structure, mois: date, clients: Sequence[int]) -> "_Lot":
        """Sort the lines between those to invoice and those left out."""
        du_lot = Q(client__in=clients)
        lu = cls(mois, {}, {}, {}, [], clients_avec_acompte(clients))
        lignes = lignes_libres(structure, mois).filter(du_lot)
        for ligne in lignes.select_related(
            "cloture", "client", "chantier", "mission", "prestation"
        ).order_by("cloture__mois", "id"):
            lu._ranger(ligne)
        articles = articles_libres(structure, mois).filter(du_lot)
        for article in articles.select_related("client", "chantier", "prestation"):
            if motif := motif_du_client(article.client):
                lu.laissees.append(Laissee.de_l_article(article, motif))
            else:
                lu.articles.setdefault(article.client_id, []).append(article)
        reglages = ReglageClient.objects.filter(du_lot)
        lu.regroupements = dict(reglages.values_list("client_id", "regroupement"))
        return lu

    def _ranger(self, ligne: LigneAFacturer) -> None:
        motif = motif_de_laisser(ligne)
        if motif is None:
            self.lignes.setdefault(ligne.client_id, []).append(ligne)
        elif motif:
            self.laissees.append(Laissee.de_la_ligne(ligne, motif))

    def preparer(self, client: Client) -> list[Preparee]:
        """Lines of the client's draft, as she wants them gathered."""
        voulu = self.regroupements.get(client.pk, Regroupement.DETAIL)
        heures = lignes_d_heures(self.lignes.get(client.pk, []), voulu, self.mois)
        articles = [
            ligne_d_article(a, taux_au(a.regime_tva, a.le))
            for a in self.articles.get(client.pk, [])
        ]
        faites = [*heures, *articles]
        if client.pk in self.avec_acompte:
            faites += deductions(client, [p.ligne for p in faites], [p.article for p in faites])
        return faites

    def attendre(self, client: Client, motif: str) -> Iterator[Laissee]:
        """Everything of a client whose draft cannot be made this month."""
        for ligne in self.lignes.get(client.pk, []):
            yield Laissee.de_la_ligne(ligne, motif)
        for article in self.articles.get(client.pk, []):
            yield Laissee.de_l_article(article, motif)


def restees(structure: Structure, mois: date) -> list[Laissee]:
    """Everything up to a month that no invoice nor draft holds, and why; the hours left out by
    nature are those of the month alone."""
    lignes = lignes_libres(structure, mois).filter(Q(cloture__mois=mois) | Q(minutes_ecartees=0))
    lues = lignes.select_related("client", "cloture", "chantier", "mission", "prestation")
    laissees = [
        _dire(Laissee.de_la_ligne, ligne, motif)
        for ligne in lues.order_by("client__denomination", "pk")
        if (motif := motif_de_laisser(ligne)) != ""
    ]
    articles = articles_libres(structure, mois).select_related("client")
    return laissees + [
        _dire(Laissee.de_l_article, article, motif_du_client(article.client))
        for article in articles
    ]


def _dire(laisser: Callable[[Any, str], Laissee], objet: Model, motif: str | None) -> Laissee:
    """What is left out, its reason, or that it only waits."""
    if motif is not None:
        return laisser(objet, motif)
    attente = _(
        "pas encore sur un brouillon : préparez les factures (un total nul ou négatif attend la "
        "facture suivante du client)"
    )
    return replace(laisser(objet, attente), attend=True)
