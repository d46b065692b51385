"""Every paper the house prints, page by page, as pictures: filled for fictitious people."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument

ROOT = Path(__file__).resolve().parents[2]
PAPIERS = ROOT / "docs" / "papiers"
# A page is read on a screen without zooming.
ECHELLE = 1.25
COULEURS = 32
Exemples = Callable[[], Mapping[str, bytes]]


def dessiner(exemples: Exemples) -> list[str]:
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
