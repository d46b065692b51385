"""Invoices that leave by post: one file to print, each on sheets of its own.

A copy for the printer alone: the file of each invoice, with its XML, stays what is kept and sent.
"""

from collections.abc import Iterable
from io import BytesIO
from threading import Lock
from typing import Final

from pypdfium2 import PdfDocument

# PDFium serves one thread at a time.
_UN_SEUL: Final = Lock()


def en_liasse(pdfs: Iterable[bytes], *, recto_verso: bool) -> bytes:
    """The pages of the files given, in their order, as one PDF.

    `recto_verso`: printed on both sides, each file still starts on a new sheet, a blank page
    ending those of an odd number of pages.
    """
    with _UN_SEUL:
        liasse = PdfDocument.new()
        try:
            for pdf in pdfs:
                _ajouter(liasse, pdf, recto_verso)
            fait = BytesIO()
            liasse.save(fait)
        finally:
            liasse.close()
    return fait.getvalue()


def _ajouter(liasse: PdfDocument, pdf: bytes, recto_verso: bool) -> None:
    feuilles = PdfDocument(pdf)
    try:
        liasse.import_pages(feuilles)
        if recto_verso and len(feuilles) % 2:
            derniere = feuilles[len(feuilles) - 1]
            liasse.new_page(*derniere.get_size()).close()
            derniere.close()
    finally:
        feuilles.close()
