"""The weekly sheet on a phone: photos, two accounts, what is kept, who can use it."""

import base64

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.navigateur.conftest import Atelier
from tests.navigateur.fenetres import DEBORDE
from tests.navigateur.feuille import (
    AUBEPINE,
    BOULEAU,
    CORMIER,
    ENVOYE,
    carte,
    entrer,
    envoyee,
    etat,
    montre,
    ouvrir_feuille,
    page,
    reseau,
    telephone,
    toucher,
)
from tests.navigateur.gestes import examiner
from tests.navigateur.monde_feuille import ENCADRANT, SECOND

__all__ = ["page"]

pytestmark = pytest.mark.navigateur
PETITES = """() => [...document.querySelectorAll('main button, main select, main input, main a')]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('.fil'))
  .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, r]) => r.width < 44 || r.height < 44).map(([nom]) => nom)"""
# A picture of 2600 × 1300 as a camera makes them; its EXIF is put in by hand.
DESSINER = """() => { const t = document.createElement('canvas'); t.width = 2600; t.height = 1300;
  t.getContext('2d').fillRect(100, 100, 900, 400);
  return t.toDataURL('image/jpeg').split(',')[1]; }"""
LIEU = b"GPS 50.37,3.08"


def test_a_photo_taken_without_a_network_is_reduced_and_sent_once(
    page: Page, atelier: Atelier
) -> None:
    ouvrir_feuille(page, atelier, "2025-06-23")
    reseau(page.context, False)
    image = base64.b64decode(page.evaluate(DESSINER))
    exif = b"\xff\xe1" + (len(LIEU) + 8).to_bytes(2, "big") + b"Exif\x00\x00" + LIEU
    photo = {
        "name": "feuille.jpg",
        "mimeType": "image/jpeg",
        "buffer": image[:2] + exif + image[2:],
    }
    page.locator("#photo").set_input_files(photo)  # type: ignore[arg-type]
    expect(etat(page)).to_contain_text("1 changement")
    expect(page.locator("#photos-attente img")).to_be_visible()
    reseau(page.context, True)
    envoyee(page)
    recue = page.locator("#photos-envoyees img")
    expect(recue).to_have_count(1)
    expect(recue).to_have_js_property("naturalWidth", 2000)
    reponse = page.request.get(recue.get_attribute("src") or "")
    assert reponse.headers["content-type"] == "image/jpeg"
    assert LIEU not in reponse.body()
    page.locator("#photo").set_input_files(
        {"name": "x.txt", "mimeType": "text/plain", "buffer": b"bonjour"}
    )
    expect(page.get_by_role("alert")).to_contain_text("Cette image ne se lit pas ici")
    assert atelier.lire("2025-06-23")["photos"] == 1


def test_signing_out_asks_then_leaves_nothing_on_the_phone(page: Page, atelier: Atelier) -> None:
    ouvrir_feuille(page, atelier, "2025-06-30")
    page.route("**/synchroniser/", lambda route: route.abort())
    toucher(page, AUBEPINE, "Présent")
    expect(etat(page)).to_have_text("1 changement à envoyer.")
    questions: list[str] = []

    def repondre(question: Dialog) -> None:
        questions.append(question.message)
        question.accept() if len(questions) > 1 else question.dismiss()

    page.on("dialog", repondre)
    page.locator("summary").filter(has_text="Mon compte").tap()
    page.get_by_role("button", name="Se déconnecter").tap()
    page.wait_for_timeout(700)
    assert "téléphone : 1." in questions[0]
    expect(etat(page)).to_have_text("1 changement à envoyer.")
    page.get_by_role("button", name="Se déconnecter").tap()
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()
    assert len(questions) == 2
    reseau(page.context, False)
    page.goto(atelier.feuille("2025-06-30"))
    expect(page.locator("h1")).to_have_text("Cette feuille n’est pas sur ce téléphone")
    reseau(page.context, True)
    entrer(page, ENCADRANT)
    page.goto(atelier.feuille("2025-06-30"))
    envoyee(page)
    assert atelier.lire("2025-06-30")["lignes"] == []


