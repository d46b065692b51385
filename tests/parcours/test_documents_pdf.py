"""Every paper opened: its text, its figures, its fonts, its tags, its boxes to sign."""

import re
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from etrier.parcours.documents.contenu import en_pdf
from etrier.parcours.documents.exemples import LE, apercu, contenu_exemple, exemples
from etrier.parcours.documents.word import en_word
from etrier.parcours.enums_accompagnement import GenreDocument
from etrier.socle.erreurs import Refus

ATTENDUS = {
    "cddi": (
        "L5132-15-1",
        "du 01/10/2026 au 31/03/2027",
        "26 h",
        "12,02 €",
        "24 mois",
        "Article 8",
    ),
    "cddu": ("D1242-1, 12°", "L5132-7", "D4154-1", "association intermédiaire"),
    "mission": ("L1251-16", "Mairie d’Exemple", "10 % de la rémunération", "n’est pas interdite"),
    "mise_a_disposition": (
        *("R5132-20", "Madame Camille EXEMPLE", "entretien des locaux", "1 place Fictive"),
        *("31/10/2026", "12,40 €", "gants, chaussures", "fournis par : la structure"),
    ),
    "avenant": ("Avenant n° 1", "12,31 €", "28 h", "30/06/2027", "augmentation de la durée"),
    "certificat": (
        *("Certificat de travail", "01/10/2025", "31/03/2027", "ouvrière maraîchère"),
        *("aide-conditionneuse", "D1234-6", "L911-8"),
    ),
    "pmsmp": (
        *("L5135-1", "Boulangerie Exemple", "Noa EXEMPLE", "03/11/2026", "10 jours"),
        *("60 jours", "Mutuelle d’Exemple", "découvrir un métier"),
    ),
    "renouvellement": ("30/09/2027", "31/03/2027", "15/03/2027", "12,02 €"),
    "fin": ("prend fin à son terme", "31/03/2027", "solde de tout compte"),
}
GENRES = [genre.value for genre in GenreDocument]


@cache
def papiers() -> dict[str, bytes]:
    return exemples()


def lire(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def texte(pdf: bytes) -> str:
    brut = " ".join(page.extract_text() for page in lire(pdf).pages)
    return re.sub(r"\s+", " ", brut)


@pytest.mark.parametrize("genre", GENRES)
def test_a_paper_says_what_it_must(genre: str) -> None:
    lu = texte(papiers()[genre])
    for attendu in (*ATTENDUS[genre], "Les Jardins d’Exemple", "2026-0012", "Date et signature"):
        assert attendu in lu, attendu
    assert "à compléter" not in lu
    assert "{" not in lu


@pytest.mark.parametrize("genre", [*GENRES, "signe"])
def test_it_holds_to_the_norms_of_archives(genre: str) -> None:
    pdf = lire(papiers()[genre])
    racine: Any = pdf.trailer["/Root"]
    xmp = racine["/Metadata"].get_object().get_data().decode()
    assert "pdfaid:part>2<" in xmp
    assert "pdfaid:conformance>A<" in xmp
    assert "pdfuaid:part>1<" in xmp
    assert racine["/Lang"] == "fr-FR"
    assert racine["/MarkInfo"]["/Marked"]
    assert {"/H1", "/P"} <= _balises(racine["/StructTreeRoot"])
    for page in pdf.pages:
        ressources: Any = page["/Resources"]
        for police in ressources["/Font"].values():
            descendante = police.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile3" in descendante["/FontDescriptor"].get_object()


def _balises(noeud: Any) -> set[str]:
    """The tags of the tree of structure."""
    noeud = noeud.get_object()
    if not isinstance(noeud, dict):
        return set()
    siennes = {str(noeud["/S"])} if "/S" in noeud else set()
    enfants = noeud.get("/K", [])
    for enfant in enfants if isinstance(enfants, list) else [enfants]:
        siennes |= _balises(enfant)
    return siennes


@pytest.mark.parametrize("genre", GENRES)
def test_no_page_holds_the_boxes_alone(genre: str) -> None:
    pages = [re.sub(r"\s+", " ", p.extract_text()) for p in lire(papiers()[genre]).pages]
    [derniere] = [p for p in pages if "Date et signature" in p]
    assert f"page {len(pages)} sur {len(pages)}" in pages[-1]
    if len(pages) > 1:
        assert "Article" in derniere


def test_tables_and_lists_are_tagged() -> None:
    racine: Any = lire(papiers()["cddi"]).trailer["/Root"]
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/H2"} <= _balises(racine["/StructTreeRoot"])


def test_the_signed_version_shows_who_and_the_digest() -> None:
    lu = texte(papiers()["signe"])
    for attendu in ("Relevé des signatures", "Alix EXEMPLE", "0123456789abcdef", "à 10 h 30"):
        assert attendu in lu
    assert "Date et signature" not in lu
    racine: Any = lire(papiers()["signe"]).trailer["/Root"]
    assert "/Figure" in _balises(racine["/StructTreeRoot"])


def test_a_preview_bears_no_number_and_says_what_is_missing() -> None:
    lu = texte(apercu("cddi", "# Essai\n{papier.numero} pour {salarie.nom}\n"))
    assert "Aperçu, sans numéro" in lu
    assert "à compléter : numéro du papier" in lu
    assert "EXEMPLE" in lu
    assert "Date et signature" in lu


def test_what_is_typed_is_never_code() -> None:
    piege = '#import "x" $x^2$ *a* _b_ <c> @d \\ #{1+1} `brut` //fin'
    lu = texte(apercu("cddi", f"# Essai\n{piege.replace('{', '').replace('}', '')}\n"))
    assert '#import "x" $x^2$ *a* _b_ <c> @d' in lu
    assert "//fin" in lu


def test_the_same_content_gives_the_same_bytes() -> None:
    contenu = contenu_exemple("cddi")
    assert en_pdf(contenu, le=LE) == en_pdf(contenu, le=LE)


@pytest.mark.parametrize("lettre", ["漢字", "😀", "\x07", "\ue000"])
def test_a_letter_the_fonts_lack_is_refused(lettre: str) -> None:
    with pytest.raises(Refus, match="ne peut pas être imprimé"):
        apercu("cddi", f"# Essai\n{lettre}\n")


def test_word_has_real_styles() -> None:
    papier = Document(BytesIO(en_word(contenu_exemple("cddi"), le=LE)))
    styles = {p.style.name for p in papier.paragraphs if p.style is not None}
    assert {"Heading 1", "Heading 2", "List Bullet"} <= styles
    assert len(papier.tables) == 2
    assert papier.tables[0].cell(1, 1).text == "12,02 €"
    assert papier.core_properties.language == "fr-FR"
    assert "2026-0012" in papier.sections[0].footer.paragraphs[0].text
    assert any("CDD" not in p.text and "Camille" in p.text for p in papier.paragraphs)


def test_word_shows_what_is_missing_and_the_jobs() -> None:
    contenu = contenu_exemple("certificat", "# Essai\n{papier.lieu} {structure.nom}\n[emplois]\n")
    contenu["blocs"][1]["texte"][0] = {"texte": "fait à", "manque": True}
    papier = Document(BytesIO(en_word(contenu, le=LE)))
    assert any("[à compléter : fait à]" in p.text for p in papier.paragraphs)
    assert papier.tables[0].cell(1, 0).text == "ouvrière maraîchère"
