"""An issued invoice as a file: PDF/A-3 to read, with its XML inside (Factur-X).

Neither models nor database here: the processes that print load this module, and no more.
"""

import json
import os
from datetime import UTC, datetime, time
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Final

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.formats.cii import xml_de
from etrier.facturation.formats.enveloppe import mettre_en_facturx
from etrier.facturation.papier.composition import MODELE, valeurs_de
from etrier.socle.documents import Norme, composer

# Archiving with attached files and tagged text (ISO 19005-3), and reading aloud (ISO 14289-1).
NORMES: Final[tuple[Norme, ...]] = ("a-3a", "ua-1")


def pdf_de(ecrite: FactureEcrite) -> bytes:
    """The Factur-X of an issued invoice. The same contents give the same bytes.

    Raises Refus as `xml_de` does, when the contents cannot make an invoice.
    """
    return mettre_en_facturx(page_de(ecrite), xml_de(ecrite))


def pdf_du_contenu(contenu: str) -> bytes:
    """The same from the JSON of the contents: what a printing process is handed."""
    return pdf_de(FactureEcrite.de_json(json.loads(contenu)))


def finir_avec_le_parent() -> None:
    """Make this printing process end with the one that started it, even killed.

    Left alone, it would wait for work for ever.
    """
    parent = parent_process()
    if parent is not None:
        Thread(target=_attendre, args=(parent,), daemon=True).start()


def _attendre(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def page_de(ecrite: FactureEcrite) -> bytes:
    """What one reads, before its XML is put inside. Dated by its day of issue, at noon."""
    le = datetime.combine(ecrite.emise_le, time(12), tzinfo=UTC)
    return composer(MODELE, valeurs_de(ecrite), le=le, normes=NORMES)


def nom_fichier(ecrite: FactureEcrite) -> str:
    """Name of the file, for whoever receives it: « facture-F2026-00012.pdf »."""
    genre = {"avoir": "avoir", "acompte": "acompte"}.get(ecrite.genre, "facture")
    return f"{genre}-{ecrite.numero.replace('/', '-')}.pdf"