def test_another_account_sees_and_sends_nothing_of_the_first(page: Page, atelier: Atelier) -> None:
    ouvrir_feuille(page, atelier, "2025-07-07")
    page.route("**/synchroniser/", lambda route: route.abort())
    toucher(page, AUBEPINE, "Présent")
    expect(etat(page)).to_have_text("1 changement à envoyer.")
    page.unroute("**/synchroniser/")
    restee = page.url
    # The session ends without a word; somebody else takes the phone.
    page.context.clear_cookies(name="sessionid")
    autre = page.context.new_page()
    entrer(autre, SECOND)
    # The first one's page, still open, is answered that the account is another.
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(etat(page)).to_contain_text("Un autre compte est ouvert")
    page.close()
    reseau(autre.context, False)
    autre.goto(restee)
    expect(autre.locator("h1")).to_have_text("Cette feuille n’est pas sur ce téléphone")
    reseau(autre.context, True)
    autre.goto(restee)
    expect(carte(autre, AUBEPINE).locator("[data-heures]")).to_have_text("—")
    expect(etat(autre)).to_have_text(ENVOYE)
    assert atelier.lire("2025-07-07")["lignes"] == []
    # Back to the first account: her change was waiting.
    autre.context.clear_cookies(name="sessionid")
    entrer(autre, ENCADRANT)
    autre.goto(restee)
    envoyee(autre)
    lignes = atelier.lire("2025-07-07")["lignes"]
    assert [(x[0], x[3]) for x in lignes] == [(atelier.equipe[0], 420)]


def test_only_the_sheets_are_kept(page: Page, atelier: Atelier) -> None:
    page.goto(f"/s/{atelier.cles['structure']}/salaries/")
    ouvrir_feuille(page, atelier, "2025-07-14")
    page.goto(f"/s/{atelier.cles['structure']}/salaries/")
    gardees: list[str] = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (nom) =>
        (await (await caches.open(nom)).keys()).map((r) => new URL(r.url).pathname)))).flat()"""
    )
    hors = {a for a in gardees if not a.startswith("/static/") and "/feuilles/" not in a}
    assert hors == {"/feuille-compte", "/feuille-hors-ligne/"}


def test_the_page_can_be_installed(page: Page, atelier: Atelier) -> None:
    ouvrir_feuille(page, atelier, "2025-07-21")
    cdp = page.context.new_cdp_session(page)
    manifeste = cdp.send("Page.getAppManifest")
    assert manifeste["errors"] == []
    assert "/manifest.webmanifest" in manifeste["url"]
    ennuis = cdp.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {e["errorId"] for e in ennuis} <= {"in-incognito"}


@pytest.mark.parametrize("langue", ["fr-FR", "en-GB"])
def test_axe_finds_nothing_and_every_target_is_large(
    chromium: Browser, atelier: Atelier, langue: str
) -> None:
    lundi = {"fr-FR": "2025-07-28", "en-GB": "2025-08-04"}[langue]
    with telephone(chromium, atelier, langue) as page:
        entrer(page, ENCADRANT)
        ouvrir_feuille(page, atelier, lundi)
        carte(page, AUBEPINE).locator("[data-acte=present]").tap()
        carte(page, AUBEPINE).locator("[data-acte=regler]").tap()
        examiner(page)
        assert page.evaluate(PETITES) == []
        carte(page, BOULEAU).locator("[data-acte=absent]").tap()
        carte(page, BOULEAU).locator("[data-nature='5']").tap()
        carte(page, CORMIER).locator("[data-acte=absent]").tap()
        examiner(page)
        assert page.evaluate(PETITES) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate(DEBORDE) == 0
        assert page.evaluate(PETITES) == []


def test_the_keyboard_fills_a_day(page: Page, atelier: Atelier) -> None:
    ouvrir_feuille(page, atelier, "2025-08-11")
    present = carte(page, AUBEPINE).get_by_role("button", name=f"Présent : {AUBEPINE} Camille")
    present.focus()
    page.keyboard.press("Enter")
    # A hand waits to see what it did before it goes on.
    expect(present).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    arrivee = carte(page, AUBEPINE).get_by_label("Arrivée", exact=True)
    expect(arrivee).to_be_visible()
    page.keyboard.press("Tab")
    expect(arrivee).to_be_focused()
    page.keyboard.type("0730")
    page.keyboard.press("Tab")
    montre(page, AUBEPINE, "7 h 30")
    envoyee(page)
    assert [x[3] for x in atelier.lire("2025-08-11")["lignes"]] == [450]
