"""The person signs with a finger on the adviser's tablet; somebody who cannot draw signs too."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bases import Bases
from tests.navigateur.conftest import TELEPHONE, ouvrir, se_connecter
from tests.navigateur.ecrans import ACI, Site
from tests.navigateur.fenetres import DEBORDE
from tests.navigateur.gestes import examiner
from tests.serveur import servir

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def site_des_papiers(bases: Bases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: what is signed stays out of the other stories."""
    base = bases.neuve()
    lues = base.demander("tests.navigateur.monde", str(tmp_path_factory.mktemp("fichiers")))
    with servir(base) as adresse:
        yield Site(adresse, lues)


@pytest.fixture
def ecran(chromium: Browser, site_des_papiers: Site) -> Iterator[Page]:
    """The adviser's phone, signed in."""
    with ouvrir(chromium, site_des_papiers, TELEPHONE) as page:
        se_connecter(page, qui="cip@exemple.test")
        yield page


def test_the_person_draws_her_signature(ecran: Page, site_des_papiers: Site) -> None:
    papier = site_des_papiers.structures[ACI]["objets"]["document_id"]
    ecran.goto(f"{site_des_papiers.structure(ACI)}papiers/{papier}/")
    ecran.get_by_role("link", name="Signer sur cet écran La personne").click()
    expect(ecran.get_by_text("Ne signez jamais à sa place")).to_be_visible()
    examiner(ecran)
    _dessiner(ecran)
    ecran.get_by_role("button", name="Effacer").click()
    assert ecran.locator("#id_trace").input_value() == ""
    _dessiner(ecran)
    ecran.get_by_label("J’ai lu ce papier et je le signe.").check()
    assert ecran.evaluate(DEBORDE) == 0
    ecran.get_by_role("button", name="Signer", exact=True).click()
    expect(ecran.get_by_text("La signature est enregistrée. Merci.")).to_be_visible()
    expect(ecran.get_by_text("dessinée")).to_be_visible()
    # The structure signs by its name alone: no drawing is asked.
    ecran.get_by_role("link", name="Signer sur cet écran La structure").click()
    ecran.get_by_label("Prénom et nom").fill("Alix EXEMPLE")
    ecran.get_by_label("J’ai lu ce papier et je le signe.").check()
    ecran.get_by_role("button", name="Signer", exact=True).click()
    expect(ecran.get_by_text("signé", exact=True)).to_be_visible()


def _dessiner(page: Page) -> None:
    """Waves in the frame."""
    cadre = page.locator("canvas").bounding_box()
    assert cadre is not None
    x, y = cadre["x"] + 30, cadre["y"] + 30
    page.mouse.move(x, y)
    page.mouse.down()
    for rang in range(16):
        page.mouse.move(x + 12 * rang, y + (25 if rang % 2 else 0))
    page.mouse.up()
    assert len(page.locator("#id_trace").input_value()) > 50
