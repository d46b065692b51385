"""An invoice as CII and as UBL: every shape is valid, and both say the same."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.formats import cii, codes, ubl
from etrier.facturation.formats.validation import verifier
from etrier.facturation.papier import exemples
from etrier.socle.erreurs import Refus
from tests.facturation.factures_ecrites import (
    ASSOCIATION,
    ENTREPRISE,
    PARTICULIER,
    REGIMES,
    VENDEUR,
    VILLE,
    facture,
    factures,
    heures,
    mentions,
)

LONGUES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EXEMPLES = ["particulier", "entreprise", "avoir", "longue", "publique", "acompte"]


def _cii(ecrite: FactureEcrite) -> etree._Element:
    return etree.fromstring(cii.xml_de(ecrite))


def _textes(arbre: etree._Element, *noms: str) -> dict[str, str | None]:
    return {nom: arbre.findtext(f".//{{*}}{nom}") for nom in noms}


@pytest.mark.parametrize("forme", [cii, ubl])
@pytest.mark.parametrize("nom", EXEMPLES)
def test_each_example_passes_every_rule(nom: str, forme: Any) -> None:
    assert verifier(forme.xml_de(getattr(exemples, nom)())) == []


@LONGUES
@given(factures())
def test_any_invoice_passes_every_rule_in_cii(ecrite: FactureEcrite) -> None:
    assert verifier(cii.xml_de(ecrite)) == []


@LONGUES
@given(factures())
def test_any_invoice_passes_every_rule_in_ubl(ecrite: FactureEcrite) -> None:
    assert verifier(ubl.xml_de(ecrite)) == []


@pytest.mark.parametrize("client", [PARTICULIER, ENTREPRISE, VILLE, ASSOCIATION])
@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("genre", ["facture", "acompte"])
def test_each_rate_to_each_client(genre: str, regime: tuple[str, int], client: Any) -> None:
    une = facture(
        (heures(regime=regime),), genre=genre, destinataire=client, mentions=mentions(client)
    )
    assert verifier(cii.xml_de(une)) == []


def test_an_hour_is_sixty_minutes_exactly() -> None:
    arbre = _cii(facture((heures(minutes=100, prix=2450),)))
    assert _textes(arbre, "ChargeAmount", "BasisQuantity", "BilledQuantity", "LineTotalAmount") == {
        "ChargeAmount": "24.50",
        "BasisQuantity": "60",
        "BilledQuantity": "100",
        "LineTotalAmount": "40.83",
    }
    quantite = arbre.find(".//{*}BilledQuantity")
    assert quantite is not None
    assert quantite.get("unitCode") == "MIN"


def test_a_credit_note_says_positive_amounts_and_which_invoice() -> None:
    arbre = _cii(exemples.avoir())
    dit = _textes(arbre, "GrandTotalAmount", "BilledQuantity")
    assert arbre.findtext("{*}ExchangedDocument/{*}TypeCode") == "381"
    assert Decimal(str(dit["GrandTotalAmount"])) > 0
    assert dit["BilledQuantity"] == "420"
    origine = arbre.find(".//{*}InvoiceReferencedDocument")
    assert origine is not None
    assert origine.findtext("{*}IssuerAssignedID") == "F2026-00012"


def test_a_deposit_taken_off_is_a_negative_quantity_at_a_positive_price() -> None:
    arriere = replace(
        heures(), rang=2, unite="forfait", minutes=None, quantite_milliemes=-1000,
        prix_centimes=90_000, ht_centimes=-90_000,
    )  # fmt: skip
    une = facture((heures(), arriere), mentions=mentions(ENTREPRISE))
    assert verifier(cii.xml_de(une)) == []
    ligne = _cii(une).findall(".//{*}IncludedSupplyChainTradeLineItem")[1]
    assert _textes(ligne, "ChargeAmount", "BilledQuantity", "LineTotalAmount") == {
        "ChargeAmount": "900.00",
        "BilledQuantity": "-1.000",
        "LineTotalAmount": "-900.00",
    }


def test_a_public_buyer_finds_its_references() -> None:
    arbre = _cii(exemples.publique())
    assert arbre.findtext(".//{*}BuyerReference") == "ESPACES-VERTS"
    for nom, numero in (("BuyerOrder", "EJ-2026-004512"), ("Contract", "2026-AO-017")):
        assert arbre.findtext(f".//{{*}}{nom}ReferencedDocument/{{*}}IssuerAssignedID") == numero


def test_a_direct_debit_names_its_mandate_and_its_creditor() -> None:
    preleve = {"moyen": "prelevement", "rum": "RUM-0001", "ics": "FR12ZZZ000000"}
    arbre = _cii(facture((heures(),), **preleve))
    assert _textes(arbre, "DirectDebitMandateID", "CreditorReferenceID", "IBANID") == {
        "DirectDebitMandateID": "RUM-0001",
        "CreditorReferenceID": "FR12ZZZ000000",
        "IBANID": None,
    }
    lu = etree.fromstring(ubl.xml_de(facture((heures(),), **preleve)))
    assert lu.findtext(".//{*}PaymentMandate/{*}ID") == "RUM-0001"


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("TVA non applicable : exonération, article 261, 7-1° bis du CGI", "VATEX-FR-CGI261-7"),
        ("Exonération, article 261-4-4° du CGI", "VATEX-FR-CGI261-4"),
        ("TVA non applicable, art. 293 B du CGI", "VATEX-FR-FRANCHISE"),
        ("Exonération", None),
    ],
)
def test_why_no_vat_is_said_and_coded(phrase: str, code: str | None) -> None:
    une = facture((heures(regime=REGIMES[3]),), mentions=mentions(ENTREPRISE))
    une = replace(une, tva=(replace(une.tva[0], mention=phrase),))
    dit = _textes(_cii(une), "ExemptionReason", "ExemptionReasonCode")
    assert dit == {"ExemptionReason": phrase, "ExemptionReasonCode": code}
    assert verifier(cii.xml_de(une)) == []


@pytest.mark.parametrize(
    ("client", "schema", "adresse"),
    [
        (ENTREPRISE, "0225", "000000026_FACTURES"),
        (VILLE, "0225", "000000026"),
        (PARTICULIER, "EM", codes.SANS_ADRESSE),
        (replace(PARTICULIER, courriel="elle@exemple.test"), "EM", "elle@exemple.test"),
    ],
)
def test_each_client_has_an_electronic_address(client: Any, schema: str, adresse: str) -> None:
    assert codes.adresse_electronique(client) == (schema, adresse)


def test_without_a_number_of_vat_the_siren_is_the_registration() -> None:
    arbre = _cii(facture((heures(regime=REGIMES[3]),)))
    registre = arbre.find(".//{*}SellerTradeParty/{*}SpecifiedTaxRegistration/{*}ID")
    assert registre is not None
    assert (registre.get("schemeID"), registre.text) == ("FC", VENDEUR.siren)


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"numero": ""}, "sans numéro"),
        ({"numero": "F 2026"}, "sans numéro"),
        ({"emetteur": replace(VENDEUR, siren="")}, "Le SIREN de"),
    ],
)
def test_what_cannot_be_written_is_refused(change: dict[str, Any], phrase: str) -> None:
    with pytest.raises(Refus, match=phrase):
        cii.xml_de(replace(facture((heures(),)), **change))


def test_a_character_xml_does_not_know_is_left_out() -> None:
    une = facture((replace(heures(), libelle="Entre\x00tien\x1f <b> & \ud800"),))
    assert _cii(une).findtext(".//{*}SpecifiedTradeProduct/{*}Name") == "Entretien <b> & "


def test_the_day_is_written_as_the_lists_say() -> None:
    une = facture((heures(),), debut=date(2026, 10, 1), fin=date(2026, 10, 31))
    assert [x.text for x in _cii(une).iter("{*}DateTimeString")] == [
        "20261102", "20261031", "20261001", "20261031", "20261202",
    ]  # fmt: skip
