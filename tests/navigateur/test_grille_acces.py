"""The grid without a mouse, to a screen reader, on a phone, in English."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from etrier.demonstration.scenario import MOT_DE_PASSE
from tests.bases import Bases
from tests.navigateur.conftest import DIRECTION, ORDINATEUR, TELEPHONE, ouvrir
from tests.navigateur.fenetres import DEBORDE
from tests.navigateur.gestes import examiner
from tests.navigateur.grille import OUVRES, TRAVAIL, Ateliers, Grille, monter
from tests.navigateur.monde_grille import GRANDE

pytestmark = pytest.mark.navigateur

NOMS = """() => [...document.querySelectorAll("td[role=gridcell]")].map((td) => ({
  nom: td.getAttribute("aria-label"),
  rang: td.closest("tr").dataset.rang,
  jour: Number(td.dataset.jour),
}))"""


@pytest.fixture(scope="module")
def ateliers(bases: Bases) -> Iterator[Ateliers]:
    with monter(bases) as montes:
        yield montes


def test_the_keyboard_alone_from_signing_in_to_a_month_validated(
    chromium: Browser, ateliers: Ateliers
) -> None:
    with ouvrir(chromium, ateliers.site) as page:
        page.goto("/connexion/")
        page.keyboard.type(DIRECTION)
        page.keyboard.press("Tab")
        page.keyboard.type(MOT_DE_PASSE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/s/*/")
        grille = Grille(page, f"/s/{ateliers.cle('clavier')}/heures/2026-10/")
        grille.charger()
        _entrer(page)
        _remplir_le_mois(grille)
        _sortir(page)
        # The month was empty when the page opened: the act comes with the first hours saved.
        expect(
            page.get_by_role("link", name=f"Valider {4 * len(OUVRES)} brouillons")
        ).to_be_visible()
        _atteindre(page, "a[href$='/heures/2026-10/valider/']")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        _atteindre(page, "main button[type=submit]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        grille.attendre()
        assert page.locator("td.fige").count() == 4 * len(OUVRES)
        _ouvrir_une_ligne(page)


def _atteindre(page: Page, css: str) -> None:
    for _pas in range(120):
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"« {css} » n'est pas atteint par Tab")


def _entrer(page: Page) -> None:
    """Tab leads into the grid; one sees where one is."""
    _atteindre(page, "td[role=gridcell]")
    dessin = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert dessin != "none"


def _remplir_le_mois(grille: Grille) -> None:
    """Every way to move, and the whole month from the plan."""
    page = grille.page
    grille.presser("ArrowRight", "ArrowRight")
    expect(grille.case(0, 3)).to_be_focused()
    grille.presser("End")
    expect(grille.case(0, 31)).to_be_focused()
    grille.presser("Home", "ArrowDown", "Tab", "Shift+Tab", "Enter", "Shift+Enter", "PageDown")
    expect(grille.case(3, 1)).to_be_focused()
    grille.presser("Control+Home")
    expect(grille.case(0, 1)).to_be_focused()
    grille.presser("Control+End")
    expect(grille.case(3, 31)).to_be_focused()
    grille.presser("Control+a", "Alt+s")
    expect(grille.annonce).to_have_text(f"{4 * len(OUVRES)} cases remplies")
    grille.presser("Control+Home", "ArrowRight", "Control+ArrowDown")
    expect(grille.case(3, 2)).to_be_focused()
    page.keyboard.type("9")
    grille.presser("Escape")
    expect(grille.case(3, 2)).to_have_text("7h")
    grille.presser("F2", "End", "Backspace", "Backspace")
    page.keyboard.type("6h30")
    grille.presser("ArrowLeft", "Enter")
    expect(grille.case(3, 2)).to_have_text("6h30")
    grille.enregistree()


def _sortir(page: Page) -> None:
    """Escape then Tab leaves the grid at once; so does Tab from its last cell."""
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('table *')")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+End")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('table *')")


def _ouvrir_une_ligne(page: Page) -> None:
    """A validated cell opens onto its line."""
    _atteindre(page, "td[role=gridcell]")
    assert "validée" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/heures/lignes/*/")


def test_every_cell_says_whose_which_day_where_and_what(
    chromium: Browser, ateliers: Ateliers
) -> None:
    with ateliers.grille(chromium, GRANDE) as grille:
        grille.taper(0, 5, "7h30")
        grille.enregistree()
        etat: dict[str, Any] = grille.etat()
        jours = {j["n"]: j["nom"] for j in etat["jours"]}
        cases: list[dict[str, Any]] = grille.page.evaluate(NOMS)
        assert len(cases) == 60 * 31
        for case in cases:
            rang = etat["rangs"][case["rang"]]
            lue = "7h30" if case is cases[4] else "vide"
            attendu = f"{rang['qui']}, {jours[case['jour']]}, {rang['intitule']} : {lue}"
            assert case["nom"] == attendu
            assert rang["qui"].startswith("Camille ESSAI-")
            assert rang["intitule"].startswith("Chantier d'essai ")
        assert len({case["nom"] for case in cases}) == len(cases)
        # And the tree a screen reader walks says the same of a few.
        for case in (cases[4], cases[0], cases[-1]):
            nomme = grille.page.get_by_role("gridcell", name=case["nom"], exact=True)
            expect(nomme).to_have_count(1)
        grille.aller(0, 5)
        grille.presser("F2")
        expect(grille.page.get_by_role("textbox", name=cases[4]["nom"])).to_be_focused()


@pytest.mark.parametrize("taille", [ORDINATEUR, TELEPHONE], ids=["bureau", "telephone"])
def test_axe_finds_nothing_while_one_types_chooses_and_reads(
    chromium: Browser, ateliers: Ateliers, taille: tuple[int, int]
) -> None:
    nom = "axe" if taille == ORDINATEUR else "telephone"
    with ateliers.grille(chromium, nom, taille=taille) as grille:
        _mettre_en_desaccord(grille)
        grille.taper(1, 5, "11")
        grille.taper(1, 6, "onze")
        grille.enregistree()
        expect(grille.case(1, 5)).to_have_class(re.compile("alarme"))
        _examiner_partout(grille)
        assert grille.page.evaluate(DEBORDE) == 0
        assert _dans_la_fenetre(grille.page)


def _mettre_en_desaccord(grille: Grille) -> None:
    """Another window writes a cell that this one, cut off, writes too."""
    seconde = Grille(grille.page.context.new_page(), grille.adresse)
    seconde.charger()
    seconde.taper(0, 5, "8")
    seconde.enregistree()
    seconde.page.close()
    grille.taper(0, 5, "7")
    expect(grille.case(0, 5)).to_have_class(re.compile("conflit"))


def _examiner_partout(grille: Grille) -> None:
    page = grille.page
    examiner(page)
    grille.aller(0, 5)
    expect(page.get_by_role("dialog", name="Deux valeurs")).to_be_visible()
    examiner(page)
    assert _dans_la_fenetre(page)
    grille.aller(1, 5)
    expect(page.locator("#grille-bulle")).to_contain_text("maximum 10 h par jour")
    examiner(page)
    grille.aller(1, 6)
    expect(page.locator("#grille-bulle")).to_contain_text("code inconnu")
    grille.presser("F2")
    expect(page.locator("#grille-editeur")).to_be_focused()
    examiner(page)
    grille.presser("Escape", "Control+a")
    for panneau in ("aide", "alarmes", "ennuis"):
        page.locator(f"#grille-{panneau} > summary").click()
    examiner(page)
    grille.aller(0, 5)


def _dans_la_fenetre(page: Page) -> bool:
    cadre = page.locator("#grille-conflit").bounding_box()
    fenetre = page.viewport_size
    assert cadre is not None
    assert fenetre is not None
    return bool(cadre["x"] >= 0 and cadre["x"] + cadre["width"] <= fenetre["width"])


def test_a_finger_opens_a_cell_at_the_second_touch(chromium: Browser, ateliers: Ateliers) -> None:
    with ateliers.grille(chromium, "noms", taille=TELEPHONE) as grille:
        contexte = chromium.new_context(
            base_url=ateliers.site.adresse, viewport={"width": 360, "height": 740}, has_touch=True
        )
        with contexte:
            contexte.add_cookies(grille.page.context.cookies())  # type: ignore[arg-type]
            tactile = Grille(contexte.new_page(), grille.adresse)
            tactile.charger()
            tactile.case(0, 1).tap()
            expect(tactile.page.locator("#grille-editeur")).to_have_count(0)
            tactile.case(0, 1).tap()
            tactile.page.keyboard.type("5")
            tactile.case(1, 1).tap()
            expect(tactile.case(0, 1)).to_have_text("5h")
            tactile.enregistree()
    assert ateliers.livre("noms") == {(ateliers.contrats("noms")[0], 1): {TRAVAIL: 300}}
