"""Windows on every page of the site, in both languages."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from tests.navigateur.conftest import ORDINATEUR, TELEPHONE, ouvrir, se_connecter
from tests.navigateur.ecrans import Ecran, Site

Fenetres = dict[tuple[str, str], Page]
COMPTES = ("direction", "cip", "")
DEBORDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


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
        for compte in COMPTES:
            page = pile.enter_context(ouvrir(chromium, site, taille, langue))
            if compte:
                se_connecter(page, langue, f"{compte}@exemple.test")
            trouvees[langue, compte] = page
    return trouvees


def aller(fenetres: Fenetres, ecran: Ecran, site: Site, langue: str = "fr") -> Page:
    """Open the page in the window it is meant for."""
    page = fenetres[langue, ecran.compte]
    reponse = page.goto(ecran.adresse(site))
    assert reponse is not None
    assert reponse.ok, reponse.status
    assert page.locator("html").get_attribute("lang") == langue
    return page
