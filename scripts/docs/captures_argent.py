"""The pictures of money: an AI invoices its month, reads its bank, sees what is to come."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from pypdfium2 import PdfDocument

from etrier.socle.mois import lire_mois
from scripts.docs.visite import IMAGES, POINTS_PAR_PIXEL, Visite, photographier

HAUTEUR = 1150
SUR_PAPIER = ("facture_papier",)


def _cliquer(visite: Visite, nom: str) -> None:
    visite.page.locator("main").get_by_role("button", name=nom).click()
    visite.page.wait_for_load_state("networkidle")


def _facturer(visite: Visite) -> None:
    """The drafts of the month just closed, the announcement read."""
    visite.aller_au_mois("facturer", visite.structure_a_corriger)
    _cliquer(visite, "Préparer les factures")
    visite.aller_au_mois("facturer", visite.structure_a_corriger)


def _facture(visite: Visite) -> None:
    """An invoice somebody has paid."""
    visite.aller("facture", structure_id=visite.structure_a_corriger, facture_id=visite.facture)


def _tresorerie(visite: Visite) -> None:
    visite.aller("argent", structure_id=visite.structure_a_corriger)
    visite.page.locator("[data-graphique] svg").first.wait_for()


def _rapprocher(visite: Visite) -> None:
    """The bank file read, each movement facing what it pays."""
    visite.aller("releve_importer", structure_id=visite.structure_a_corriger)
    visite.page.set_input_files("input[type=file]", visite.releve_banque)
    _cliquer(visite, "Voir ce que cela donnerait")
    _cliquer(visite, "Lire ces mouvements")
    visite.aller("rapprocher", structure_id=visite.structure_a_corriger)


def _retour_paie(visite: Visite) -> None:
    """What the bureau paid otherwise than was said, and why."""
    ou = {"structure_id": visite.structure_a_corriger, "retour_id": visite.retour_paie}
    visite.aller("paie_retour", **ou)


DE_LA_GESTION: dict[str, Callable[[Visite], None]] = {
    "facturer": _facturer,
    "facture": _facture,
    "rapprocher": _rapprocher,
    "tresorerie": _tresorerie,
    "retour_paie": _retour_paie,
}


def clore(visite: Visite) -> None:
    """Close the month of the structure that invoices, as its direction would."""
    visite.aller_au_mois("cloture", visite.structure_a_corriger)
    visite.page.check("#confirmer")
    visite.page.click("form:has(#confirmer) button[type=submit]")
    visite.page.wait_for_url(re.compile(f"/{lire_mois(visite.mois):%Y-%m}/resultats/"))


def de_la_gestion(visite: Visite) -> Iterator[Path]:
    """The desk of whoever invoices, then an invoice as its client receives it."""
    for nom, montrer in DE_LA_GESTION.items():
        montrer(visite)
        yield photographier(visite.page, nom, HAUTEUR)
    ou = {"structure_id": visite.structure_a_corriger, "facture_id": visite.facture}
    image = IMAGES / "facture_papier.png"
    page = PdfDocument(visite.telecharger("facture_pdf", **ou))[0]
    page.render(scale=POINTS_PAR_PIXEL).to_pil().save(image)
    yield image
