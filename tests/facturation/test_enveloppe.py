"""The envelope of a Factur-X: independent readers find what the norm asks for."""

import io
from pathlib import Path
from typing import Any

import facturx
import pypdf
import pypdfium2
import pytest
import typst
from lxml import etree

from etrier.facturation.formats import enveloppe

ICI = Path(__file__).parent / "fichiers" / "formats"
XML = (ICI / "akretion_factur-x-en16931.xml").read_bytes()
PAGE = """
#set document(title: "Facture F2026-00001", author: "Exemple", date: datetime(
  year: 2026, month: 3, day: 31))
#set text(lang: "fr")
= Facture <un>
Voir @deux et #link(<un>)[le début].
#set heading(numbering: "1")
= Suite <deux>
"""
AVEC_PIECE = (
    PAGE
    + """
#pdf.attach("a.xml", bytes("<a/>"), relationship: "data", description: "x", mime-type: "text/xml")
"""
)
FX = f"{{{enveloppe.ESPACE}}}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def _typst(page: str = PAGE) -> bytes:
    return typst.compile(
        page.encode(),
        format="pdf",
        pdf_standards=["a-3a", "ua-1"],
        timestamp=1_774_915_200,
    )


@pytest.fixture(scope="module")
def hybride() -> bytes:
    """A page with its XML, enveloped."""
    return enveloppe.mettre_en_facturx(_typst(), XML)


def _catalogue(pdf: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True).trailer["/Root"]


def _xmp(pdf: bytes) -> etree._Element:
    return etree.fromstring(_catalogue(pdf)["/Metadata"].get_data())


def test_the_xml_comes_out_as_it_went_in(hybride: bytes) -> None:
    nom, xml = facturx.get_xml_from_pdf(io.BytesIO(hybride), check_xsd=True)
    assert (nom, xml) == ("factur-x.xml", XML)
    arbre = etree.fromstring(xml)
    assert facturx.get_flavor(arbre) == "factur-x"
    assert facturx.get_level(arbre) == "en16931"


def test_the_file_is_attached_to_the_document_as_its_alternative(hybride: bytes) -> None:
    catalogue = _catalogue(hybride)
    (piece,) = [x.get_object() for x in catalogue["/AF"]]
    assert (piece["/UF"], piece["/AFRelationship"]) == ("factur-x.xml", "/Alternative")
    assert piece["/EF"]["/F"]["/Subtype"] == "/text/xml"
    assert catalogue["/Names"]["/EmbeddedFiles"]["/Names"][0] == "factur-x.xml"


def test_the_metadata_say_factur_x_and_declare_it(hybride: bytes) -> None:
    xmp = _xmp(hybride)
    dites = {nom: xmp.findtext(f".//{FX}{nom}") for nom in (
        "DocumentType", "DocumentFileName", "Version", "ConformanceLevel")}  # fmt: skip
    assert dites == {
        "DocumentType": "INVOICE",
        "DocumentFileName": "factur-x.xml",
        "Version": "1.0",
        "ConformanceLevel": "EN 16931",
    }
    schemas = {x.text: x.getparent() for x in xmp.iter("{*}namespaceURI")}
    declarees = [x.text for x in schemas[enveloppe.ESPACE].iter("{*}name")]
    assert sorted(declarees) == sorted(dites)


def test_it_stays_an_archive_that_can_be_read_aloud(hybride: bytes) -> None:
    xmp = _xmp(hybride)
    assert (xmp.findtext(".//{*}part"), xmp.findtext(".//{*}conformance")) == ("3", "A")
    assert "{http://www.aiim.org/pdfua/ns/id/}part" in {x.tag for x in xmp.iter()} | {
        nom for x in xmp.iter(f"{RDF}Description") for nom in x.attrib
    }
    assert hybride.startswith(_typst())
    assert len(pypdfium2.PdfDocument(hybride)) == 1


def test_the_same_page_gives_the_same_bytes(hybride: bytes) -> None:
    assert enveloppe.mettre_en_facturx(_typst(), XML) == hybride


@pytest.mark.parametrize(
    ("pdf", "phrase"),
    [
        (b"%PDF-1.7", "no trailer"),
        (b"trailer\n<</Root 1 0 R>>\nstartxref\n12\n%%EOF", "/Size"),
        (b"trailer\n<</Size 2/Root 1 0 R>>\nstartxref\n12\n%%EOF", "/Metadata"),
    ],
)
def test_another_pdf_is_refused(pdf: bytes, phrase: str) -> None:
    with pytest.raises(ValueError, match=phrase):
        enveloppe.mettre_en_facturx(pdf, XML)


def test_a_page_with_a_file_and_a_second_envelope_are_refused(hybride: bytes) -> None:
    with pytest.raises(ValueError, match="already attached"):
        enveloppe.mettre_en_facturx(_typst(AVEC_PIECE), XML)
    with pytest.raises(ValueError, match="already attached"):
        enveloppe.mettre_en_facturx(hybride, XML)
