"""A signed link on a phone: one client confirms, another disputes, a dead one says why."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

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

    def lien(self, histoire: str) -> str:
        """The whole address a client received."""
        return f"{self.site.adresse}releve/{self.lus['liens'][histoire]}/"

    def releve(self, histoire: str) -> str:
        """The team's page of the same relevé."""
        return (
            f"{self.site.adresse}s/{self.lus['structure']}/releves/{self.lus['releves'][histoire]}/"
        )


@pytest.fixture(scope="module")
def monde(bases: Bases) -> Iterator[Monde]:
    """A site of its own: what a client answers stays out of the other stories."""
    base = bases.neuve()
    lus = base.demander("tests.navigateur.monde_releves")
    with servir(base) as adresse:
        yield Monde(Site(adresse, {}), lus)


@pytest.fixture
def telephone(chromium: Browser, monde: Monde) -> Iterator[Page]:
    """A client's phone, in French."""
    with ouvrir(chromium, monde.site, TELEPHONE) as page:
        yield page


@pytest.fixture
def bureau(chromium: Browser, monde: Monde) -> Iterator[Page]:
    """The team's desk, signed in."""
    with ouvrir(chromium, monde.site) as page:
        page.goto("/connexion/")
        page.locator("input[name=username]").fill(monde.lus["compte"])
        page.locator("input[name=password]").fill(fabrique.MOT_DE_PASSE)
        page.locator("main").get_by_role("button", name="Se connecter").click()
        page.wait_for_url("**/s/*/")
        yield page


def regarder(page: Page) -> None:
    """Axe has nothing to say, and the page scrolls one way only."""
    examiner(page)
    assert page.evaluate(DEBORDE) == 0


def titre(page: Page) -> Any:
    return expect(page.get_by_role("heading", level=1))


def test_a_client_confirms_from_a_phone_once(telephone: Page, bureau: Page, monde: Monde) -> None:
    telephone.goto(monde.lien("confirme"))
    titre(telephone).to_contain_text("Heures à confirmer")
    expect(telephone.locator("main")).to_contain_text("Association d'essai")
    regarder(telephone)
    confirmer = telephone.get_by_role("button", name="Confirmer ces 36")
    confirmer.click()
    expect(telephone.get_by_text("Écrivez votre nom")).to_be_visible()
    telephone.get_by_label("Votre nom et votre prénom").fill("Odile MARTIN-EXEMPLE")
    telephone.get_by_label("Votre fonction").fill("Directrice")
    confirmer.click()
    titre(telephone).to_contain_text("ces heures sont confirmées")
    expect(telephone.locator("main")).to_contain_text("Odile MARTIN-EXEMPLE")
    regarder(telephone)
    bureau.goto(monde.releve("confirme"))
    expect(bureau.locator("main")).to_contain_text("confirmé par Odile MARTIN-EXEMPLE")
    expect(bureau.get_by_role("link", name="Valider les heures confirmées")).to_be_visible()
    refuse(telephone, monde.lien("confirme"), 410, "Une réponse a déjà été donnée")


def test_another_disputes_a_day(telephone: Page, bureau: Page, monde: Monde) -> None:
    telephone.goto(monde.lien("conteste"))
    telephone.get_by_role("link", name="Contester des heures").click()
    titre(telephone).to_contain_text("Qu’est-ce qui ne va pas")
    regarder(telephone)
    telephone.get_by_label(re.compile("^BERNARD.*mardi 4 mars")).fill("2h30")
    telephone.get_by_label("Ce qui ne va pas").fill("Partie plus tôt.")
    telephone.get_by_label("Votre nom et votre prénom").fill("Paul DURAND-EXEMPLE")
    telephone.get_by_role("button", name="Envoyer ma contestation").click()
    titre(telephone).to_contain_text("votre contestation est enregistrée")
    expect(telephone.locator("main")).to_contain_text("mardi 4 mars")
    regarder(telephone)
    bureau.goto(monde.releve("conteste"))
    rang = bureau.get_by_role("row").filter(has_text="04/03/2025").first
    expect(rang).to_contain_text("3\u202fh\u202f30")
    expect(rang).to_contain_text("2\u202fh\u202f30")
    expect(bureau.locator("main")).to_contain_text("Partie plus tôt.")
    refuse(telephone, monde.lien("conteste"), 410, "Une réponse a déjà été donnée")


def refuse(page: Page, adresse: str, statut: int, phrase: str) -> None:
    """One page, the right sentence, and nothing of the hours."""
    reponse = page.goto(adresse)
    assert reponse is not None
    assert reponse.status == statut
    titre(page).to_have_text("Ce lien ne s’ouvre pas")
    expect(page.locator("main")).to_contain_text(phrase)
    lu = page.content()
    assert "EXEMPLE" not in lu
    assert "fictive" not in lu
    regarder(page)


