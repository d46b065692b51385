"""A quote on a client's phone: read, accepted, refused; and the form that writes one."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import fabrique
from tests.bases import Bases
from tests.navigateur.conftest import TELEPHONE, ouvrir
from tests.navigateur.ecrans import Site
from tests.navigateur.fenetres import DEBORDE
from tests.navigateur.gestes import examiner
from tests.serveur import servir

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def monde(bases: Bases) -> Iterator[tuple[Site, dict[str, Any]]]:
    """A site of its own, and its two links."""
    base = bases.neuve()
    lus = base.demander("tests.navigateur.monde_devis")
    with servir(base) as adresse:
        yield Site(adresse, {}), lus


def regarder(page: Page) -> None:
    """Axe has nothing to say, and the page scrolls one way only."""
    examiner(page)
    assert page.evaluate(DEBORDE) == 0


def test_a_client_accepts_on_a_phone(chromium: Browser, monde: tuple[Site, dict[str, Any]]) -> None:
    site, lus = monde
    with ouvrir(chromium, site, TELEPHONE) as page:
        page.goto(f"/devis/{lus['liens'][0]}/")
        regarder(page)
        page.get_by_role("button", name="Accepter ce devis").click()
        expect(page.get_by_text("Cochez « Bon pour accord »")).to_be_visible()
        regarder(page)
        page.get_by_label("Votre nom et votre prénom").fill("Odile EXEMPLE")
        page.get_by_label("Bon pour accord").check()
        page.get_by_role("button", name="Accepter ce devis").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Merci, ce devis est accepté")
        regarder(page)
        page.goto(f"/devis/{lus['liens'][0]}/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ce lien ne s’ouvre pas")
        regarder(page)


def test_another_refuses(chromium: Browser, monde: tuple[Site, dict[str, Any]]) -> None:
    site, lus = monde
    with ouvrir(chromium, site, TELEPHONE) as page:
        page.goto(f"/devis/{lus['liens'][1]}/")
        page.get_by_role("link", name="Refuser").click()
        regarder(page)
        page.get_by_label("Votre nom et votre prénom").fill("Odile EXEMPLE")
        page.get_by_role("button", name="Refuser ce devis").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Votre refus est enregistré")
        regarder(page)


def test_a_quote_is_written_at_the_desk_and_on_a_phone(
    chromium: Browser, monde: tuple[Site, dict[str, Any]]
) -> None:
    site, lus = monde
    with ouvrir(chromium, site, TELEPHONE) as page:
        page.goto("/connexion/")
        page.locator("input[name=username]").fill(lus["compte"])
        page.locator("input[name=password]").fill(fabrique.MOT_DE_PASSE)
        page.locator("main").get_by_role("button", name="Se connecter").click()
        page.wait_for_url("**/s/*/")
        page.goto(f"/s/{lus['structure']}/devis/nouveau/")
        regarder(page)
        page.get_by_role("button", name="Ajouter des lignes").click()
        expect(page.get_by_text("Ligne 8", exact=True)).to_be_visible()
        regarder(page)
