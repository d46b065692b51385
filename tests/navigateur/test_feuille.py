"""The weekly sheet on a phone: without a network, sent twice, between two accounts."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Route, expect

from tests.bases import Base, Bases
from tests.fabrique import MOT_DE_PASSE
from tests.navigateur.conftest import PATIENCE, TELEPHONE
from tests.navigateur.fenetres import DEBORDE
from tests.navigateur.gestes import examiner
from tests.navigateur.monde_feuille import ENCADRANT, EQUIPE, SECOND
from tests.serveur import servir

pytestmark = pytest.mark.navigateur

AUBEPINE, BOULEAU, CORMIER, DRAGEON = EQUIPE
ENVOYE = "Tout est envoyé."
PETITES = """() => [...document.querySelectorAll('main button, main select, main input, main a')]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('.fil'))
  .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, r]) => r.width < 44 || r.height < 44).map(([nom]) => nom)"""
# A picture of 2600 × 1300 as a camera makes them; its EXIF is put in by hand.
DESSINER = """() => { const t = document.createElement('canvas'); t.width = 2600; t.height = 1300;
  t.getContext('2d').fillRect(100, 100, 900, 400);
  return t.toDataURL('image/jpeg').split(',')[1]; }"""
LIEU = b"GPS 50.37,3.08"


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


@pytest.fixture(scope="module")
def atelier(bases: Bases) -> Iterator[Atelier]:
    base = bases.neuve()
    cles = base.demander("tests.navigateur.monde_feuille", "batir")
    with servir(base) as adresse:
        yield Atelier(base, adresse, cles)


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


def test_a_sheet_filled_without_a_network_synchronises_once_exactly(
    page: Page, atelier: Atelier
) -> None:
    ouvrir_feuille(page, atelier, "2025-05-12")
    reseau(page.context, False)
    page.reload()
    expect(carte(page, AUBEPINE)).to_be_visible()
    _remplir(page)
    expect(etat(page)).to_have_text("8 changements à envoyer. Sans réseau : tout est gardé ici.")
    page.reload()
    expect(etat(page)).to_contain_text("8 changements")
    jour(page, "lundi")
    montre(page, AUBEPINE, "6 h 45")
    assert atelier.lire("2025-05-12")["lignes"] == []

    reseau(page.context, True)
    envoyee(page)
    un, deux, trois, quatre = atelier.equipe
    lu = atelier.lire("2025-05-12")
    assert sorted(lu["lignes"]) == sorted(
        [
            [un, "2025-05-12", 1, 405],
            [deux, "2025-05-12", 5, 420],
            [trois, "2025-05-12", 1, 420],
            [quatre, "2025-05-12", 1, 420],
            [un, "2025-05-13", 1, 405],
            [deux, "2025-05-13", 5, 420],
            [trois, "2025-05-13", 1, 420],
            # The one added on Monday was there the day before too.
            [quatre, "2025-05-13", 1, 420],
        ]
    )
    assert {p[-1] for p in lu["pointages"]} == {1}
    page.reload()
    envoyee(page)
    assert atelier.lire("2025-05-12") == lu


def _remplir(page: Page) -> None:
    """Two days of four people, in a few touches."""
    page.get_by_role("button", name="Tous présents").tap()
    toucher(page, BOULEAU, "Absent")
    toucher(page, BOULEAU, "Congé payé")
    expect(carte(page, BOULEAU).locator("[data-motif]")).to_have_text("congé payé")
    toucher(page, AUBEPINE, "08:00")
    toucher(page, AUBEPINE, "Arrivée, 15 minutes plus tard")
    page.locator("#ajouter select").select_option(label=f"{DRAGEON} Camille")
    page.get_by_role("button", name="Ajouter").tap()
    toucher(page, DRAGEON, "Présent")
    jour(page, "mardi")
    page.get_by_role("button", name="Comme la veille").tap()
    expect(carte(page, DRAGEON).locator("[data-heures]")).to_contain_text("7")


def test_an_answer_that_is_lost_doubles_nothing_and_conflicts_with_nothing(
    page: Page, atelier: Atelier
) -> None:
    ouvrir_feuille(page, atelier, "2025-05-19")
    perdus: list[int] = []

    def perdre(route: Route) -> None:
        """The server does the work; the phone never hears of it."""
        perdus.append(route.fetch().status)
        route.abort()

    page.route("**/synchroniser/", perdre)
    toucher(page, AUBEPINE, "Présent")
    expect(etat(page)).to_have_text("1 changement à envoyer.")
    page.wait_for_timeout(1500)
    assert perdus[0] == 200
    ligne = [atelier.equipe[0], "2025-05-19", 1, 420]
    assert atelier.lire("2025-05-19")["lignes"] == [ligne]
    toucher(page, AUBEPINE, "08:00")
    carte(page, AUBEPINE).get_by_label("Départ", exact=True).fill("17:00")
    expect(etat(page)).to_have_text("2 changements à envoyer.")
    page.unroute("**/synchroniser/")
    page.reload()
    envoyee(page)
    lu = atelier.lire("2025-05-19")
    assert lu["lignes"] == [[*ligne[:3], 480]]
    assert lu["pointages"] == [[atelier.equipe[0], "2025-05-19", 480, 1020, 60, 2]]


def test_the_same_requests_sent_again_add_nothing(page: Page, atelier: Atelier) -> None:
    ouvrir_feuille(page, atelier, "2025-05-26")
    corps: list[str] = []

    def retenir(route: Route) -> None:
        corps.append(route.request.post_data or "")
        route.continue_()

    page.route("**/synchroniser/", retenir)
    page.get_by_role("button", name="Tous présents").tap()
    montre(page, CORMIER, "7 h 00")
    envoyee(page)
    lu = atelier.lire("2025-05-26")
    assert len(lu["lignes"]) == 3
    assert len(corps) == 1
    statut = page.evaluate(
        """async ([adresse, corps]) => (await fetch(adresse, {method: 'POST', body: corps,
        headers: {'X-CSRFToken': document.cookie.match(/csrftoken=([^;]+)/)[1]}})).status""",
        [atelier.feuille("2025-05-26").replace("2025-05-26", "synchroniser"), corps[0]],
    )
    assert statut == 200
    assert atelier.lire("2025-05-26") == lu


def test_two_values_are_shown_and_a_person_chooses(page: Page, atelier: Atelier) -> None:
    ouvrir_feuille(page, atelier, "2025-06-02")
    un, deux, trois, _quatre = atelier.equipe
    for contrat, minutes in ((un, 300), (deux, 240)):
        atelier.heurter(contrat, "2025-06-02", minutes)
    page.get_by_role("button", name="Tous présents").tap()
    expect(etat(page)).to_have_text("2 changements attendent votre décision.")
    examiner(page)
    conflit = carte(page, AUBEPINE).locator("[data-conflit]")
    expect(conflit).to_contain_text("7\u202fh\u202f00")
    expect(conflit).to_contain_text("5\u202fh\u202f00")
    lignes = atelier.lire("2025-06-02")["lignes"]
    assert [(x[0], x[3]) for x in lignes] == [(un, 300), (deux, 240), (trois, 420)]
    jour(page, "mardi")
    page.reload()
    expect(conflit).to_be_hidden()
    page.get_by_role("link", name="Voir").tap()
    toucher(page, AUBEPINE, "Garder le mien")
    toucher(page, BOULEAU, "Prendre l’autre")
    envoyee(page)
    montre(page, BOULEAU, "4 h 00")
    lignes = atelier.lire("2025-06-02")["lignes"]
    assert [(x[0], x[3]) for x in lignes] == [(un, 420), (deux, 240), (trois, 420)]


def test_hours_of_the_grid_become_times_and_stay_as_long(page: Page, atelier: Atelier) -> None:
    un, deux, _trois, _quatre = atelier.equipe
    atelier.heurter(un, "2025-06-09", 270)
    atelier.heurter(deux, "2025-06-09", 430)
    ouvrir_feuille(page, atelier, "2025-06-09")
    expect(carte(page, AUBEPINE)).to_contain_text("Heures déjà écrites, sans horaires")
    toucher(page, AUBEPINE, "Présent")
    expect(carte(page, AUBEPINE).locator("[data-periode]")).to_have_text("08:00 – 12:30")
    envoyee(page)
    lu = atelier.lire("2025-06-09")
    assert [x[3] for x in lu["lignes"]] == [270, 430]
    assert [p[2:5] for p in lu["pointages"]] == [[480, 750, 0]]
    # For the whole team too; undone, what was written before is still there.
    page.get_by_role("button", name="Tous présents").tap()
    montre(page, CORMIER, "7 h 00")
    envoyee(page)
    page.get_by_role("button", name="Annuler").tap()
    montre(page, CORMIER, "—")
    envoyee(page)
    assert [x[3] for x in atelier.lire("2025-06-09")["lignes"]] == [270, 430]


def test_a_touch_on_everybody_can_be_undone(page: Page, atelier: Atelier) -> None:
    ouvrir_feuille(page, atelier, "2025-06-16")
    page.get_by_role("button", name="Tous présents").tap()
    montre(page, CORMIER, "7 h 00")
    envoyee(page)
    page.get_by_role("button", name="Annuler").tap()
    montre(page, AUBEPINE, "—")
    envoyee(page)
    assert atelier.lire("2025-06-16")["lignes"] == []


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
