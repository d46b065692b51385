"""A template and values make a PDF to archive: its norms, its fonts, the same bytes twice."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from etrier.socle.documents import POLICES, RACINE, Norme, composer

LE = datetime(2026, 10, 31, 9, 30, tzinfo=UTC)
MODELE = """
#import "/socle/modeles/page.typ": *
#let v = json(bytes(sys.inputs.valeurs))
#show: page-maison.with(titre: v.titre, pied: [pied])
= Titre
#v.texte *gras* _penché_
"""


@pytest.fixture
def modele(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A template of its own, beside what the templates of the house share."""
    (tmp_path / "socle").symlink_to(RACINE / "socle")
    monkeypatch.setattr("etrier.socle.documents.RACINE", tmp_path)
    chemin = tmp_path / "essai.typ"
    chemin.write_text(MODELE, encoding="utf-8")
    return chemin


def lire(pdf: bytes) -> PdfReader:
    """The PDF, opened."""
    return PdfReader(BytesIO(pdf))


def xmp(pdf: PdfReader) -> str:
    """Its metadata, as they are written."""
    racine: Any = pdf.trailer["/Root"]
    metadonnees: bytes = racine["/Metadata"].get_object().get_data()
    return metadonnees.decode()


def polices(pdf: PdfReader) -> list[DictionaryObject]:
    """The descriptor of every font the pages use."""
    trouvees = []
    for page in pdf.pages:
        ressources: Any = page["/Resources"]
        for police in ressources["/Font"].values():
            (descendante,) = police.get_object()["/DescendantFonts"]
            trouvees.append(descendante.get_object()["/FontDescriptor"].get_object())
    return trouvees


VALEURS = {"titre": "Un essai", "texte": "Été, œuvre, 7\u00a0h\u202f30, €"}


def test_it_is_made_to_archive_and_to_be_read_aloud(modele: Path) -> None:
    pdf = lire(composer(modele, VALEURS, le=LE))
    metadonnees = xmp(pdf)
    assert re.search(r"pdfaid:part>2<", metadonnees)
    assert re.search(r"pdfaid:conformance>A<", metadonnees)
    assert re.search(r"pdfuaid:part>1<", metadonnees)
    racine: Any = pdf.trailer["/Root"]
    assert racine["/MarkInfo"]["/Marked"]
    assert racine["/Lang"] == "fr-FR"
    assert "/StructTreeRoot" in racine
    assert racine["/OutputIntents"]
    assert not pdf.is_encrypted
    assert "/Encrypt" not in pdf.trailer


@pytest.mark.parametrize(("norme", "partie", "niveau"), [("a-2b", 2, "B"), ("a-3b", 3, "B")])
def test_another_norm_is_said_in_the_file(
    modele: Path, norme: Norme, partie: int, niveau: str
) -> None:
    metadonnees = xmp(lire(composer(modele, VALEURS, le=LE, normes=[norme])))
    assert f"pdfaid:part>{partie}<" in metadonnees
    assert f"pdfaid:conformance>{niveau}<" in metadonnees


def test_every_font_is_of_the_house_and_embedded(modele: Path) -> None:
    trouvees = polices(lire(composer(modele, VALEURS, le=LE)))
    assert {
        str(p["/FontName"]).partition("+")[2].removesuffix("-Identity-H") for p in trouvees
    } == {
        "SourceSansPro-Regular",
        "SourceSansPro-Semibold",
        "SourceSansPro-It",
    }
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & p.keys() for p in trouvees)


def test_the_text_reads_as_it_was_given(modele: Path) -> None:
    texte = lire(composer(modele, VALEURS, le=LE)).pages[0].extract_text()
    assert "Été, œuvre, 7\u00a0h\u202f30, €" in texte
    assert "page 1 sur 1" in texte


def test_text_is_never_code(modele: Path) -> None:
    piege = '#panic("non") $x$ *a* #read("/socle/documents.py") \\ "'
    texte = lire(composer(modele, VALEURS | {"texte": piege}, le=LE)).pages[0].extract_text()
    assert piege in texte.replace("\n", " ")


def test_the_same_values_and_date_give_the_same_bytes(modele: Path) -> None:
    premier = composer(modele, VALEURS, le=LE)
    assert composer(modele, VALEURS, le=LE) == premier
    dates = lire(premier).metadata
    assert dates is not None
    assert dates.creation_date == LE
    assert composer(modele, VALEURS, le=LE.replace(day=30)) != premier


def test_the_fonts_come_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (POLICES / "LICENSE.txt").read_text()


def test_several_threads_compose_at_once(modele: Path) -> None:
    """As the threads of the web server do."""
    seul = composer(modele, VALEURS, le=LE)
    with ThreadPoolExecutor(3) as fils:
        assert set(fils.map(lambda _n: composer(modele, VALEURS, le=LE), range(12))) == {seul}


def test_a_template_that_changes_is_read_again(modele: Path) -> None:
    avant = composer(modele, VALEURS, le=LE)
    modele.write_text(MODELE.replace("= Titre", "= Autre titre"), encoding="utf-8")
    apres = composer(modele, VALEURS, le=LE)
    assert "Autre titre" in lire(apres).pages[0].extract_text()
    assert apres != avant
