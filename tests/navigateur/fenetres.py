"""Windows on every page of the site, and axe looking at them."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.navigateur.conftest import ORDINATEUR, TELEPHONE, ouvrir, se_connecter
from tests.navigateur.ecrans import EI, OCTOBRE, Ecran, Site

Fenetres = dict[tuple[str, bool], Page]
DEBORDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = Axe()


@pytest.fixture(scope="module")
def avec_brouillons(chromium: Browser, site: Site) -> None:
    """October of the EI waits in drafts."""
    with ouvrir(chromium, site) as page:
        se_connecter(page)
        deposer(page, site, EI)
        examiner(page)
        page.get_by_role("button", name="Importer ces heures").click()
        page.wait_for_url("**/heures/2026-10/")


def deposer(page: Page, site: Site, nom: str) -> None:
    """Send the structure's file of October, up to its preview."""
    page.goto(f"{site.structure(nom)}heures/{OCTOBRE}/importer/")
    page.locator("input[type=file]").set_input_files(site.fichier(nom))
    page.get_by_role("button", name="Voir ce qui serait importé").click()
    page.wait_for_url("**/importer/*/")


@pytest.fixture(scope="module")
def fenetres(chromium: Browser, site: Site, avec_brouillons: None) -> Iterator[Fenetres]:
    """On a desk: a window for each language, with an account and without."""
    with ExitStack() as pile:
        yield _ouvrir_toutes(pile, chromium, site, ORDINATEUR, ("fr", "en"))


@pytest.fixture(scope="module")
def telephones(chromium: Browser, site: Site, avec_brouillons: None) -> Iterator[Fenetres]:
    """In the hand: in French, with an account and without."""
    with ExitStack() as pile:
        yield _ouvrir_toutes(pile, chromium, site, TELEPHONE, ("fr",))


def _ouvrir_toutes(
    pile: ExitStack,
    chromium: Browser,
    site: Site,
    taille: tuple[int, int],
    langues: tuple[str, ...],
) -> Fenetres:
    trouvees: Fenetres = {}
    for langue in langues:
        for avec_compte in (True, False):
            page = pile.enter_context(ouvrir(chromium, site, taille, langue))
            if avec_compte:
                se_connecter(page, langue)
            trouvees[langue, avec_compte] = page
    return trouvees


def aller(fenetres: Fenetres, ecran: Ecran, site: Site, langue: str = "fr") -> Page:
    """Open the page in the window it is meant for."""
    page = fenetres[langue, ecran.structure is not None]
    reponse = page.goto(ecran.adresse(site))
    assert reponse is not None
    assert reponse.ok, reponse.status
    assert page.locator("html").get_attribute("lang") == langue
    return page


def examiner(page: Page) -> None:
    """Axe, with every rule it has; and that it did look."""
    lu: dict[str, Any] = AXE.run(page, options={"resultTypes": ["violations"]}).response
    fautes = [
        f"{v['id']} ({v['impact']}) : {n['html'][:200]} {n['failureSummary']}"
        for v in lu["violations"]
        for n in v["nodes"]
    ]
    assert fautes == [], "\n".join(fautes)
    assert len(lu["passes"]) > 10
