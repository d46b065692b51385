"""Invoices to post, as one file to print."""

from dataclasses import replace
from io import BytesIO

from pypdf import PageObject, PdfReader

from etrier.facturation.papier import exemples
from etrier.facturation.papier.liasse import en_liasse
from etrier.facturation.papier.presse import page_de

SEULE = page_de(replace(exemples.entreprise(), numero="L-1", annexe=()))
LONGUE = page_de(replace(exemples.longue(personnes=5), numero="L-2"))


def pages(*, recto_verso: bool) -> list[PageObject]:
    return list(PdfReader(BytesIO(en_liasse([SEULE, LONGUE], recto_verso=recto_verso))).pages)


def test_the_pages_of_each_in_order() -> None:
    assert len(PdfReader(BytesIO(SEULE)).pages) == 1
    longue = len(PdfReader(BytesIO(LONGUE)).pages)
    lues = [page.extract_text() for page in pages(recto_verso=False)]
    assert ["L-1" in texte for texte in lues] == [True] + [False] * longue
    assert ["L-2" in texte for texte in lues] == [False] + [True] * longue


def test_on_both_sides_each_starts_on_a_sheet_of_its_own() -> None:
    lues = pages(recto_verso=True)
    assert len(lues) % 2 == 0
    assert lues[1].extract_text() == ""
    assert "L-2" in lues[2].extract_text()
    assert lues[1].mediabox == lues[0].mediabox


def test_nothing_makes_an_empty_file() -> None:
    assert en_liasse([], recto_verso=True).startswith(b"%PDF")
