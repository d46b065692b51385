"""Gestures several stories share: send a file, let axe look at a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from tests.navigateur.ecrans import OCTOBRE, Site

AXE = Axe()
REPRENDRE = """() => {
  const suite = document.querySelector("form[data-suite]");
  delete suite.dataset.envoye;
  suite.requestSubmit();
}"""


def deposer(page: Page, site: Site, nom: str) -> None:
    """Send the structure's file of October, up to its preview."""
    page.goto(f"{site.structure(nom)}heures/{OCTOBRE}/importer/")
    page.locator("input[type=file]").set_input_files(site.fichier(nom))
    page.get_by_role("button", name="Voir ce qui serait importé").click()
    page.wait_for_url("**/importer/*/")


@contextmanager
def suite_retenue(page: Page, adresse: str) -> Iterator[None]:
    """A long act stands still after its first batch, long enough to be looked at."""
    vues = count()

    def recevoir(route: Route) -> None:
        # An answer without content leaves the page where it is.
        if next(vues):
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route(adresse, recevoir)
    yield
    page.unroute(adresse)
    page.evaluate(REPRENDRE)


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
