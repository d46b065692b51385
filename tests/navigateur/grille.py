"""The month grid as a test handles it: cells by row and day, keys, and what the server holds."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.bases import Base, Bases
from tests.navigateur.conftest import ORDINATEUR, ouvrir, se_connecter
from tests.navigateur.ecrans import Site
from tests.serveur import servir

OCTOBRE = "2026-10"
# October 2026: the 3rd is a Saturday; no public holiday.
OUVRES = tuple(j for j in range(1, 32) if (j + 2) % 7 < 5)
TRAVAIL, CONGE = 1, 5
Livre = dict[tuple[int, int], dict[int, int]]


@dataclass(frozen=True)
class Ateliers:
    """A site with one structure for each test of the grid, and the database under it."""

    site: Site
    base: Base

    def cle(self, nom: str) -> int:
        """The structure of that name."""
        cle: int = self.site.structures[nom]["cle"]
        return cle

    def contrats(self, nom: str) -> list[int]:
        """Its contracts, in the order of the grid."""
        contrats: list[int] = self.site.structures[nom]["contrats"]
        return contrats

    def livre(self, nom: str) -> Livre:
        """The drafts of October in the ledger itself: minutes by nature, by contract and day."""
        livre: Livre = {}
        lues = self.base.demander("tests.navigateur.livre", str(self.cle(nom)))
        for contrat, jour, nature, minutes in lues:
            case = livre.setdefault((contrat, jour), {})
            case[nature] = case.get(nature, 0) + minutes
        return livre

    @contextmanager
    def grille(
        self,
        chromium: Browser,
        nom: str,
        *,
        taille: tuple[int, int] = ORDINATEUR,
        qui: str = "direction@exemple.test",
    ) -> Iterator["Grille"]:
        """The grid of October in a window of its own."""
        with ouvrir(chromium, self.site, taille) as page:
            page.context.grant_permissions(["clipboard-read", "clipboard-write"])
            se_connecter(page, qui=qui)
            grille = Grille(page, f"/s/{self.cle(nom)}/heures/{OCTOBRE}/")
            grille.charger()
            yield grille


@contextmanager
def monter(bases: Bases, tailles: Mapping[str, int] | None = None) -> Iterator[Ateliers]:
    """The structures of the grid's tests, or those asked for, on a database of their own."""
    base = bases.neuve()
    demandes = [json.dumps(dict(tailles))] if tailles else []
    lues = base.demander("tests.navigateur.monde_grille", *demandes)
    with servir(base) as adresse:
        yield Ateliers(Site(adresse, lues), base)


@dataclass
class Grille:
    """The grid in a page."""

    page: Page
    adresse: str

    def charger(self) -> None:
        """Open it, and wait until it listens."""
        self.page.goto(self.adresse)
        self.attendre()

    def attendre(self) -> None:
        """Wait until the grid listens."""
        self.page.locator("#grille[data-pret]").wait_for()

    def case(self, rang: int, jour: int) -> Locator:
        """A cell, by its row (from 0) and its day."""
        return self.page.locator("tr[data-rang]").nth(rang).locator(f'td[data-jour="{jour}"]')

    def aller(self, rang: int, jour: int) -> None:
        """Click a cell."""
        self.case(rang, jour).click()

    def choisir(self, du: tuple[int, int], au: tuple[int, int]) -> None:
        """Choose a block, from one corner to the other."""
        self.aller(*du)
        self.case(*au).click(modifiers=["Shift"])

    def taper(self, rang: int, jour: int, texte: str) -> None:
        """Type in a cell, and leave it by Enter."""
        self.aller(rang, jour)
        self.page.keyboard.type(texte)
        self.page.keyboard.press("Enter")

    def presser(self, *touches: str) -> None:
        """Press keys."""
        for touche in touches:
            self.page.keyboard.press(touche)

    def coller(self, texte: str) -> None:
        """Paste what another program put on the clipboard."""
        self.page.evaluate("texte => navigator.clipboard.writeText(texte)", texte)
        self.presser("Control+V")

    @property
    def statut(self) -> Locator:
        """What has become of the typing."""
        return self.page.locator("#grille-statut")

    @property
    def annonce(self) -> Locator:
        """What was just done."""
        return self.page.locator("#grille-annonce")

    def enregistree(self) -> None:
        """Wait until nothing waits to be sent."""
        expect(self.statut).to_have_attribute("data-etat", re.compile("repos|enregistre"))
        expect(self.page.locator("#grille td.modifie")).to_have_count(0)

    def etat(self) -> dict[str, Any]:
        """What the server says of the page now."""
        adresse = self.page.locator("#grille").get_attribute("data-etat")
        assert adresse is not None
        lu: dict[str, Any] = self.page.request.get(adresse).json()
        return lu
