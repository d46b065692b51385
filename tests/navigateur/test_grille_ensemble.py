"""Several at once, without a network, signed out: nothing typed is lost, nothing overwritten."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.bases import Bases
from tests.navigateur.grille import CONGE, TRAVAIL, Ateliers, Grille, monter

pytestmark = pytest.mark.navigateur

SECONDE = "encadrement@exemple.test"


@pytest.fixture(scope="module")
def ateliers(bases: Bases) -> Iterator[Ateliers]:
    with monter(bases) as montes:
        yield montes


def test_two_people_one_without_network_lose_nothing_and_settle_what_differs(
    chromium: Browser, ateliers: Ateliers
) -> None:
    contrats = ateliers.contrats("duo")
    with (
        ateliers.grille(chromium, "duo") as une,
        ateliers.grille(chromium, "duo", qui=SECONDE) as autre,
    ):
        une.taper(3, 5, "7")
        une.enregistree()
        autre.charger()
        _chacun_de_son_cote(une, autre)
        assert ateliers.livre("duo") == {
            (contrats[0], 5): {TRAVAIL: 480},
            (contrats[0], 6): {TRAVAIL: 480},
            (contrats[2], 5): {TRAVAIL: 300},
            (contrats[3], 5): {TRAVAIL: 420},
        }
        _le_reseau_revient(autre)
        # What nobody else had touched is there; what both had typed waits for a choice.
        assert ateliers.livre("duo") == {
            (contrats[0], 5): {TRAVAIL: 480},
            (contrats[0], 6): {TRAVAIL: 480},
            (contrats[1], 5): {CONGE: 420},
            (contrats[1], 6): {TRAVAIL: 240},
            (contrats[2], 5): {TRAVAIL: 300},
        }
        _choisir(autre)
        autre.enregistree()
        une.page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(une.case(0, 5)).to_have_text("6h")
        expect(une.case(1, 5)).to_have_text("CP7h")
    livre = ateliers.livre("duo")
    assert livre[contrats[0], 5] == {TRAVAIL: 360}
    assert livre[contrats[0], 6] == {TRAVAIL: 480}
    assert livre[contrats[2], 5] == {TRAVAIL: 300}


def _chacun_de_son_cote(une: Grille, autre: Grille) -> None:
    """The second one is cut off; both type, twice in the same cells."""
    autre.page.context.set_offline(True)
    autre.taper(0, 5, "6")
    autre.taper(0, 6, "6h30")
    autre.taper(1, 5, "CP")
    autre.taper(1, 6, "4")
    autre.taper(2, 5, "5")
    autre.aller(3, 5)
    autre.presser("Delete")
    expect(autre.statut).to_have_text(
        "Hors connexion : 6 cases gardées sur cet appareil, elles partiront au retour du réseau"
    )
    une.taper(0, 5, "8")
    une.taper(0, 6, "8")
    une.taper(2, 5, "5")
    une.enregistree()


def _le_reseau_revient(autre: Grille) -> None:
    autre.page.context.set_offline(False)
    expect(autre.statut).to_contain_text("2 cases à départager : deux valeurs, choisissez")
    for jour, mienne in ((5, "6h"), (6, "6h30")):
        expect(autre.case(0, jour)).to_have_text(mienne)
        expect(autre.case(0, jour)).to_have_class(re.compile("conflit"))
    expect(autre.page.locator("#grille td.conflit")).to_have_count(2)
    expect(autre.case(3, 5)).to_have_text("")


def _choisir(autre: Grille) -> None:
    """Mine in one cell, by the keyboard after a reload; theirs in the other, by the mouse."""
    autre.charger()
    expect(autre.statut).to_contain_text("2 cases à départager")
    boite = autre.page.get_by_role("dialog", name="Deux valeurs pour cette case")
    autre.aller(0, 5)
    expect(boite).to_contain_text("Vous avez écrit 6h ; EXEMPLE Direction a écrit 8h à ")
    autre.presser("Enter")
    expect(boite.get_by_role("button", name="Garder la mienne : 6h")).to_be_focused()
    autre.presser("Enter")
    expect(boite).to_be_hidden()
    expect(autre.case(0, 5)).to_be_focused()
    autre.aller(0, 6)
    boite.get_by_role("button", name="Prendre la leur : 8h").click()
    expect(autre.case(0, 6)).to_have_text("8h")
    expect(autre.page.locator("#grille td.conflit")).to_have_count(0)


def test_a_page_closed_without_network_comes_back_with_what_was_typed(
    chromium: Browser, ateliers: Ateliers
) -> None:
    contrats = ateliers.contrats("ferme")
    with ateliers.grille(chromium, "ferme") as grille:
        contexte = grille.page.context
        contexte.set_offline(True)
        grille.taper(0, 5, "7h30")
        grille.taper(1, 5, "CP")
        grille.taper(2, 5, "sept")
        # Half a cell: the page is closed while it is being typed.
        grille.aller(3, 5)
        grille.page.keyboard.type("4")
        grille.page.close(run_before_unload=True)
        assert ateliers.livre("ferme") == {}
        contexte.set_offline(False)
        reprise = Grille(contexte.new_page(), grille.adresse)
        reprise.charger()
        expect(reprise.annonce).to_have_text("4 cases gardées sur cet appareil ont été reprises")
        reprise.enregistree()
        expect(reprise.case(0, 5)).to_have_text("7h30")
        expect(reprise.case(2, 5)).to_have_text("sept")
        expect(reprise.case(2, 5)).to_have_attribute("aria-invalid", "true")
        reprise.aller(2, 5)
        expect(reprise.page.locator("#grille-bulle")).to_contain_text("code inconnu")
        assert reprise.page.evaluate("localStorage.length") == 1
    assert ateliers.livre("ferme") == {
        (contrats[0], 5): {TRAVAIL: 450},
        (contrats[1], 5): {CONGE: 420},
        (contrats[3], 5): {TRAVAIL: 240},
    }


def test_an_answer_lost_on_the_way_is_no_conflict_with_oneself(
    chromium: Browser, ateliers: Ateliers
) -> None:
    contrats = ateliers.contrats("noms")
    with ateliers.grille(chromium, "noms") as grille:
        for rang in (0, 1, 2):
            _ecrire_sans_reponse(grille, rang, "7")
        attendu = {(c, 5): {TRAVAIL: 420} for c in contrats[:3]}
        assert ateliers.livre("noms") == attendu
        # Written again, taken back, and found by a page opened anew.
        grille.taper(0, 5, "8")
        grille.taper(1, 5, "0")
        grille.page.unroute("**/cases/")
        grille.charger()
        grille.enregistree()
        expect(grille.page.locator("#grille td.conflit")).to_have_count(0)
        _ecrire_sans_reponse(grille, 3, "7")
        grille.page.unroute("**/cases/")
        grille.taper(3, 5, "6")
        grille.enregistree()
        expect(grille.page.locator("#grille td.conflit")).to_have_count(0)
        assert grille.page.evaluate("localStorage.length") == 0
    assert ateliers.livre("noms") == {
        (contrats[0], 5): {TRAVAIL: 480},
        (contrats[2], 5): {TRAVAIL: 420},
        (contrats[3], 5): {TRAVAIL: 360},
    }


def _ecrire_sans_reponse(grille: Grille, rang: int, texte: str) -> None:
    """The server writes; its answer does not come back."""

    def perdre(route: Route) -> None:
        route.fetch()
        route.abort()

    grille.page.route("**/cases/", perdre)
    with grille.page.expect_event("requestfailed"):
        grille.taper(rang, 5, texte)


def test_signed_out_one_signs_in_again_and_the_typing_leaves(
    chromium: Browser, ateliers: Ateliers
) -> None:
    contrats = ateliers.contrats("session")
    with ateliers.grille(chromium, "session") as grille:
        cookies = grille.page.context.cookies()
        grille.page.context.clear_cookies()
        grille.taper(0, 5, "7")
        expect(grille.statut).to_contain_text("Vous êtes déconnecté : 1 case gardée")
        assert ateliers.livre("session") == {}
        expect(grille.statut.get_by_role("link", name="Se reconnecter")).to_be_visible()
        # Signed in again in another window: another session, another token.
        grille.page.context.add_cookies([c for c in cookies if c["name"] != "csrftoken"])  # type: ignore[misc]
        grille.page.evaluate("window.dispatchEvent(new Event('focus'))")
        grille.enregistree()
        expect(grille.statut).to_contain_text("Enregistré à")
    assert ateliers.livre("session") == {(contrats[0], 5): {TRAVAIL: 420}}


def test_what_is_validated_meanwhile_is_said_and_what_was_typed_stays_known(
    chromium: Browser, ateliers: Ateliers
) -> None:
    with ateliers.grille(chromium, "annule") as grille:
        grille.taper(0, 5, "7")
        grille.enregistree()
        grille.page.context.set_offline(True)
        grille.taper(0, 5, "8")
        grille.page.context.set_offline(False)
        grille.enregistree()
        _valider(grille)
        grille.page.context.set_offline(True)
        grille.taper(0, 5, "9")
        grille.page.context.set_offline(False)
        expect(grille.statut).to_contain_text("1 case refusée")
        expect(grille.case(0, 5)).to_have_text("8h")
        expect(grille.case(0, 5)).to_have_attribute("aria-readonly", "true")
        ennuis = grille.page.locator("#grille-ennuis")
        ennuis.locator("summary").click()
        expect(ennuis).to_contain_text("Ces heures ont été validées entre-temps")
        expect(ennuis).to_contain_text("(9h)")
        ennuis.get_by_role("button", name="Retirer ce que j’ai écrit").click()
        expect(ennuis).to_be_hidden()
        assert grille.page.evaluate("localStorage.length") == 0


def _valider(grille: Grille) -> None:
    """Validate the month in another window of the same person."""
    page = grille.page.context.new_page()
    page.goto(f"{grille.adresse}valider/")
    page.get_by_role("button", name="Valider ces heures").click()
    page.wait_for_url("**/heures/2026-10/")
    page.close()
