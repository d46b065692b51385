"""Gestures of a spreadsheet in the grid: blocks, clipboard, what cannot be read, undo."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.bases import Bases
from tests.navigateur.grille import CONGE, TRAVAIL, Ateliers, monter

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def ateliers(bases: Bases) -> Iterator[Ateliers]:
    with monter(bases) as montes:
        yield montes


def test_a_block_goes_to_a_spreadsheet_and_comes_back_the_same(
    chromium: Browser, ateliers: Ateliers
) -> None:
    contrats = ateliers.contrats("axe")
    with ateliers.grille(chromium, "axe") as grille:
        grille.taper(0, 5, "7h30")
        grille.taper(0, 6, "3h30 CP")
        grille.taper(1, 6, "0,25")
        grille.choisir((0, 5), (1, 6))
        grille.presser("Control+c")
        expect(grille.annonce).to_have_text("4 cases copiées")
        copie = grille.page.evaluate("navigator.clipboard.readText()")
        assert copie.replace("\r\n", "\n") == "7:30\t3:30 CP 3:30\n\t0:15"
        grille.aller(2, 12)
        grille.presser("Control+v")
        grille.choisir((0, 5), (0, 6))
        grille.presser("Control+x")
        grille.aller(0, 19)
        grille.presser("Control+v")
        grille.enregistree()
    assert ateliers.livre("axe") == {
        (contrats[1], 6): {TRAVAIL: 15},
        (contrats[2], 12): {TRAVAIL: 450},
        (contrats[2], 13): {TRAVAIL: 210, CONGE: 210},
        (contrats[3], 13): {TRAVAIL: 15},
        (contrats[0], 19): {TRAVAIL: 450},
        (contrats[0], 20): {TRAVAIL: 210, CONGE: 210},
    }


def test_one_copied_cell_fills_the_block_it_is_pasted_on(
    chromium: Browser, ateliers: Ateliers
) -> None:
    with ateliers.grille(chromium, "duo") as grille:
        grille.choisir((0, 5), (3, 9))
        grille.coller("7,5\r\n")
        expect(grille.annonce).to_have_text("20 cases collées")
        grille.enregistree()
    livre = ateliers.livre("duo")
    assert len(livre) == 20
    assert all(contenu == {TRAVAIL: 450} for contenu in livre.values())


def test_what_cannot_be_read_or_written_is_told_and_the_rest_is_pasted(
    chromium: Browser, ateliers: Ateliers
) -> None:
    contrats = ateliers.contrats("ferme")
    with ateliers.grille(chromium, "ferme") as grille:
        # Past the last day and the last row: nowhere to go.
        grille.aller(2, 30)
        grille.coller("7\t\t8\r\nsept\t25\t8\r\n9\r\n")
        expect(grille.annonce).to_have_text(
            "2 cases collées ; 2 cases illisibles, marquées en rouge ; "
            "3 cases non collées : hors contrat, validées ou hors de la grille"
        )
        grille.enregistree()
        expect(grille.statut).to_contain_text("2 cases illisibles, marquées en rouge")
        for jour, texte, raison in (
            (30, "sept", "« sept » est un code inconnu"),
            (31, "25", "dépasse les 24 heures"),
        ):
            case = grille.case(3, jour)
            expect(case).to_have_text(texte)
            expect(case).to_have_attribute("aria-invalid", "true")
            grille.aller(3, jour)
            expect(case).to_have_attribute("aria-describedby", "grille-bulle")
            expect(grille.page.locator("#grille-bulle")).to_contain_text(raison)
        # Corrected in place, it is sent like any other.
        grille.taper(3, 30, "7")
        grille.enregistree()
    assert ateliers.livre("ferme") == {
        (contrats[2], 30): {TRAVAIL: 420},
        (contrats[3], 30): {TRAVAIL: 420},
    }


@pytest.mark.parametrize(
    ("texte", "raison"),
    [
        ("9:99", "« 9:99 » n’est pas une durée : écrivez 7h30, 7:30, 7,5 ou 7.5."),
        ("XY 7", "« XY » est un code inconnu, choisissez parmi : AN, AP, CP, F, JF."),
        ("7 7", "« 7 7 » dit deux fois la même chose : écrivez une seule durée."),
        ("24h01", "« 24h01 » dépasse les 24 heures d’une journée."),
        ("7 CP", "« CP » sans durée vaut le reste de la journée prévue"),
    ],
)
def test_the_reason_is_said_where_it_was_typed(
    chromium: Browser, ateliers: Ateliers, texte: str, raison: str
) -> None:
    with ateliers.grille(chromium, "clavier") as grille:
        grille.taper(0, 5, texte)
        expect(grille.annonce).to_contain_text(raison)
        expect(grille.case(0, 5)).to_have_text(texte)
        grille.aller(0, 5)
        grille.presser("Delete")
        expect(grille.case(0, 5)).not_to_have_attribute("aria-invalid", "true")
    assert ateliers.livre("clavier") == {}


def test_undo_after_autosave_sends_the_change_back_and_spares_what_others_wrote(
    chromium: Browser, ateliers: Ateliers
) -> None:
    contrats = ateliers.contrats("annule")
    with ateliers.grille(chromium, "annule") as grille:
        grille.taper(0, 5, "7")
        grille.taper(1, 5, "7")
        grille.choisir((0, 5), (1, 5))
        grille.presser("Delete")
        expect(grille.annonce).to_have_text("2 cases vidées")
        grille.enregistree()
        assert ateliers.livre("annule") == {}
        with ateliers.grille(chromium, "annule", qui="encadrement@exemple.test") as autre:
            autre.taper(1, 5, "3")
            autre.enregistree()
        grille.page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(grille.case(1, 5)).to_have_text("3h")
        grille.page.get_by_role("button", name="Annuler").click()
        expect(grille.annonce).to_have_text(
            "1 case revenue à sa valeur d’avant, 1 case laissée : elle a changé entre-temps"
        )
        expect(grille.case(0, 5)).to_be_focused()
        grille.enregistree()
    assert ateliers.livre("annule") == {
        (contrats[0], 5): {TRAVAIL: 420},
        (contrats[1], 5): {TRAVAIL: 180},
    }


def test_the_mouse_chooses_a_block_a_row_a_day_and_opens_a_cell(
    chromium: Browser, ateliers: Ateliers
) -> None:
    with ateliers.grille(chromium, "noms") as grille:
        choisies = grille.page.locator("td[aria-selected=true]")
        grille.case(0, 5).hover()
        grille.page.mouse.down()
        grille.case(2, 7).hover()
        grille.page.mouse.up()
        expect(choisies).to_have_count(9)
        grille.page.locator("thead th[data-jour='6']").click()
        expect(choisies).to_have_count(4)
        grille.page.locator("tr[data-rang] th.qui").nth(1).click(position={"x": 5, "y": 5})
        expect(choisies).to_have_count(31)
        grille.page.get_by_role("button", name="Remplir la semaine").click()
        expect(grille.annonce).to_have_text("22 cases remplies")
        grille.case(1, 5).dblclick()
        grille.presser("End", "Backspace", "Backspace")
        grille.page.keyboard.type("6")
        grille.presser("Tab")
        expect(grille.case(1, 5)).to_have_text("6h")
        grille.enregistree()


def test_a_reader_moves_and_copies_but_cannot_write(chromium: Browser, ateliers: Ateliers) -> None:
    with ateliers.grille(chromium, "codes") as grille:
        grille.taper(0, 6, "7")
        grille.enregistree()
    livre = ateliers.livre("codes")
    assert len(livre) == 1
    with ateliers.grille(chromium, "codes", qui="lecture@exemple.test") as grille:
        expect(grille.statut).to_have_text("Lecture seule")
        grille.aller(0, 5)
        grille.page.keyboard.type("7")
        grille.presser("Enter", "Delete")
        grille.coller("7")
        grille.presser("Alt+s")
        expect(grille.case(0, 5)).to_have_text("")
        expect(grille.page.locator("#grille-editeur")).to_have_count(0)
        grille.presser("Control+c")
        expect(grille.annonce).to_have_text("1 case copiée")
    assert ateliers.livre("codes") == livre
