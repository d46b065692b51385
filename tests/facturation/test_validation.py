"""The official judges, really run: they say of public samples what was recorded of them."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from etrier.facturation.formats import cii, ubl
from etrier.facturation.formats.lecture_xml import lire
from etrier.facturation.formats.validation import (
    PROFILS,
    fautes_xsd,
    juger,
    profil_de,
    verifier,
)
from tests.facturation.factures_ecrites import ENTREPRISE, facture, heures, mentions

ICI = Path(__file__).parent / "fichiers" / "formats"
with (ICI / "validation_results.csv").open(encoding="utf-8") as _fichier:
    ECHANTILLONS = list(csv.DictReader(_fichier))


def test_the_twenty_four_samples_are_there() -> None:
    assert len(ECHANTILLONS) == len(list(ICI.glob("*.xml"))) - 2  # two are UBL
    assert sum(int(x["br_fr_rules_fired"]) for x in ECHANTILLONS) > 1000


@pytest.mark.parametrize("dit", ECHANTILLONS, ids=lambda x: x["file"])
def test_a_sample_is_judged_as_recorded(dit: dict[str, str]) -> None:
    xml = (ICI / dit["file"]).read_bytes()
    arbre, regles = lire(xml), PROFILS[dit["profile"]]
    assert profil_de(arbre) == dit["profile"]
    assert (not fautes_xsd(arbre, regles.xsd)) is (dit["xsd_valid"] == "True")
    for xslt, nom in ((regles.profil, "profile"), (regles.france, "br_fr")):
        jugement = juger(xml, xslt)
        assert jugement.appliquees == int(dit[f"{nom}_rules_fired"])
        assert len(jugement.fautes) == int(dit[f"{nom}_failed"])
        for faute in jugement.fautes:
            assert (
                faute.regle in dit[f"{nom}_failed_ids"] or faute.phrase in dit[f"{nom}_failed_ids"]
            )


@pytest.mark.parametrize("nom", ["akretion_ubl-21-en16931.xml"])
def test_a_public_ubl_is_valid(nom: str) -> None:
    assert verifier((ICI / nom).read_bytes()) == []


@pytest.mark.parametrize("forme", [cii, ubl])
def test_a_tampered_total_is_caught(forme: object) -> None:
    une = facture((heures(),))
    xml = forme.xml_de(une).replace(b"3831.80", b"3831.90")  # type: ignore[attr-defined]
    fautes = {f.regle for f in verifier(xml)}
    assert {"BR-CO-15"} <= fautes
    assert "BR-FR-05" in fautes  # and no note either


def test_a_tampered_due_amount_is_caught() -> None:
    une = facture((heures(),), mentions=mentions(facture((heures(),)).destinataire))
    xml = cii.xml_de(une)
    faux = xml.replace(b"<ram:DuePayableAmount>3831.80", b"<ram:DuePayableAmount>3831.79")
    assert (verifier(xml), [f.regle for f in verifier(faux)]) == ([], ["BR-CO-16"])


def test_a_fault_says_where() -> None:
    (faute, *_autres) = verifier(cii.xml_de(facture((heures(),))))
    assert faute.ou == "/CrossIndustryInvoice[1]/ExchangedDocument[1]"
    assert "frais de recouvrement" in faute.phrase


def test_an_element_out_of_place_breaks_the_xsd() -> None:
    xml = cii.xml_de(facture((heures(),))).replace(b"ram:InvoiceCurrencyCode", b"ram:Currency")
    assert verifier(xml)[0].regle == "XSD"


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<a>",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<a>" + b" " * 5_000_001 + b"</a>",
        cii.xml_de(facture((heures(),))).replace(b"urn:cen.eu:en16931:2017", b"urn:autre:1"),
    ],
)
def test_what_is_no_invoice_is_one_fault(xml: bytes) -> None:
    assert [f.regle for f in verifier(xml)] == ["XML"]


@pytest.mark.parametrize("encodage", ["iso-8859-1", "utf-16"])
@pytest.mark.parametrize("forme", [cii, ubl])
def test_the_encoding_of_the_file_changes_nothing(forme: Any, encodage: str) -> None:
    xml = forme.xml_de(facture((heures(),), mentions=mentions(ENTREPRISE)))
    texte = xml.decode().replace("UTF-8", encodage)
    assert verifier(texte.encode(encodage, "xmlcharrefreplace")) == verifier(xml) == []


@pytest.mark.parametrize("element", ["BasisAmount", "RateApplicablePercent", "DuePayableAmount"])
def test_a_word_for_a_number_is_a_fault(element: str) -> None:
    juste = cii.xml_de(facture((heures(),))).decode()
    faux = re.sub(rf"(<ram:{element}>)[^<]*", r"\1beaucoup", juste)
    assert {"XSD", "SCHEMATRON"} <= {f.regle for f in verifier(faux.encode())}
