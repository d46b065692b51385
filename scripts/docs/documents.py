"""Every paper the house prints, page by page, as pictures: filled for fictitious people."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument

from etrier.facturation.devis.exemple import exemple as devis
from etrier.facturation.papier.exemples import avoir, entreprise, longue, particulier
from etrier.facturation.papier.presse import page_de
from etrier.parcours.documents.exemples import exemples as exemples_du_parcours
from etrier.parcours.enums_accompagnement import GenreDocument

ROOT = Path(__file__).resolve().parents[2]
PAPIERS = ROOT / "docs" / "papiers"
# A page is read on a screen without zooming.
ECHELLE = 1.25
COULEURS = 32
TITRES = {str(genre.value): genre.label for genre in GenreDocument} | {
    "signe": "un contrat signé sur l'écran",
    "facture": "une facture à une entreprise, trois taux de TVA",
    "facture_sap": "une facture à un particulier, services à la personne",
    "facture_annexe": "une facture avec l'annexe de ses heures",
    "avoir": "un avoir",
    "devis": "un devis",
}


def exemples() -> dict[str, bytes]:
    """Every paper, by its name: those of people, then those of money."""
    return exemples_du_parcours() | {
        "devis": devis(),
        "facture": page_de(entreprise()),
        "facture_sap": page_de(particulier()),
        "facture_annexe": page_de(longue(personnes=6)),
        "avoir": page_de(avoir()),
    }


def planches() -> str:
    """A title for each paper, then its pages side by side."""
    morceaux = []
    for genre in exemples():
        pages = sorted(PAPIERS.glob(f"{genre}-[0-9].png"))
        titre = str(TITRES[genre])
        images = " ".join(
            f"![{titre}, page {rang}](papiers/{page.name})" for rang, page in enumerate(pages, 1)
        )
        morceaux.append(f"## {titre[0].upper()}{titre[1:]}\n\n{images}")
    return "\n\n".join(morceaux)


def dessiner() -> list[str]:
    """Draw every page again, remove those of papers that are no more; gives their names."""
    PAPIERS.mkdir(parents=True, exist_ok=True)
    dessinees = dict(_pages(exemples()))
    for vieille in PAPIERS.glob("*.png"):
        if vieille.stem not in dessinees:
            vieille.unlink()
    for nom, image in dessinees.items():
        (PAPIERS / f"{nom}.png").write_bytes(image)
    return sorted(dessinees)


def _pages(papiers: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """`cddi-1`, `cddi-2`…, and the picture of each."""
    for genre, fichier in papiers.items():
        for rang, page in enumerate(PdfDocument(fichier), 1):
            yield f"{genre}-{rang}", _en_png(page.render(scale=ECHELLE).to_pil())


def _en_png(image: Image.Image) -> bytes:
    """Few colours: a paper is mostly white."""
    sortie = BytesIO()
    image.quantize(COULEURS).save(sortie, "PNG", optimize=True)
    return sortie.getvalue()
