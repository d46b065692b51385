"""The weekly sheet in a phone: a served site with its books, and what a hand does."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.fabrique import MOT_DE_PASSE
from tests.navigateur.conftest import PATIENCE, TELEPHONE, Atelier
from tests.navigateur.monde_feuille import ENCADRANT, EQUIPE

AUBEPINE, BOULEAU, CORMIER, DRAGEON = EQUIPE
ENVOYE = "Tout est envoyé."


@contextmanager
def telephone(chromium: Browser, atelier: Atelier, langue: str = "fr-FR") -> Iterator[Page]:
    """A phone in the hand; no script of it may fail."""
    contexte = chromium.new_context(
        base_url=atelier.adresse,
        viewport={"width": TELEPHONE[0], "height": TELEPHONE[1]},
        has_touch=True,
        is_mobile=True,
        locale=langue,
        reduced_motion="reduce",
    )
    with contexte:
        contexte.set_default_timeout(PATIENCE)
        page, ennuis = contexte.new_page(), list[str]()
        page.on("pageerror", lambda erreur: ennuis.append(str(erreur)))
        yield page
        assert ennuis == []


@pytest.fixture
def page(chromium: Browser, atelier: Atelier) -> Iterator[Page]:
    """The encadrant's phone, signed in."""
    with telephone(chromium, atelier) as fenetre:
        entrer(fenetre, ENCADRANT)
        yield fenetre


def entrer(page: Page, courriel: str) -> None:
    page.goto("/connexion/")
    page.locator("input[name=username]").fill(courriel)
    page.locator("input[name=password]").fill(MOT_DE_PASSE)
    page.locator("main button[type=submit]").first.tap()
    page.wait_for_url("**/s/*/")


def ouvrir_feuille(page: Page, atelier: Atelier, lundi: str) -> None:
    """Open the sheet with a network, and wait until the phone has kept it."""
    page.goto(atelier.feuille(lundi))
    expect(carte(page, AUBEPINE)).to_be_visible()
    gardee = "async (a) => Boolean(await caches.match(a, {ignoreVary: true}))"
    for _essai in range(300):
        if page.evaluate(gardee, atelier.feuille(lundi)):
            return
        page.wait_for_timeout(100)
    raise AssertionError("Le téléphone n'a pas gardé la feuille.")


def carte(page: Page, nom: str) -> Locator:
    return page.locator(".personne").filter(
        has=page.get_by_role("heading", name=re.compile(f"^{nom}"))
    )


def toucher(page: Page, nom: str, bouton: str) -> None:
    """Touch a button of somebody's card."""
    carte(page, nom).get_by_role("button", name=re.compile(f"^{bouton}")).tap()


def jour(page: Page, nom: str) -> None:
    page.get_by_role("group", name="Jour").get_by_role("button", name=re.compile(nom)).tap()


def etat(page: Page) -> Locator:
    return page.locator("#etat")


def montre(page: Page, nom: str, heures: str) -> None:
    """Her card says so many hours: what was touched is written down."""
    expect(carte(page, nom).locator("[data-heures]")).to_have_text(heures.replace(" ", "\u202f"))


def envoyee(page: Page) -> None:
    """Nothing waits any more; see `montre` first, or nothing may wait yet."""
    expect(etat(page)).to_have_text(ENVOYE)


def reseau(contexte: BrowserContext, present: bool) -> None:
    contexte.set_offline(not present)
