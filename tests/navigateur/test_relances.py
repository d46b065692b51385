"""Reminders of a month and attestations of a year, each in one act that says how far it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import fabrique
from tests.bases import Bases
from tests.navigateur.conftest import ouvrir
from tests.navigateur.ecrans import Site
from tests.navigateur.fenetres import DEBORDE
from tests.navigateur.gestes import examiner, suite_retenue
from tests.serveur import servir

pytestmark = pytest.mark.navigateur

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
    lus = base.demander("tests.navigateur.monde_relances")
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


def regarder(page: Page) -> None:
    """Axe has nothing to say, and the page scrolls one way only, on a desk and on a phone."""
    for largeur, hauteur in TAILLES:
        page.set_viewport_size({"width": largeur, "height": hauteur})
        examiner(page)
        assert page.evaluate(DEBORDE) == 0
    page.set_viewport_size({"width": TAILLES[0][0], "height": TAILLES[0][1]})


def au_menu(page: Page, nom: str) -> None:
    menu = page.get_by_role("navigation", name="Menu de la structure")
    menu.get_by_role("link", name=nom, exact=True).click()


def test_thirty_late_clients_are_reminded_in_one_act(bureau: Page) -> None:
    page = bureau
    au_menu(page, "Relances")
    regarder(page)
    # Twenty-five go with the click; the page does the others by itself.
    page.get_by_role("button", name="Relancer les 30 factures proposées").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Relances", exact=True)).to_be_visible()
    expect(page.get_by_text("factures proposées")).to_have_count(0)
    retards = page.locator("#tableau-retards tbody tr")
    expect(retards).to_have_count(30)
    expect(retards.filter(has_text="rappel amiable")).to_have_count(30)
    regarder(page)
    retards.first.get_by_role("link").click()
    page.get_by_role("link", name="Mettre en litige").click()
    page.get_by_label("Ce que le client conteste").fill("Une heure en trop")
    page.get_by_role("button", name="Mettre en litige").click()
    expect(page.get_by_text("en litige : Une heure en trop")).to_be_visible()
    regarder(page)
    page.locator("#reste").get_by_role("link").click()
    expect(page.get_by_text("à payer par le client")).to_be_visible()
    regarder(page)


def test_the_attestations_of_a_year_are_drawn_in_one_act(bureau: Page) -> None:
    page = bureau
    au_menu(page, "Services à la personne")
    page.get_by_label("Année").select_option("2025")
    page.get_by_role("button", name="Afficher").click()
    regarder(page)
    with suite_retenue(page, "**/sap/etablir/"):
        page.get_by_role("button", name="Établir les 30 attestations qui manquent").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        regarder(page)
    expect(page.locator("#tableau-clients tbody tr").filter(has_text="version 1")).to_have_count(30)
    page.locator("#tableau-clients tbody tr").first.get_by_role("link").click()
    lien = page.get_by_label("Lien à remettre au client").input_value()
    regarder(page)
    for nom in ("Comptabilité séparée", "État d’activité", "CESU préfinancés"):
        au_menu(page, "Services à la personne")
        page.get_by_role("link", name=nom).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(nom)
        regarder(page)
    page.context.clear_cookies()
    page.goto(lien)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Votre attestation fiscale 2025")
    regarder(page)