@pytest.mark.parametrize(
    ("histoire", "statut", "phrase"),
    [
        ("expire", 410, "Ce lien a expiré"),
        ("remplace", 410, "Un lien plus récent"),
        ("change", 409, "Les heures ont changé"),
    ],
)
def test_a_dead_link_says_why(
    telephone: Page, monde: Monde, histoire: str, statut: int, phrase: str
) -> None:
    refuse(telephone, monde.lien(histoire), statut, phrase)


@pytest.mark.parametrize("rang", [0, 4, -2])
def test_a_forged_link_is_refused(telephone: Page, monde: Monde, rang: int) -> None:
    bon = monde.lus["liens"]["regarde"]
    lettres = list(bon)
    lettres[rang] = "8" if lettres[rang] != "8" else "9"
    refuse(telephone, monde.lien("regarde").replace(bon, "".join(lettres)), 404, "pas reconnu")


def test_it_speaks_english_to_an_english_phone(chromium: Browser, monde: Monde) -> None:
    with ouvrir(chromium, monde.site, TELEPHONE, "en") as page:
        for suite in ("", "contester/"):
            page.goto(monde.lien("regarde") + suite)
            assert page.locator("html").get_attribute("lang") == "en"
            expect(page.locator("main")).to_contain_text("March 2025")
            regarder(page)


def test_the_address_of_the_link_is_told_to_no_other_site(telephone: Page, monde: Monde) -> None:
    demandees: list[Request] = []

    def retenir(route: Route) -> None:
        demandees.append(route.request)
        route.fulfill(status=200, body="ailleurs")

    telephone.route("https://www.gnu.org/**", retenir)
    telephone.goto(monde.lien("regarde"))
    telephone.get_by_role("link", name="AGPL-3.0").click()
    telephone.wait_for_url("https://www.gnu.org/**")
    (demandee,) = demandees
    assert "referer" not in demandee.all_headers()


def test_of_two_answers_at_once_one_is_kept(bureau: Page, monde: Monde) -> None:
    depart = Barrier(2)
    with ThreadPoolExecutor(2) as deux:
        statuts = list(deux.map(lambda nom: repondre(monde, nom, depart), ("Anne UNE", "Zoé DEUX")))
    assert sorted(statuts) == [302, 410]
    bureau.goto(monde.releve("course"))
    gardee, perdue = ("Anne UNE", "Zoé DEUX") if statuts[0] == 302 else ("Zoé DEUX", "Anne UNE")
    expect(bureau.locator("main")).to_contain_text(f"confirmé par {gardee}")
    expect(bureau.locator("main")).not_to_contain_text(perdue)


def repondre(monde: Monde, nom: str, depart: Barrier) -> int:
    """Open the page, wait for the other, confirm; gives the status of the answer."""
    adresse = urlsplit(monde.lien("course"))
    with closing(HTTPConnection(adresse.netloc, timeout=30)) as lien:
        lien.request("GET", adresse.path)
        page = lien.getresponse()
        html, biscuit = page.read().decode(), page.headers["Set-Cookie"].partition(";")[0]
        cle = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
        assert cle is not None
        corps = urlencode({"csrfmiddlewaretoken": cle[1], "nom": nom})
        entetes = {"Cookie": biscuit, "Content-Type": "application/x-www-form-urlencoded"}
        depart.wait(30)
        lien.request("POST", adresse.path, corps, entetes)
        return lien.getresponse().status


def test_the_team_hands_a_new_link_over(bureau: Page, telephone: Page, monde: Monde) -> None:
    bureau.goto(monde.releve("equipe"))
    expect(bureau.locator("main")).to_contain_text("envoyé aujourd’hui")
    bureau.get_by_role("link", name="Relancer").click()
    bureau.get_by_role("button", name="Relancer").click()
    expect(bureau.locator("main")).to_contain_text("envoyé aujourd’hui, relancé 1 fois")
    examiner(bureau)
    bureau.context.grant_permissions(["clipboard-read", "clipboard-write"])
    bureau.get_by_role("button", name="Copier").click()
    expect(bureau.get_by_role("button", name="Copié")).to_be_visible()
    copie = bureau.evaluate("navigator.clipboard.readText()")
    assert copie == bureau.get_by_label("Le lien du client").last.input_value()
    refuse(telephone, monde.lien("equipe"), 410, "Un lien plus récent")
    telephone.goto(copie)
    telephone.get_by_label("Votre nom et votre prénom").fill("Odile MARTIN-EXEMPLE")
    telephone.get_by_role("button", name="Confirmer").click()
    titre(telephone).to_contain_text("ces heures sont confirmées")
    bureau.reload()
    bureau.get_by_role("link", name="Valider les heures confirmées").click()
    bureau.get_by_role("button", name="Valider ces heures").click()
    expect(bureau.locator("#messages")).to_contain_text("6 lignes validées.")
