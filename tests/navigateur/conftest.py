"""A real site, and a real headless Chromium in front of it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from etrier.demonstration.scenario import MOT_DE_PASSE
from tests.bases import Base, Bases
from tests.navigateur.ecrans import EI, Site
from tests.navigateur.gestes import deposer, examiner
from tests.serveur import servir

DIRECTION = "direction@exemple.test"
ORDINATEUR, TELEPHONE = (1280, 800), (360, 740)
PATIENCE = 20_000
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


@pytest.fixture(scope="package")
def site(bases: Bases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration with October still to do, served."""
    base = bases.neuve()
    lues = base.demander("tests.navigateur.monde", str(tmp_path_factory.mktemp("fichiers")))
    with servir(base) as adresse:
        yield Site(adresse, lues)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, else Playwright's own; without either the tests fail."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        navigateur = _lancer(playwright)
        if isinstance(navigateur, str):
            pytest.fail(navigateur, pytrace=False)
        yield navigateur
        navigateur.close()


def chemin_de_chromium() -> str | None:
    """The machine's Chromium, when it has one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _lancer(playwright: Playwright) -> Browser | str:
    """The browser, or what to do to have one."""
    try:
        return playwright.chromium.launch(executable_path=chemin_de_chromium(), args=ARGUMENTS)
    except Error as erreur:
        return (
            "Ces tests ouvrent un vrai Chromium et n'ont pas pu : installez le paquet "
            "« chromium », ou lancez « playwright install chromium ». "
            f"({erreur.message.splitlines()[0]})"
        )


@contextmanager
def ouvrir(
    chromium: Browser, site: Site, taille: tuple[int, int] = ORDINATEUR, langue: str = "fr"
) -> Iterator[Page]:
    """A window of its own, without an account, in one language.

    At its end nothing must have gone wrong in it: no error of a script, nothing refused.
    """
    contexte = chromium.new_context(
        base_url=site.adresse,
        viewport={"width": taille[0], "height": taille[1]},
        locale={"fr": "fr-FR", "en": "en-GB"}[langue],
        reduced_motion="reduce",
    )
    with contexte:
        contexte.set_default_timeout(PATIENCE)
        page, ennuis = contexte.new_page(), list[str]()
        page.on("pageerror", lambda erreur: ennuis.append(f"{page.url} : {erreur}"))
        page.on("console", lambda dit: _noter(dit, page.url, ennuis))
        yield page
        assert ennuis == []


def _noter(dit: ConsoleMessage, adresse: str, ennuis: list[str]) -> None:
    # A page refused on purpose (404, 422) also shows there.
    if dit.type == "error" and "Failed to load resource" not in dit.text:
        ennuis.append(f"{adresse} : {dit.text}")


def se_connecter(page: Page, langue: str = "fr", qui: str = DIRECTION) -> None:
    """Sign in, as the direction unless said otherwise."""
    bouton = {"fr": "Se connecter", "en": "Sign in"}[langue]
    page.goto("/connexion/")
    page.locator("input[name=username]").fill(qui)
    page.locator("input[name=password]").fill(MOT_DE_PASSE)
    page.locator("main").get_by_role("button", name=bouton).click()
    page.wait_for_url("**/s/*/")


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """A blank page on a desk."""
    with ouvrir(chromium, site) as fenetre:
        yield fenetre


@pytest.fixture(scope="package")
def avec_brouillons(chromium: Browser, site: Site) -> None:
    """October of the EI waits in drafts: done once for the site, whatever files share it."""
    with ouvrir(chromium, site) as fenetre:
        se_connecter(fenetre)
        deposer(fenetre, site, EI)
        examiner(fenetre)
        fenetre.get_by_role("button", name="Importer ces heures").click()
        fenetre.wait_for_url("**/heures/2026-10/")


@dataclass(frozen=True)
class Atelier:
    """A served site, its books, and where the sheets are."""

    base: Base
    adresse: str
    cles: dict[str, Any]

    def feuille(self, lundi: str) -> str:
        """Each week has a chantier of its own: what is usual on one says nothing of another."""
        return f"/s/{self.cles['structure']}/feuilles/{self.cles['chantiers'][lundi]}/{lundi}/"

    @property
    def equipe(self) -> list[int]:
        contrats: list[int] = self.cles["contrats"]
        return contrats

    def lire(self, lundi: str) -> dict[str, Any]:
        """What the books hold of a week."""
        lu: dict[str, Any] = self._demander("lire", self.cles["chantiers"][lundi], lundi)
        return lu

    def heurter(self, contrat: int, lundi: str, minutes: int) -> None:
        """Somebody else types in the grid."""
        self._demander("heurter", self.cles["chantiers"][lundi], contrat, lundi, minutes)

    def _demander(self, *mots: object) -> Any:
        return self.base.demander("tests.navigateur.monde_feuille", *map(str, mots))


@pytest.fixture(scope="package")
def atelier(bases: Bases) -> Iterator[Atelier]:
    """A site of its own, served once for the files on sheets."""
    base = bases.neuve()
    cles = base.demander("tests.navigateur.monde_feuille", "batir")
    with servir(base) as adresse:
        yield Atelier(base, adresse, cles)
