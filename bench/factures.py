"""A thousand invoices as PDF with their XML, beside the same pages through WeasyPrint.

Same contents, same fonts, same run. WeasyPrint prints a sample, in one process; its total is said
to be extrapolated. Ours print for good, over two processes, and are kept.
"""

import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.enums import EtatFacture
from etrier.facturation.models import Facture, FichierFacture
from etrier.facturation.papier import exemples
from etrier.facturation.papier.lot import imprimer
from etrier.facturation.papier.presse import page_de
from etrier.missions.models import Client
from etrier.structures.models import Structure

FACTURES, ECHANTILLON = 1_000, 40
# What a month is made of: mostly private people, some companies, an annex now and then.
MELANGE = (
    *(exemples.particulier,) * 6,
    *(exemples.entreprise,) * 2,
    exemples.publique,
    lambda: exemples.longue(personnes=5),
)


def factures(_part: float) -> dict[str, Any]:
    """Print them all over two processes, and a sample one by one; pages and bytes."""
    cles = _emettre()
    debut = time.perf_counter()
    rendu = imprimer(cles)
    secondes = time.perf_counter() - debut
    assert rendu.imprimees == FACTURES
    assert imprimer(cles).imprimees == 0
    pdfs = [bytes(f.pdf) for f in FichierFacture.objects.filter(facture__in=cles)]
    debut = time.perf_counter()
    for ecrite in _contenus(ECHANTILLON):
        page_de(ecrite)
    return {
        "factures": FACTURES,
        "impression": secondes,
        "pages": sum(len(PdfReader(BytesIO(pdf)).pages) for pdf in pdfs[:ECHANTILLON]),
        "octets": sum(map(len, pdfs)),
        "processus_mio": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "echantillon": ECHANTILLON,
        "seule": time.perf_counter() - debut,
    }


def weasyprint(_part: float) -> dict[str, Any]:
    """The sample through WeasyPrint, one by one in this process."""
    # Loaded here: its memory is measured by its own step, and by no other.
    from bench.pages_html import page, police  # noqa: PLC0415

    contenus, polices = list(_contenus(ECHANTILLON)), police()
    page(contenus[0], polices)
    debut = time.perf_counter()
    pages = [page(ecrite, polices) for ecrite in contenus]
    secondes = time.perf_counter() - debut
    return {
        "echantillon": ECHANTILLON,
        "weasyprint": secondes,
        "pages": sum(len(PdfReader(BytesIO(p)).pages) for p in pages),
    }


def _contenus(combien: int) -> Iterator[FactureEcrite]:
    for rang in range(combien):
        yield replace(MELANGE[rang % len(MELANGE)](), numero=f"B2026-{rang + 1:05d}")


def _emettre() -> list[int]:
    """The invoices, issued by the first structure to its first client."""
    structure = Structure.objects.order_by("pk")[0]
    client = Client.objects.filter(structure=structure).order_by("pk").first()
    if client is None:
        client = Client.objects.create(
            structure=structure, nature="particulier", denomination="Client d'essai"
        )
    faites = Facture.objects.bulk_create(
        Facture(
            structure=structure,
            client=client,
            etat=EtatFacture.EMISE,
            numero=ecrite.numero,
            emise_le=ecrite.emise_le,
            echeance=ecrite.echeance,
            ht_centimes=ecrite.ht_centimes,
            tva_centimes=ecrite.tva_centimes,
            ttc_centimes=ecrite.ttc_centimes,
            contenu=ecrite.en_json(),
        )
        for ecrite in _contenus(FACTURES)
    )
    return [f.pk for f in faites]
