"""The same story without a mouse: Tab, Enter, Space and the arrows are enough."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from etrier.demonstration.scenario import MOT_DE_PASSE
from tests.navigateur.conftest import DIRECTION
from tests.navigateur.ecrans import Site

pytestmark = pytest.mark.navigateur

REGIE = "Régie de quartier du Pas-Commun"
TABULATIONS = 300
CASE = "#grille td[role=gridcell]"
FOYER = """() => {
  const e = document.activeElement, cadre = e.getBoundingClientRect(), style = getComputedStyle(e);
  const libelle = e.labels && e.labels.length ? e.labels[0].innerText : "";
  return {
    nom: (e.getAttribute("aria-label") || libelle || e.innerText).replace(/\\s+/g, " ").trim(),
    genre: e.tagName,
    vu: cadre.width > 0 && cadre.bottom > 0 && cadre.top < innerHeight,
    cerne: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none",
  };
}"""


def foyer(page: Page) -> dict[str, Any]:
    """What has the focus: its name, whether it is on the screen, whether it shows."""
    lu: dict[str, Any] = page.evaluate(FOYER)
    return lu


def aller(page: Page, nom: str, genre: str = "") -> None:
    """Press Tab until the thing of that name has the focus; one must see where one is."""
    vus = []
    for _pas in range(TABULATIONS):
        page.keyboard.press("Tab")
        ici = foyer(page)
        vus.append(ici["nom"])
        if nom in ici["nom"] and genre in ici["genre"]:
            assert ici["vu"], f"« {nom} » a le foyer hors de l'écran"
            assert ici["cerne"], f"rien ne montre que « {nom} » a le foyer"
            return
    raise AssertionError(f"« {nom} » n'est pas atteint par Tab ; rencontrés : {vus}")


def deplier(page: Page, nom: str) -> None:
    """Reach a list that unfolds, and press Enter."""
    aller(page, nom, "SUMMARY")
    page.keyboard.press("Enter")


def suivre(page: Page, nom: str, genre: str = "") -> None:
    """Reach a link or a button, press Enter, and wait for the page it leads to."""
    aller(page, nom, genre)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def chercher(page: Page, css: str, touche: str = "Tab") -> None:
    """Press Tab until what has the focus answers to the selector."""
    for _pas in range(TABULATIONS):
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
        page.keyboard.press(touche)
    raise AssertionError(f"« {css} » n'est pas atteint par {touche}")


@pytest.fixture
def dans_la_regie(page: Page, site: Site) -> Page:
    """Signed in from the keyboard, and gone from one structure to another."""
    page.goto("/connexion/")
    assert "Adresse électronique" in foyer(page)["nom"]
    page.keyboard.type(DIRECTION)
    page.keyboard.press("Tab")
    page.keyboard.type(MOT_DE_PASSE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/*/")
    deplier(page, "Structure ouverte")
    suivre(page, REGIE, "A")
    assert page.url == site.structure(REGIE)
    return page


def test_the_first_tab_leads_to_the_content(dans_la_regie: Page) -> None:
    page = dans_la_regie
    page.keyboard.press("Tab")
    assert foyer(page)["nom"] == "Aller au contenu"
    assert foyer(page)["vu"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_escape_closes_what_was_opened(dans_la_regie: Page) -> None:
    page = dans_la_regie
    deplier(page, "Mon compte")
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_hidden()
    assert "Mon compte" in foyer(page)["nom"]


def test_from_the_file_to_the_hours_behind_an_amount(
    dans_la_regie: Page, site: Site, tmp_path: Path
) -> None:
    page = dans_la_regie
    _importer(page, site)
    _retoucher(page)
    _valider_et_cloturer(page)
    _ouvrir_un_montant(page)
    _exporter(page, tmp_path)


def _importer(page: Page, site: Site) -> None:
    page.on("filechooser", lambda _choix: None)  # said early: the browser must know before Enter
    page.goto(f"{site.structure(REGIE)}heures/2026-10/importer/")
    chercher(page, "input[type=file]")
    with page.expect_file_chooser() as choix:
        page.keyboard.press("Enter")
    choix.value.set_files(site.fichier(REGIE))
    suivre(page, "Voir ce qui serait importé")
    expect(page.get_by_role("heading", level=1)).to_contain_text("heures-2026-10-rq.csv")
    suivre(page, "Importer ces heures")
    expect(page.locator("#messages")).to_contain_text("212 lignes ajoutées")


def _retoucher(page: Page) -> None:
    """In the grid: arrows move from cell to cell, Escape gives up, what is typed saves itself."""
    chercher(page, CASE)
    premiere = _ici(page)
    page.keyboard.press("ArrowRight")
    voisine = _ici(page)
    assert voisine != premiere
    page.keyboard.press("ArrowDown")
    assert _ici(page) not in (premiere, voisine)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert _ici(page) == premiere
    page.keyboard.type("9:99")
    page.keyboard.press("Escape")
    assert _ici(page) == premiere
    for _jour in range(31):
        if not _ici(page).endswith(" : vide"):
            page.keyboard.press("ArrowRight")
    vide = _ici(page)
    assert vide.endswith(" : vide")
    page.keyboard.type("1h15")
    page.keyboard.press("Enter")
    expect(page.locator("#grille-statut")).to_contain_text("Enregistré à")
    page.reload()
    remplie = vide.replace(" : vide", " : 1h15")
    expect(page.get_by_role("gridcell", name=remplie)).to_have_count(1)


def _ici(page: Page) -> str:
    """What the active cell says of itself."""
    nom: str = page.evaluate("document.activeElement.getAttribute('aria-label')")
    return nom


def _valider_et_cloturer(page: Page) -> None:
    suivre(page, "Valider 213 brouillons")
    suivre(page, "Valider ces heures")
    suivre(page, "Clôturer ce mois")
    aller(page, "J’ai vérifié ces heures")
    page.keyboard.press("Space")
    suivre(page, "Clôturer octobre 2026", "BUTTON")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ce qu’a produit octobre 2026")


def _ouvrir_un_montant(page: Page) -> None:
    suivre(page, "Voir le détail : Heures d’insertion")
    page.wait_for_url("**/clauses/2026-10/")
    total = page.locator("#tableau-personnes tbody tr").count()
    assert total > 3
    chercher(page, "a[href*='/pourquoi/clause/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pourquoi/clause/*/")
    lignes = page.get_by_role("row").filter(has_text="/10/2026")
    assert lignes.count() > 3
    chercher(page, "a[href*='/heures/lignes/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/heures/lignes/*/")
    expect(page.locator("main")).to_contain_text("EX-PARCS-01")


def _exporter(page: Page, dossier: Path) -> None:
    suivre(page, "État mensuel", "A")
    page.wait_for_url("**/aides/etat/2026-10/")
    aller(page, "Tableur (xlsx)")
    with page.expect_download() as attendu:
        page.keyboard.press("Enter")
    fichier = dossier / attendu.value.suggested_filename
    attendu.value.save_as(fichier)
    feuille = CalamineWorkbook.from_path(str(fichier)).get_sheet_by_index(0)
    assert any("RQ-" in str(case) for ligne in feuille.to_python() for case in ligne)
