"""From the bank's file to invoices settled: few clicks, by keyboard too, on a phone too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
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


@dataclass(frozen=True)
class Monde:
    """Where the site answers, and what it holds."""

    site: Site
    lus: dict[str, Any]

    def adresse(self, chemin: str) -> str:
        """A page of the structure."""
        return f"{self.site.adresse}s/{self.lus['structure']}/{chemin}"


@pytest.fixture(scope="module")
def monde(bases: Bases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Monde]:
    """A site of its own."""
    base = bases.neuve()
    lus = base.demander("tests.navigateur.monde_banque", str(tmp_path_factory.mktemp("releves")))
    with servir(base) as adresse:
        yield Monde(Site(adresse, {}), lus)


def entrer(page: Page, monde: Monde) -> None:
    page.goto("/connexion/")
    page.locator("input[name=username]").fill(monde.lus["compte"])
    page.locator("input[name=password]").fill(fabrique.MOT_DE_PASSE)
    page.locator("main").get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/s/*/")


def regarder(page: Page, nom: str, dossier: Path) -> None:
    """Nothing for axe, nothing past the edge; a picture for who wants to look."""
    examiner(page)
    assert page.evaluate(DEBORDE) <= 0, f"{nom} déborde"
    page.screenshot(path=dossier / f"{nom}.png", full_page=True)


def test_a_statement_is_matched_in_few_clicks(
    chromium: Browser, monde: Monde, tmp_path: Path
) -> None:
    with ouvrir(chromium, monde.site) as page:
        entrer(page, monde)
        clics = 0
        page.goto(monde.adresse("banque/"))
        page.get_by_role("link", name="Lire un relevé").click()
        page.locator("input[type=file]").set_input_files(monde.lus["fichier"])
        page.get_by_role("button", name="Voir ce que cela donnerait").click()
        regarder(page, "apercu", tmp_path)
        expect(page.locator(".alert-warning")).to_have_count(0)
        page.get_by_role("button", name="Lire ces mouvements").click()
        clics += 4
        expect(page.get_by_role("heading", name="5 mouvements à rapprocher")).to_be_visible()
        regarder(page, "rapprocher", tmp_path)
        page.get_by_role("button", name="Accepter les 3 propositions sûres").click()
        clics += 1
        expect(page.get_by_role("heading", name="2 mouvements à rapprocher")).to_be_visible()
        # The amount alone: looked at, then accepted in place with the keyboard.
        page.get_by_role("button", name="Accepter : Syndicat du Marais").first.focus()
        page.keyboard.press("Enter")
        clics += 1
        expect(page.locator(".mouvements").first.get_by_role("status")).to_contain_text("rapproché")
        expect(page.get_by_role("heading", name="2 mouvements à rapprocher")).to_be_visible()
        page.get_by_role("link", name="Laisser de côté FRAIS").click()
        page.get_by_label("Pourquoi ?").fill("Frais bancaires")
        page.get_by_role("button", name="Laisser de côté").click()
        clics += 2
        expect(page.get_by_text("Tout est rapproché")).to_be_visible()
        regarder(page, "fait", tmp_path)
        assert clics <= 10
        page.get_by_role("button", name="Défaire : FRAIS").click()
        expect(page.get_by_role("heading", name="1 mouvement à rapprocher")).to_be_visible()
    with ouvrir(chromium, monde.site, TELEPHONE) as page:
        entrer(page, monde)
        for chemin in ("banque/", "reglements/", "ordres/", "banque/comptes/", "banque/importer/"):
            page.goto(monde.adresse(chemin))
            regarder(page, f"telephone-{chemin.replace('/', '-')}", tmp_path)


def test_a_changed_account_is_confirmed_by_another_person(
    chromium: Browser, monde: Monde, tmp_path: Path
) -> None:
    for taille in ((1280, 800), TELEPHONE):
        with ouvrir(chromium, monde.site, taille) as page:
            entrer(page, monde)
            page.goto(monde.adresse(f"banque/comptes/{monde.lus['neuf']}/"))
            expect(page.get_by_role("heading", name="Ce qui change")).to_be_visible()
            regarder(page, f"compte-{taille[0]}", tmp_path)
    with ouvrir(chromium, monde.site) as page:
        entrer(page, monde)
        page.goto(monde.adresse(f"banque/comptes/{monde.lus['neuf']}/"))
        page.get_by_role("button", name="Confirmer ce compte").click()
        expect(page.get_by_text("Compte confirmé")).to_be_visible()
        expect(page.get_by_role("heading", name="Comptes à confirmer")).to_have_count(0)
