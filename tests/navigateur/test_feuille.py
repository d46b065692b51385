"""The weekly sheet on a phone: without a network, sent twice, told two values."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.navigateur.conftest import Atelier
from tests.navigateur.feuille import (
    AUBEPINE,
    BOULEAU,
    CORMIER,
    DRAGEON,
    carte,
    envoyee,
    etat,
    jour,
    montre,
    ouvrir_feuille,
    page,
    reseau,
    toucher,
)
from tests.navigateur.gestes import examiner

__all__ = ["page"]

pytestmark = pytest.mark.navigateur


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
