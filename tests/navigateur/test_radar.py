"""From the radar to an interview in a few clicks; the pathway on a desk, on a phone."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.navigateur.conftest import TELEPHONE, ouvrir, se_connecter
from tests.navigateur.ecrans import ACI, Site
from tests.navigateur.fenetres import DEBORDE
from tests.navigateur.gestes import examiner

pytestmark = pytest.mark.navigateur
CIP = "cip@exemple.test"
UNE_MINUTE = 60


def frise(site: Site) -> str:
    """The pathway of somebody of the ACI."""
    salarie = site.structures[ACI]["objets"]["salarie_id"]
    return f"{site.structure(ACI)}salaries/{salarie}/frise/"


def test_an_interview_is_written_from_the_radar_in_under_a_minute(page: Page, site: Site) -> None:
    se_connecter(page, qui=CIP)
    page.goto(site.structure(ACI))
    depart, clics = time.monotonic(), 0
    page.locator("main").get_by_role("link", name="Échéances", exact=True).click()
    clics += 1
    expect(page.get_by_role("heading", name="Radar des échéances")).to_be_visible()
    page.get_by_role("link", name="Écrire l'entretien").first.click()
    clics += 1
    page.locator("form.entretien textarea").first.fill("Elle tient le rythme, cherche un garage.")
    page.get_by_role("button", name="Enregistrer l’entretien").click()
    clics += 1
    expect(page.locator("#messages")).to_contain_text("L’entretien est écrit.")
    assert clics == 3
    assert time.monotonic() - depart < UNE_MINUTE


def test_a_deadline_is_taken_on_then_shown_as_mine(page: Page, site: Site) -> None:
    se_connecter(page, qui=CIP)
    page.goto(f"{site.structure(ACI)}radar/?genre=sans_referent")
    ligne = page.locator(".radar-ligne").first
    ligne.locator("summary").click()
    ligne.get_by_role("button", name="Je m’en charge").click()
    expect(page.locator("#messages")).to_contain_text("Vous vous en chargez")
    assert page.url.endswith("?genre=sans_referent")
    page.get_by_label("Qui s’en charge").select_option("moi")
    page.wait_for_url("**a=moi**")
    expect(page.locator(".radar-ligne")).to_have_count(1)
    examiner(page)


def test_the_pathway_zooms_by_its_links_and_by_the_wheel(page: Page, site: Site) -> None:
    se_connecter(page, qui=CIP)
    page.goto(frise(site))
    image = page.locator(".frise-dessin")
    entier = image.locator("> title").text_content()
    page.get_by_role("link", name="12 mois", exact=True).click()
    expect(page.locator(".frise-zooms [aria-current]")).to_have_text("12 mois")
    assert image.locator("> title").text_content() != entier
    page.locator(".frise-cadre").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    expect(page.locator(".frise-zooms [aria-current]")).to_have_text("6 mois")
    page.get_by_role("link", name="Après →").click()
    page.wait_for_url("**mois=6&du=**")
    examiner(page)


def test_on_a_phone_the_pathway_is_a_list_that_never_scrolls_sideways(
    chromium: Browser, site: Site
) -> None:
    with ouvrir(chromium, site, TELEPHONE) as page:
        se_connecter(page, qui=CIP)
        page.goto(frise(site))
        expect(page.locator(".frise-liste > li").first).to_be_visible()
        expect(page.locator(".frise-dessin")).to_be_hidden()
        assert page.evaluate(DEBORDE) == 0
        page.goto(f"{site.structure(ACI)}radar/")
        expect(page.locator(".radar-ligne").first).to_be_visible()
        assert page.evaluate(DEBORDE) == 0
        examiner(page)


def test_on_paper_the_picture_is_there_and_the_links_are_not(page: Page, site: Site) -> None:
    se_connecter(page, qui=CIP)
    page.goto(frise(site))
    page.emulate_media(media="print")
    expect(page.locator(".frise-dessin")).to_be_visible()
    expect(page.locator(".frise-zooms")).to_be_hidden()
    expect(page.locator(".frise-liste")).to_be_hidden()
