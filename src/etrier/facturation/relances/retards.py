"""Invoices unpaid on a day, their age, and what is proposed for each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from etrier.facturation.enums import NiveauRelance
from etrier.facturation.models import Facture, Litige, ReglageRelances, Reglement
from etrier.facturation.relances.etapes import Faite, prochaine, reglage_de
from etrier.missions.models import Client
from etrier.structures.models import Structure

# Days late of each column: up to 30, 60, 90, then beyond; the first is what is not due yet.
BORNES = (0, 30, 60, 90)


@dataclass(frozen=True)
class Impayee:
    """An issued invoice with something left to pay on a day."""

    facture: Facture
    solde_centimes: int
    retard_jours: int
    faites: Sequence[Faite]
    litige: Litige | None
    prochaine: NiveauRelance | None

    @property
    def tranche(self) -> int:
        """Rank of its column: 0 when it is not due yet, 4 beyond 90 days."""
        return sum(self.retard_jours > borne for borne in BORNES)

    @property
    def derniere(self) -> Faite | None:
        """The last reminder made."""
        return max(self.faites, key=lambda faite: faite.niveau, default=None)


@dataclass
class AgeClient:
    """What one client owes, by age; `credit_centimes` is what it paid or was credited beyond."""

    client: Client
    tranches: list[int] = field(default_factory=lambda: [0] * (len(BORNES) + 1))
    credit_centimes: int = 0

    @property
    def solde_centimes(self) -> int:
        """What the account of the client comes to."""
        return sum(self.tranches) - self.credit_centimes


def factures_au(structure: Structure, le: date) -> "QuerySet[Any, Any]":
    """Issued invoices and credit notes of the structure, with their balance on a day."""
    jusque = Coalesce(Sum("imputations__montant_centimes", filter=Q(imputations__le__lte=le)), 0)
    return (
        Facture.objects.filter(structure=structure, emise_le__lte=le)
        .emises()
        .annotate(regle_au=jusque)
        .annotate(solde_au=F("ttc_centimes") - F("regle_au"))
        .select_related("client")
    )


def impayees(
    structure: Structure, le: date, factures: Iterable[int] | None = None
) -> list[Impayee]:
    """Invoices with something left to pay on a day, the oldest due first."""
    dues = factures_au(structure, le).filter(solde_au__gt=0)
    if factures is not None:
        dues = dues.filter(pk__in=list(factures))
    dues = dues.prefetch_related("relances", "litiges").order_by("echeance", "id")
    reglage = reglage_de(structure)
    return [_impayee(facture, reglage, le) for facture in dues]


def _impayee(facture: Any, reglage: ReglageRelances, le: date) -> Impayee:
    faites = [Faite(r.niveau, r.le) for r in facture.relances.all() if r.le <= le]
    ouverts = [x for x in facture.litiges.all() if x.leve_le is None]
    echeance = facture.echeance or facture.emise_le or le
    litige = ouverts[0] if ouverts else None
    etape = None if litige else prochaine(echeance, faites, reglage, le)
    return Impayee(facture, facture.solde_au, (le - echeance).days, faites, litige, etape)


def balance_agee(structure: Structure, le: date) -> list[AgeClient]:
    """What each client owes on a day, by age, and what it has in credit; by name."""
    ages: dict[int, AgeClient] = {}
    for facture in factures_au(structure, le).exclude(solde_au=0):
        un = ages.setdefault(facture.client_id, AgeClient(facture.client))
        if facture.solde_au < 0:
            un.credit_centimes -= facture.solde_au
            continue
        retard = (le - (facture.echeance or facture.emise_le or le)).days
        un.tranches[sum(retard > borne for borne in BORNES)] += facture.solde_au
    for client, reste in _avances(structure, le).items():
        ages.setdefault(client.pk, AgeClient(client)).credit_centimes += reste
    return sorted(ages.values(), key=lambda un: un.client.denomination.casefold())


def _avances(structure: Structure, le: date) -> dict[Client, int]:
    """By client, what was received by a day and set against nothing by that day."""
    jusque = Coalesce(Sum("imputations__montant_centimes", filter=Q(imputations__le__lte=le)), 0)
    restes: dict[Client, int] = defaultdict(int)
    recus: QuerySet[Any, Any] = Reglement.objects.filter(structure=structure, le__lte=le)
    for recu in recus.annotate(impute_au=jusque).select_related("client"):
        restes[recu.client] += recu.montant_centimes - recu.impute_au
    return {client: reste for client, reste in restes.items() if reste}
