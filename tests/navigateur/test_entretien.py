"""The adviser's interview: under a minute from her list, and nothing typed is lost."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.navigateur.conftest import TELEPHONE, ouvrir, se_connecter
from tests.navigateur.ecrans import ACI, Site

pytestmark = pytest.mark.navigateur
CIP = "cip@exemple.test"
UNE_MINUTE = 60
DIT = "A visité un studio, dossier complet, réponse jeudi"
GARDE = "Object.keys(sessionStorage).filter((n) => n.startsWith('etrier-brouillon:')).length"


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """The adviser at her desk."""
    with ouvrir(chromium, site) as fenetre:
        se_connecter(fenetre, qui=CIP)
        yield fenetre


def _ouvrir_un_entretien(page: Page, site: Site) -> None:
    page.goto(f"{site.structure(ACI)}suivis/")
    page.get_by_role("link", name="écrire").first.click()
    page.wait_for_url("**/entretiens/nouveau/")
    expect(page.locator("form[data-pret]")).to_be_visible()


def _attendre_la_garde(page: Page) -> None:
    """The tab has ciphered what was typed (the policy of the page forbids to wait inside it)."""
    for _essai in range(100):
        if page.evaluate(GARDE):
            return
        page.wait_for_timeout(50)
    pytest.fail("rien n'a été gardé")


def test_an_interview_is_written_in_under_a_minute(page: Page, site: Site) -> None:
    """From the radar: one click, some words, one click (acceptance 5)."""
    page.goto(f"{site.structure(ACI)}radar/")
    debut = time.monotonic()
    page.locator('a[href$="/entretiens/nouveau/"]').first.click()
    # At the speed of somebody who types: five keys a second.
    page.get_by_label("Depuis la dernière fois").press_sequentially(DIT, delay=200)
    page.get_by_label("Décisions").fill("Rappeler le bailleur")
    page.get_by_role("button", name="Enregistrer l’entretien").click()
    expect(page.get_by_text("L’entretien est écrit.")).to_be_visible()
    assert time.monotonic() - debut < UNE_MINUTE
    assert page.evaluate(GARDE) == 0
    page.get_by_role("link", name="Écrire un entretien").click()
    expect(page.get_by_text("Rappeler le bailleur")).to_be_visible()


def test_a_network_that_drops_loses_nothing_and_leaves_nothing_in_clear(
    page: Page, site: Site
) -> None:
    _ouvrir_un_entretien(page, site)
    champ = page.get_by_label("Depuis la dernière fois")
    champ.fill(DIT)
    _attendre_la_garde(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Enregistrer l’entretien").click()
    expect(page.get_by_text("Pas de réseau")).to_be_visible()
    assert DIT not in page.evaluate("JSON.stringify([sessionStorage, localStorage])")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_text("a été repris")).to_be_visible()
    assert champ.input_value() == DIT
    page.get_by_role("button", name="Enregistrer l’entretien").click()
    expect(page.get_by_text("L’entretien est écrit.")).to_be_visible()
    assert page.evaluate(GARDE) == 0


def test_signing_out_makes_it_unreadable(page: Page, site: Site) -> None:
    _ouvrir_un_entretien(page, site)
    ici = page.url
    page.get_by_label("Depuis la dernière fois").fill(DIT)
    _attendre_la_garde(page)
    page.context.clear_cookies()
    se_connecter(page, qui=CIP)
    page.goto(ici)
    expect(page.locator("form[data-pret]")).to_be_visible()
    assert page.get_by_label("Depuis la dernière fois").input_value() == ""
    assert page.evaluate(GARDE) == 0


def test_two_touches_on_a_phone_note_a_skill(chromium: Browser, site: Site) -> None:
    with ouvrir(chromium, site, TELEPHONE) as telephone:
        se_connecter(telephone, qui="encadrement@exemple.test")
        telephone.goto(f"{site.structure(ACI)}competences/")
        telephone.locator(".gros-boutons a").first.click()
        telephone.get_by_role("button", name="fait seul").first.click()
        expect(telephone.get_by_text("Noté :")).to_be_visible()


def test_jobs_come_as_one_types(page: Page, site: Site) -> None:
    page.goto(f"{site.structure(ACI)}suivis/")
    page.locator("tbody th a, tbody td a").first.click()
    page.get_by_role("link", name="Chercher et choisir").click()
    page.get_by_label("Un métier, un mot").press_sequentially("paysag", delay=40)
    expect(page.locator("#trouves")).to_contain_text("A1203")
