"""Payments: nothing is lost, nothing is settled twice, nothing is erased."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from etrier.facturation.models import Facture, Imputation, Reglement
from etrier.facturation.reglements.actions import (
    annuler_reglement,
    credit,
    encaisser,
    imputer,
    imputer_avoir,
    rembourser,
    solde_de,
)
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.models import Acte
from tests import fabrique
from tests.banque.monde import avoir_emis, facture_emise

pytestmark = pytest.mark.django_db
AVRIL = date(2025, 4, 3)


@pytest.fixture
def client() -> Client:
    return fabrique.client(fabrique.structure())


def payer(client: Client, centimes: int, factures: list[Facture] | None = None) -> Reglement:
    return encaisser(
        client.structure,
        client=client,
        le=AVRIL,
        montant_centimes=centimes,
        moyen="virement",
        reference="",
        par=None,
        factures=factures,
    )


def test_the_oldest_due_is_settled_first(client: Client) -> None:
    tard = facture_emise(client, 10_000, echeance=date(2025, 5, 31))
    tot = facture_emise(client, 8_000, echeance=date(2025, 3, 31))
    payer(client, 9_000)
    assert (solde_de(tot), solde_de(tard), credit(client)) == (0, 9_000, 0)


def test_chosen_invoices_and_no_other(client: Client) -> None:
    une, autre = facture_emise(client, 5_000), facture_emise(client, 5_000)
    payer(client, 7_000, [autre])
    assert (solde_de(une), solde_de(autre), credit(client)) == (5_000, 0, 2_000)


def test_what_is_left_waits_for_the_next_invoice(client: Client) -> None:
    reglement = payer(client, 7_000)
    suivante = facture_emise(client, 5_000)
    assert imputer(reglement, le=AVRIL, par=None) == 5_000
    assert (solde_de(suivante), credit(client)) == (0, 2_000)
    assert Acte.objects.filter(verbe="reglement.imputer").count() == 1


def test_a_bounced_payment_has_an_opposite_and_the_invoice_is_due_again(client: Client) -> None:
    facture = facture_emise(client, 5_000)
    reglement = payer(client, 6_000)
    oppose = annuler_reglement(reglement, AVRIL, None)
    assert (oppose.montant_centimes, oppose.annule) == (-6_000, reglement)
    assert (solde_de(facture), credit(client), Reglement.objects.count()) == (5_000, 0, 2)
    with pytest.raises(Refus, match="déjà annulé"):
        annuler_reglement(reglement, AVRIL, None)
    with pytest.raises(Refus, match="annule elle-même"):
        annuler_reglement(oppose, AVRIL, None)
    with pytest.raises(Refus, match="déjà annulé"):
        imputer(reglement, le=AVRIL, par=None)


def test_it_cannot_be_undone_before_it_came(client: Client) -> None:
    reglement = payer(client, 6_000)
    with pytest.raises(Refus, match="reçu le 03/04/2025"):
        annuler_reglement(reglement, AVRIL - timedelta(days=1), None)


def test_a_credit_note_settles_an_invoice_with_two_rows(client: Client) -> None:
    facture, avoir = facture_emise(client, 12_000), avoir_emis(client, 5_000)
    assert imputer_avoir(avoir, facture, le=AVRIL, par=None) == 5_000
    assert (solde_de(facture), solde_de(avoir)) == (7_000, 0)
    assert sum(i.montant_centimes for i in Imputation.objects.all()) == 0
    with pytest.raises(Refus, match="il reste 0,00"):
        imputer_avoir(avoir, facture, le=AVRIL, par=None)
    with pytest.raises(Refus, match="pas un avoir"):
        imputer_avoir(facture, facture, le=AVRIL, par=None)


def test_money_is_given_back_on_credit_notes_then_on_what_was_paid_in_excess(
    client: Client,
) -> None:
    avoir = avoir_emis(client, 5_000)
    payer(client, 1_000)
    with pytest.raises(Refus, match="60,00"):
        _rendre(client, 6_001)
    _rendre(client, 6_000)
    assert (solde_de(avoir), credit(client)) == (0, 0)


def _rendre(client: Client, centimes: int) -> Reglement:
    return rembourser(
        client.structure,
        client=client,
        le=AVRIL,
        montant_centimes=centimes,
        moyen="virement",
        reference="",
        par=None,
    )


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"montant_centimes": 0}, "doit être positif"),
        ({"montant_centimes": -5}, "doit être positif"),
        ({"le": aujourdhui() + timedelta(days=2)}, "pas encore passé"),
        ({"moyen": "troc"}, "moyen de paiement"),
        ({"reference": "x" * 141}, "140 caractères"),
    ],
)
def test_it_refuses_and_says_why(client: Client, change: dict[str, object], phrase: str) -> None:
    bons = {"le": AVRIL, "montant_centimes": 100, "moyen": "cheque", "reference": ""}
    with pytest.raises(Refus, match=phrase):
        encaisser(client.structure, client=client, par=None, **(bons | change))  # type: ignore[arg-type]
    assert not Reglement.objects.exists()


def test_it_refuses_invoices_it_cannot_settle(client: Client) -> None:
    autre = fabrique.client(client.structure)
    with pytest.raises(Refus, match="n'est pas de"):
        payer(client, 100, [facture_emise(autre)])
    with pytest.raises(Refus, match="brouillon"):
        payer(client, 100, [Facture.objects.create(structure=client.structure, client=client)])
    soldee = facture_emise(client, 100)
    payer(client, 100)
    with pytest.raises(Refus, match="rien à payer"):
        payer(client, 100, [soldee])
    with pytest.raises(Refus, match="pas un client de cette structure"):
        encaisser(
            fabrique.structure(),
            client=client,
            le=AVRIL,
            montant_centimes=1,
            moyen="cheque",
            reference="",
            par=None,
        )


def test_the_same_cheque_is_not_typed_twice(client: Client) -> None:
    def cheque() -> Reglement:
        return encaisser(
            client.structure,
            client=client,
            le=AVRIL,
            montant_centimes=5_000,
            moyen="cheque",
            reference="1234567",
            par=None,
        )

    premier = cheque()
    with pytest.raises(Refus, match="déjà enregistré"):
        cheque()
    annuler_reglement(premier, AVRIL, None)
    assert cheque().pk != premier.pk


GESTES = st.lists(
    st.one_of(
        st.tuples(st.just("facture"), st.integers(1, 20_000)),
        st.tuples(st.just("avoir"), st.integers(1, 8_000)),
        st.tuples(st.just("payer"), st.integers(1, 30_000)),
        st.tuples(st.just("annuler"), st.integers(0, 9)),
        st.tuples(st.just("compenser"), st.integers(0, 9)),
        st.tuples(st.just("rendre"), st.integers(1, 9_000)),
    ),
    max_size=14,
)


class TestLeCompte(TestCase):
    """Whatever is done, in whatever order."""

    @settings(max_examples=40)
    @given(GESTES)
    def test_the_account_always_adds_up(self, gestes: list[tuple[str, int]]) -> None:
        client = fabrique.client(fabrique.structure())
        for geste, combien in gestes:
            try:
                _faire(client, geste, combien)
            except Refus:
                continue
        factures = list(Facture.objects.filter(client=client).avec_solde())
        recu = sum(r.montant_centimes for r in Reglement.objects.filter(client=client))
        facture = sum(f.ttc_centimes for f in factures)
        du = sum(f.solde_centimes for f in factures)
        assert facture - recu == du - credit(client)
        for une in factures:
            assert une.solde_centimes * (-1 if une.genre == "avoir" else 1) >= 0
            assert abs(une.solde_centimes) <= abs(une.ttc_centimes)


def _faire(client: Client, geste: str, combien: int) -> None:
    if geste == "facture":
        facture_emise(client, combien)
    elif geste == "avoir":
        avoir_emis(client, combien)
    elif geste == "payer":
        payer(client, combien)
    elif geste == "rendre":
        _rendre(client, combien)
    elif geste == "annuler":
        reglements = list(Reglement.objects.filter(client=client))
        if reglements:
            annuler_reglement(reglements[combien % len(reglements)], AVRIL, None)
    else:
        avoirs = list(Facture.objects.filter(client=client, genre="avoir"))
        dues = list(Facture.objects.filter(client=client, genre="facture"))
        if avoirs and dues:
            imputer_avoir(avoirs[0], dues[combien % len(dues)], le=AVRIL, par=None)
