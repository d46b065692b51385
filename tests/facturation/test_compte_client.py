"""The account of a client: every line moves the balance, and the last is what is owed."""

from datetime import date

import pytest

from etrier.facturation.factures.avoirs import Correction, facturer_avoir
from etrier.facturation.models import Facture
from etrier.facturation.reglements.actions import annuler_reglement, credit, solde_de
from etrier.facturation.relances.compte import compte_du_client, imprimer_compte
from tests.facturation import fabrique_factures as sap
from tests.facturation.test_attestation import texte

pytestmark = pytest.mark.django_db
FIN = date(2025, 12, 31)


def vivre() -> Facture:
    """An invoice, a bounced cheque, a credit note of an hour, a payment too big."""
    facture = sap.facture_simple([120, 120])
    cheque = sap.payer(facture, 3_000, "cheque", le=date(2025, 4, 10), reference="CH 12")
    annuler_reglement(cheque, date(2025, 4, 18), None)
    correction = Correction(facture.lignes.get(), 60)
    facturer_avoir(
        facture,
        [correction],
        motif="heure en trop",
        le=date(2025, 5, 2),
        par=None,
        a_refacturer=False,
    )
    sap.payer(facture, 6_500, le=date(2025, 5, 12))
    return facture


def test_the_balance_follows_every_line() -> None:
    facture = vivre()
    compte = compte_du_client(facture.client, None, FIN)
    assert [(x.montant_centimes, x.solde_centimes) for x in compte.lignes] == [
        (8_000, 8_000),
        (-3_000, 5_000),
        (3_000, 8_000),
        (-2_000, 6_000),
        (-6_500, -500),
    ]
    dus = sum(solde_de(une) for une in Facture.objects.filter(client=facture.client))
    assert compte.solde_centimes == dus - credit(facture.client)


def test_what_came_before_is_brought_forward() -> None:
    facture = vivre()
    compte = compte_du_client(facture.client, date(2025, 5, 1), FIN)
    assert (compte.report_centimes, len(compte.lignes)) == (8_000, 2)
    assert compte.solde_centimes == -500
    vide = compte_du_client(facture.client, date(2025, 6, 1), FIN)
    assert (vide.report_centimes, vide.solde_centimes, list(vide.lignes)) == (-500, -500, [])
    assert compte_du_client(facture.client, None, date(2025, 4, 10)).solde_centimes == 5_000


def test_the_pdf_says_it_all() -> None:
    facture = vivre()
    lu = texte(imprimer_compte(compte_du_client(facture.client, None, FIN)))
    for mot in (facture.numero, "avoir", "règlement annulé", "CH 12", "80,00 €", "En votre faveur"):
        assert mot in lu
    assert "5,00 €" in lu
    reporte = texte(imprimer_compte(compte_du_client(facture.client, date(2025, 5, 1), FIN)))
    assert "Solde reporté 80,00 €" in reporte
