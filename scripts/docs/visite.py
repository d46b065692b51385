"""A browser page on the served demonstration, and how it is photographed."""

from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Page

from etrier.socle.mois import lire_mois

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "captures"
ECRAN = (1280, 900)
POINTS_PAR_PIXEL = 1.25


@dataclass(frozen=True)
class Visite:
    """A browser page on the served demonstration, and what it is shown there."""

    page: Page
    hote: str
    structure: int
    structure_a_corriger: int
    mois: str
    fichier: str
    chantier: int
    releve: int
    suivie: int
    convention: int
    annee: int
    ne_le: tuple[int, int]
    facture: int
    releve_banque: str
    retour_paie: int

    def aller(self, nom: str, /, **kwargs: object) -> None:
        """Open a screen by the name of its address."""
        self.page.goto(self.hote + reverse(nom, kwargs=kwargs), wait_until="networkidle")

    def aller_au_mois(self, nom: str, structure: int | None = None) -> None:
        """Open a screen of the month."""
        cle = self.structure if structure is None else structure
        self.aller(nom, structure_id=cle, mois=lire_mois(self.mois))

    def telecharger(self, nom: str, /, **kwargs: object) -> bytes:
        """The file an address gives."""
        return self.page.request.get(self.hote + reverse(nom, kwargs=kwargs)).body()


def photographier(page: Page, nom: str, hauteur: int) -> Path:
    """The page from its top, as high as it is, within a limit."""
    image = IMAGES / f"{nom}.png"
    taille = page.viewport_size or {"width": ECRAN[0], "height": ECRAN[1]}
    entiere = int(page.evaluate("document.documentElement.scrollHeight"))
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(
        path=image,
        full_page=True,
        animations="disabled",
        clip={"x": 0, "y": 0, "width": taille["width"], "height": min(entiere, hauteur)},
    )
    return image
