"""The whole story with a mouse: sign in, import, validate, close, open an amount, export."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Download, Locator, Page, expect
from python_calamine import CalamineWorkbook

from tests.navigateur.conftest import se_connecter
from tests.navigateur.ecrans import ACI, Site

pytestmark = pytest.mark.navigateur

OCTOBRE = "octobre 2026"


def cliquer(ou: Page | Locator, nom: str, genre: str = "link") -> None:
    """Click the link or button of that name."""
    ou.get_by_role(genre, name=nom).first.click()  # type: ignore[arg-type]


def lien_du_menu(page: Page, nom: str) -> None:
    """Click a link of the menu of the structure."""
    menu = page.get_by_role("navigation", name="Menu de la structure")
    menu.get_by_role("link", name=nom, exact=True).click()


def rang(page: Page, texte: str) -> Locator:
    """The row of a table that holds the text."""
    return page.get_by_role("row").filter(has_text=texte).first


def telecharger(page: Page, lien: Locator) -> Download:
    """Follow a link that gives a file."""
    with page.expect_download() as attendu:
        lien.click()
    return attendu.value


@pytest.fixture
def dans_les_jardins(page: Page, site: Site) -> Page:
    """Signed in, at the ACI's."""
    se_connecter(page)
    page.locator("details.structure-ouverte summary").click()
    cliquer(page.locator("details.structure-ouverte"), ACI)
    expect(page.get_by_role("heading", level=1)).to_contain_text(ACI)
    return page


def test_a_section_of_the_menu_stays_folded(dans_les_jardins: Page) -> None:
    page = dans_les_jardins
    menu = page.get_by_role("navigation", name="Menu de la structure")
    argent = menu.locator("details[data-section=argent]")
    expect(argent.get_by_role("link", name="Factures", exact=True)).to_be_visible()
    argent.locator("summary").click()
    lien_du_menu(page, "Clients")
    expect(argent.get_by_role("link", name="Factures", exact=True)).to_be_hidden()
    argent.locator("summary").press("Enter")
    page.reload()
    expect(argent.get_by_role("link", name="Factures", exact=True)).to_be_visible()


def test_from_the_file_to_the_hours_behind_an_amount(
    dans_les_jardins: Page, site: Site, tmp_path: Path
) -> None:
    page = dans_les_jardins
    _importer(page, site)
    _valider(page)
    _cloturer(page)
    _ouvrir_un_montant(page)
    _exporter(page, tmp_path)


def _importer(page: Page, site: Site) -> None:
    page.goto(f"{site.structure(ACI)}heures/2026-10/")
    cliquer(page, "Importer")
    page.locator("input[type=file]").set_input_files(site.fichier(ACI))
    cliquer(page, "Voir ce qui serait importé", "button")
    expect(page.get_by_role("heading", level=1)).to_contain_text("heures-2026-10-aci.xlsx")
    expect(page.locator(".cartes")).to_contain_text("437")
    expect(rang(page, "RENARD-EXEMPLE Abdel")).to_contain_text("nouvelle")
    cliquer(page, "Importer ces heures", "button")
    expect(page.locator("#messages")).to_contain_text("437 lignes ajoutées")


def _valider(page: Page) -> None:
    cliquer(page, "Valider 437 brouillons")
    cliquer(page, "Valider ces heures", "button")
    expect(page.get_by_role("link", name="Valider", exact=False)).to_have_count(0)


def _cloturer(page: Page) -> None:
    cliquer(page, "Clôturer ce mois")
    # What warns is told before: a suspension and a rate under the SMIC were planted here.
    expect(rang(page, "NARCISSE-EXEMPLE Nadia")).to_be_visible()
    expect(rang(page, "HETRE-EXEMPLE Sandrine")).to_be_visible()
    page.get_by_label("J’ai vérifié ces heures").check()
    cliquer(page, f"Clôturer {OCTOBRE}", "button")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ce qu’a produit octobre 2026")
    for montant in ("32 059,39", "−20 172,06", "20 206,81"):
        expect(page.locator("main")).to_contain_text(_espaces(montant))


def _ouvrir_un_montant(page: Page) -> None:
    lien_du_menu(page, "État mensuel")
    sien = rang(page, "RENARD-EXEMPLE Abdel")
    expect(sien).to_contain_text(_espaces("1 406,34"))
    sien.get_by_role("link", name=_espaces("1 406,34")).click()
    main = page.locator("main")
    expect(main).to_contain_text("107")
    expect(main).to_contain_text("Cette sorte d'heures ne compte pas pour ce dispositif.")
    lignes = page.get_by_role("row").filter(has_text="/10/2026")
    assert lignes.count() == 21
    lignes.first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("RENARD-EXEMPLE Abdel")
    expect(page.locator("main")).to_contain_text("Atelier recyclerie")
    page.go_back()


def _exporter(page: Page, dossier: Path) -> None:
    lien_du_menu(page, "Variables de paie")
    tableau = page.locator("#tableau-contrats")
    xlsx = telecharger(page, tableau.get_by_role("link", name="Tableur (xlsx)"))
    xlsx.save_as(dossier / xlsx.suggested_filename)
    feuille = CalamineWorkbook.from_path(str(dossier / xlsx.suggested_filename)).get_sheet_by_index(
        0
    )
    sienne = next(ligne for ligne in feuille.to_python() if "ACI-043" in ligne)
    assert 1324.66 in sienne
    texte = telecharger(page, tableau.get_by_role("link", name="CSV"))
    texte.save_as(dossier / "paie.csv")
    with (dossier / "paie.csv").open(encoding="utf-8-sig", newline="") as fichier:
        lues = {ligne["Matricule"]: ligne for ligne in csv.DictReader(fichier, delimiter=";")}
    assert lues["ACI-043"]["Brut"] == "1324,66"
    assert lues["ACI-043"]["Heures payées"] == "107:00"
    assert len(lues) == 24


def _espaces(montant: str) -> str:
    """As the screen writes it: the thousands apart by a narrow space that does not break."""
    return montant.replace(" ", "\u202f")
