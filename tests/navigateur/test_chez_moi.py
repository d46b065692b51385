"""The person's page on a phone: every language, axe, no sideways scroll, aloud, a shared screen."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from etrier.www.chez_moi.textes import langue, les_langues
from tests.bases import Bases
from tests.navigateur.conftest import TELEPHONE, ouvrir
from tests.navigateur.ecrans import Site
from tests.navigateur.fenetres import DEBORDE
from tests.navigateur.gestes import examiner
from tests.serveur import servir

pytestmark = pytest.mark.navigateur
PAGES = ("", "planning/", "heures/", "papiers/", "aide/", "dates/", "droits/")
CODES = [x.code for x in les_langues()]
# A browser without a display has no voice: these two stand for a phone's.
VOIX = """
  const voix = [{lang: "fr-FR", name: "A"}, {lang: "ar-SA", name: "B"}];
  window.dites = [];
  const synthese = {
    getVoices: () => voix, cancel: () => {}, addEventListener: () => {},
    speak: (d) => window.dites.push([d.lang, d.text, d.voice.name]),
  };
  Object.defineProperty(window, "speechSynthesis", {value: synthese});
  window.SpeechSynthesisUtterance = function (texte) { this.text = texte; };
"""
SANS_VOIX = """
  Object.defineProperty(window, "speechSynthesis", {value: {
    getVoices: () => [], cancel: () => {}, addEventListener: () => {}, speak: () => {},
  }});
"""


@pytest.fixture(scope="module")
def monde(bases: Bases) -> Iterator[tuple[Site, dict[str, Any]]]:
    """A site of its own."""
    base = bases.neuve()
    lus = base.demander("tests.navigateur.monde_chez_moi")
    with servir(base) as adresse:
        yield Site(adresse, {}), lus


@pytest.fixture
def telephone(chromium: Browser, monde: tuple[Site, dict[str, Any]]) -> Iterator[Page]:
    """A phone, 360 pixels wide."""
    with ouvrir(chromium, monde[0], TELEPHONE) as page:
        yield page


def entrer(
    page: Page,
    lus: dict[str, Any],
    *,
    code: str = "fr",
    lien: str = "jeton",
    a_moi: bool = True,
) -> None:
    """Open the link in a language, with the day of birth."""
    page.goto(f"/moi/l/{lus[lien]}/")
    page.locator(f'button[name=langue][value="{code}"]').click()
    page.select_option("#jour", str(lus["jour"]))
    page.select_option("#mois", str(lus["mois"]))
    page.locator("input[name=a_moi]").set_checked(a_moi)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/moi/")


@pytest.mark.parametrize("code", CODES)
def test_each_language_from_the_link_to_the_last_page(
    telephone: Page, monde: tuple[Site, dict[str, Any]], code: str
) -> None:
    parlee = langue(code)
    telephone.goto(f"/moi/l/{monde[1]['jeton']}/")
    telephone.get_by_role("button", name=parlee.nom, exact=True).click()
    expect(telephone.locator("html")).to_have_attribute("lang", parlee.balise)
    expect(telephone.locator("html")).to_have_attribute("dir", parlee.sens)
    examiner(telephone)
    entrer(telephone, monde[1], code=code)
    for nom in PAGES:
        telephone.goto(f"/moi/{nom}")
        for pli in telephone.locator("details").all():
            pli.locator("summary").click()
        assert telephone.evaluate(DEBORDE) == 0, nom
        examiner(telephone)


def test_in_arabic_the_page_is_mirrored(
    telephone: Page, monde: tuple[Site, dict[str, Any]]
) -> None:
    entrer(telephone, monde[1])
    telephone.get_by_role("button", name="العربية").click()
    titre = telephone.get_by_role("heading", level=1)
    expect(titre).to_contain_text("مرحبًا")
    boite = telephone.locator(".portes li").first.bounding_box()
    assert boite is not None
    assert boite["x"] > TELEPHONE[0] / 2  # the first door is on the right
    telephone.goto("/moi/aide/")
    appeler = telephone.locator("bdi[dir=ltr]").first
    expect(appeler).to_have_text("03 00 00 00 02")


def test_targets_are_large(telephone: Page, monde: tuple[Site, dict[str, Any]]) -> None:
    entrer(telephone, monde[1])
    for nom in PAGES:
        telephone.goto(f"/moi/{nom}")
        for cible in telephone.locator("main a.bouton, main button, .portes a, summary").all():
            boite = cible.bounding_box()
            if boite is not None:
                assert boite["height"] >= 44, (nom, cible.inner_text())


def test_it_is_read_aloud_in_its_language(
    telephone: Page, monde: tuple[Site, dict[str, Any]]
) -> None:
    telephone.add_init_script(VOIX)
    entrer(telephone, monde[1])
    telephone.goto("/moi/heures/")
    bouton = telephone.get_by_role("button", name="Écouter")
    bouton.click()
    expect(telephone.get_by_role("button", name="Arrêter")).to_be_visible()
    dites = telephone.evaluate("window.dites")
    assert {(lang, voix) for lang, _texte, voix in dites} == {("fr", "A")}
    tout = " ".join(texte for _lang, texte, _voix in dites)
    assert "Mes heures" in tout
    assert "€" not in tout  # the pay stays behind its fold
    telephone.get_by_role("button", name="العربية").click()
    telephone.locator("[data-lire]").click()
    dites = telephone.evaluate("window.dites")
    assert {(lang, voix) for lang, _texte, voix in dites} == {("ar", "B")}


def test_without_a_voice_there_is_no_button(
    telephone: Page, monde: tuple[Site, dict[str, Any]]
) -> None:
    telephone.add_init_script(SANS_VOIX)
    entrer(telephone, monde[1])
    expect(telephone.locator("[data-lire]")).to_be_hidden()


def test_a_shared_phone_closes_by_itself(
    telephone: Page, monde: tuple[Site, dict[str, Any]]
) -> None:
    telephone.clock.install()
    entrer(telephone, monde[1], lien="partage", a_moi=False)
    telephone.clock.fast_forward("09:30")
    # A touch that scrolls nothing: a scroll tells itself later, whatever this clock says.
    telephone.keyboard.press("Shift")
    telephone.clock.fast_forward("09:30")
    expect(telephone.get_by_role("heading", level=1)).to_contain_text("Bonjour")
    telephone.clock.fast_forward("01:00")
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Votre page est fermée")
    telephone.goto("/moi/")
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Cette page ne s’ouvre pas")


def test_it_works_without_a_script(chromium: Browser, monde: tuple[Site, dict[str, Any]]) -> None:
    contexte = chromium.new_context(base_url=monde[0].adresse, java_script_enabled=False)
    with contexte:
        page = contexte.new_page()
        entrer(page, monde[1])
        page.get_by_role("link", name="Mes droits").click()
        page.get_by_role("button", name="Je veux une copie").click()
        expect(page.get_by_role("status")).to_contain_text("C’est envoyé")
