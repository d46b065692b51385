"""An AI invoices three hundred private people in a handful of clicks, and corrects one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import fabrique
from tests.bases import Bases
from tests.navigateur.conftest import ouvrir
from tests.navigateur.ecrans import Site
from tests.navigateur.fenetres import DEBORDE
from tests.navigateur.gestes import examiner, suite_retenue
from tests.serveur import servir

pytestmark = pytest.mark.navigateur

CLIENTS, PLAFOND = 300, 20
TAILLES = ((1280, 800), (360, 740))


@dataclass(frozen=True)
class Monde:
    """Where the site answers, and what it holds."""

    site: Site
    lus: dict[str, Any]


@pytest.fixture(scope="module")
def monde(bases: Bases) -> Iterator[Monde]:
    """A site of its own."""
    base = bases.neuve()
    lus = base.demander("tests.navigateur.monde_facturer")
    with servir(base) as adresse:
        yield Monde(Site(adresse, {}), lus)


@pytest.fixture
def bureau(chromium: Browser, monde: Monde) -> Iterator[Page]:
    """A desk, signed in, on the dashboard of the structure."""
    with ouvrir(chromium, monde.site) as page:
        page.goto("/connexion/")
        page.locator("input[name=username]").fill(monde.lus["compte"])
        page.locator("input[name=password]").fill(fabrique.MOT_DE_PASSE)
        page.locator("main").get_by_role("button", name="Se connecter").click()
        page.wait_for_url("**/s/*/")
        yield page


class Souris:
    """A mouse that counts."""

    def __init__(self) -> None:
        self.clics = 0

    def cliquer(self, ou: Locator) -> None:
        """One more click."""
        self.clics += 1
        ou.click()


def regarder(page: Page) -> None:
    """Axe has nothing to say, and the page scrolls one way only, on a desk and on a phone."""
    for largeur, hauteur in TAILLES:
        page.set_viewport_size({"width": largeur, "height": hauteur})
        examiner(page)
        assert page.evaluate(DEBORDE) == 0
    page.set_viewport_size({"width": TAILLES[0][0], "height": TAILLES[0][1]})


def test_three_hundred_private_people_then_a_credit_note(bureau: Page) -> None:
    page, souris = bureau, Souris()
    menu = page.get_by_role("navigation", name="Menu de la structure")
    souris.cliquer(menu.get_by_role("link", name="Facturer", exact=True))
    souris.cliquer(page.locator("nav.mois").get_by_role("link", name="mars 2025"))
    regarder(page)
    souris.cliquer(page.get_by_role("button", name="Préparer les factures"))
    expect(page.locator("#messages")).to_contain_text(f"{CLIENTS} brouillons préparés")
    regarder(page)
    souris.cliquer(page.get_by_role("link", name="Émettre les factures prêtes"))
    expect(page.locator("main")).to_contain_text(f"{CLIENTS} factures")
    regarder(page)
    with suite_retenue(page, "**/emettre/"):
        souris.cliquer(page.get_by_role("button", name="Émettre les factures"))
        expect(page.get_by_role("progressbar")).to_be_visible()
        regarder(page)
    expect(page.locator("#messages")).to_contain_text(f"{CLIENTS} factures émises")
    assert souris.clics < PLAFOND
    _corriger_une_ligne(page, souris)
    assert souris.clics < PLAFOND


def _corriger_une_ligne(page: Page, souris: Souris) -> None:
    """Half an hour too many for one of them."""
    premiere = page.locator("#tableau-emises").get_by_role("link", name=re.compile("-00300$"))
    souris.cliquer(premiere)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("F[0-9]{4}-00300"))
    regarder(page)
    souris.cliquer(page.get_by_role("link", name="Faire un avoir"))
    regarder(page)
    souris.cliquer(page.get_by_role("checkbox", name="Ménage"))
    page.get_by_label("Quantité à reprendre").fill("0h30")
    page.get_by_label("Motif").fill("Partie plus tôt")
    souris.cliquer(page.get_by_role("button", name="Émettre l'avoir"))
    expect(page.locator("#messages")).to_contain_text(re.compile("Avoir F[0-9]{4}-00301 de 11,95"))
    avoirs = page.locator("#tableau-avoirs")
    expect(avoirs).to_contain_text("-00301")
    expect(page.locator("#tableau-reglements")).to_contain_text(re.compile("avoir F[0-9]{4}-00301"))
    regarder(page)
