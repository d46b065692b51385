"""Cells over JSON: each answers for itself, nobody overwrites anybody, twice is once."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etrier.cloture.actions import cloturer
from etrier.heures.actions import corriger
from etrier.heures.models import LigneHeures
from etrier.parcours.models import Contrat
from etrier.socle.horloge import maintenant
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.monde_heures import (
    MAI,
    Monde,
    adresse,
    batir,
    changer,
    entrer,
    etat,
    issues,
    minutes,
    poster,
)

pytestmark = pytest.mark.django_db
LE_6, LE_7 = date(2025, 5, 6), date(2025, 5, 7)


@pytest.fixture
def monde() -> Monde:
    return batir()


def du_livre() -> list[tuple[int, int, int, bool, bool]]:
    """Day, nature, minutes of every line; has it a place, a clause."""
    lignes = LigneHeures.objects.order_by("jour", "nature", "pk")
    return [
        (x.jour.day, x.nature, x.minutes, bool(x.chantier_id or x.mission_id), bool(x.clause_id))
        for x in lignes
    ]


# Writing


def test_a_cell_is_written_changed_and_emptied(monde: Monde) -> None:
    client = entrer(monde)
    (dite,) = issues(client, monde, changer(monde.rang, 6, {}, {1: 210, 5: 210}))
    assert (dite["rang"], dite["jour"], dite["etat"]) == (monde.rang, 6, "ecrite")
    assert dite["c"] == {"1": 210, "5": 210}
    assert du_livre() == [(6, 1, 210, False, False), (6, 5, 210, False, False)]
    (dite,) = issues(client, monde, changer(monde.rang, 6, {1: 210, 5: 210}, {1: 420}))
    assert (dite["etat"], dite["c"]) == ("ecrite", {"1": 420})
    assert du_livre() == [(6, 1, 420, False, False)]
    (dite,) = issues(client, monde, changer(monde.rang, 6, {1: 420}, {}))
    assert (dite["etat"], dite["c"]) == ("ecrite", {})
    assert du_livre() == []


def test_an_absence_keeps_the_place_of_its_row_not_its_clause(monde: Monde) -> None:
    issues(entrer(monde), monde, changer(monde.rang_clause, 6, {}, {1: 200, 2: 100, 5: 60}))
    assert du_livre() == [(6, 1, 200, True, True), (6, 2, 100, True, True), (6, 5, 60, True, False)]


def test_the_same_change_sent_twice_is_written_once(monde: Monde) -> None:
    client, change = entrer(monde), changer(monde.rang, 6, {}, {1: 420})
    assert [issues(client, monde, change)[0]["etat"] for _fois in range(2)] == [
        "ecrite",
        "inchangee",
    ]
    assert Acte.objects.filter(verbe="heures.saisir").count() == 1
    assert minutes(monde) == {6: 420}


def test_a_cell_changed_twice_in_one_sending_is_taken_once(monde: Monde) -> None:
    deux = [changer(monde.rang, 6, {}, {1: 60}), changer(monde.rang, 6, {1: 60}, {1: 90})]
    (dite,) = issues(entrer(monde), monde, *deux)
    assert (dite["etat"], dite["c"]) == ("ecrite", {"1": 90})


def test_who_changes_a_draft_signs_it(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 300)
    hier = maintenant() - timedelta(days=1)
    LigneHeures.objects.update(saisie_le=hier)
    issues(entrer(monde), monde, changer(monde.rang, 6, {1: 300}, {1: 420}))
    ligne = LigneHeures.objects.get()
    assert ligne.saisie_par is not None
    assert ligne.saisie_le > hier


def test_a_refused_cell_keeps_the_others(monde: Monde) -> None:
    client = entrer(monde)
    Contrat.objects.filter(pk=monde.contrat.pk).update(fin=date(2025, 5, 12))
    dites = issues(
        client,
        monde,
        changer(monde.rang, 6, {}, {1: 420}),
        changer(monde.rang, 13, {}, {1: 420}),
        changer(monde.rang, 7, {}, {1: 1000, 5: 1000}),
        changer(monde.rang, 8, {}, {1: 390}),
    )
    assert [x["etat"] for x in dites] == ["ecrite", "refusee", "refusee", "ecrite"]
    assert dites[1]["phrase"].startswith("Le 13/05/2025 est hors du contrat")
    assert dites[1]["c"] == dites[2]["c"] == {}
    assert dites[2]["phrase"] == "Une journée a au plus 24 heures."
    assert minutes(monde) == {6: 420, 8: 390}


def test_a_closed_month_refuses_every_cell(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    fabrique.valider_mois(monde.structure, MAI)
    assert cloturer([monde.structure.pk], MAI, par=None).closes
    (dite,) = issues(entrer(monde), monde, changer(monde.rang, 7, {}, {1: 420}))
    assert dite["etat"] == "refusee"
    assert "Ce mois a été clos entre-temps" in dite["phrase"].replace("\xa0", " ")
    assert minutes(monde) == {6: 450}


# Conflicts


def test_a_cell_changed_meanwhile_is_not_overwritten(monde: Monde) -> None:
    ici, ailleurs = entrer(monde), entrer(monde)
    issues(ailleurs, monde, changer(monde.rang, 6, {}, {1: 300}))
    auteur = LigneHeures.objects.get().saisie_par
    (dite,) = issues(ici, monde, changer(monde.rang, 6, {}, {1: 420}))
    assert auteur is not None
    assert (dite["etat"], dite["c"], dite["par"]) == ("conflit", {"1": 300}, auteur.nom)
    assert dite["le"].startswith("à ")
    assert "5h" in dite["phrase"]
    assert minutes(monde) == {6: 300}
    (dite,) = issues(ici, monde, changer(monde.rang, 6, dite["c"], {1: 420}))
    assert dite["etat"] == "ecrite"
    assert minutes(monde) == {6: 420}


def test_two_people_who_type_the_same_agree(monde: Monde) -> None:
    changement = changer(monde.rang, 6, {}, {1: 420})
    assert issues(entrer(monde), monde, changement)[0]["etat"] == "ecrite"
    assert issues(entrer(monde), monde, changement)[0]["etat"] == "inchangee"


def test_hours_taken_away_meanwhile_are_a_conflict(monde: Monde) -> None:
    (dite,) = issues(entrer(monde), monde, changer(monde.rang, 6, {1: 300}, {1: 420}))
    assert (dite["etat"], dite["c"], dite["par"]) == ("conflit", {}, "")
    assert "retirées" in dite["phrase"]


def test_a_conflict_of_another_day_says_which(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 300)
    LigneHeures.objects.update(saisie_le=maintenant() - timedelta(days=2))
    (dite,) = issues(entrer(monde), monde, changer(monde.rang, 6, {}, {1: 420}))
    assert dite["le"].startswith("le ")
    assert dite["par"] == ""


def test_hours_validated_meanwhile_are_refused_and_frozen(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 300)
    fabrique.valider_mois(monde.structure, MAI)
    (dite,) = issues(entrer(monde), monde, changer(monde.rang, 6, {1: 300}, {1: 420}))
    assert (dite["etat"], dite["c"], dite["fige"]) == ("refusee", {}, {"1": 300})
    assert dite["ligne"].endswith(f"/lignes/{LigneHeures.objects.get().pk}/")
    assert "validées" in dite["phrase"]


def test_nothing_is_added_to_a_nature_already_validated(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 300)
    fabrique.valider_mois(monde.structure, MAI)
    corriger(LigneHeures.objects.get(), minutes=0, motif="Absente", par=None)
    client = entrer(monde)
    (dite,) = issues(client, monde, changer(monde.rang, 6, {}, {1: 420}))
    assert dite["etat"] == "refusee"
    assert "déjà validées" in dite["phrase"]
    (dite,) = issues(client, monde, changer(monde.rang, 6, {}, {5: 420}))
    assert (dite["etat"], dite["fige"]) == ("ecrite", {"1": 0})


# One row, lines of other places


def test_an_absence_without_a_place_is_changed_from_the_only_row(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 420, chantier_id=monde.chantier.pk)
    fabrique.heures(monde.contrat, LE_7, 420, nature=5)
    client = entrer(monde)
    (dite,) = issues(client, monde, changer(monde.rang_chantier, 7, {5: 420}, {1: 210, 5: 210}))
    assert dite["etat"] == "ecrite"
    assert du_livre()[1:] == [(7, 1, 210, True, False), (7, 5, 210, False, False)]
    apres = etat(client, monde)["rangs"][monde.rang_chantier]["cases"]["7"]["c"]
    assert apres == {"1": 210, "5": 210}
    issues(client, monde, changer(monde.rang_chantier, 7, {1: 210, 5: 210}, {}))
    assert len(du_livre()) == 1


def test_an_absence_that_moved_to_another_row_is_changed_from_the_old_one(monde: Monde) -> None:
    client = entrer(monde)
    issues(client, monde, changer(monde.rang, 7, {}, {5: 420}))
    issues(client, monde, changer(monde.rang_chantier, 6, {}, {1: 420}))
    assert list(etat(client, monde)["rangs"]) == [monde.rang_chantier]
    (dite,) = issues(client, monde, changer(monde.rang, 7, {5: 420}, {}))
    assert dite["etat"] == "ecrite"
    assert minutes(monde) == {6: 420}


def test_an_absence_doubled_by_an_import_is_one_in_its_cell(monde: Monde) -> None:
    lieu = {"chantier_id": monde.chantier.pk}
    fabrique.heures(monde.contrat, LE_6, 420, **lieu)
    fabrique.heures(monde.contrat, LE_7, 100, nature=5)
    fabrique.heures(monde.contrat, LE_7, 200, nature=5, **lieu)
    (dite,) = issues(entrer(monde), monde, changer(monde.rang_chantier, 7, {5: 300}, {5: 240}))
    assert (dite["etat"], dite["c"]) == ("ecrite", {"5": 240})
    assert [x[:3] for x in du_livre()] == [(6, 1, 420), (7, 5, 240)]


@pytest.mark.parametrize("nature", [1, 5])
def test_a_line_of_another_row_is_never_taken_over(monde: Monde, nature: int) -> None:
    lieu = {"chantier_id": monde.chantier.pk}
    fabrique.heures(monde.contrat, LE_6, 180, nature=nature, **lieu)
    fabrique.heures(monde.contrat, LE_7, 60, **lieu)
    (dite,) = issues(entrer(monde), monde, changer(monde.rang_clause, 6, {}, {nature: 240}))
    assert (dite["etat"], dite["c"]) == ("refusee", {})
    assert "3h de cette nature ce jour-là" in dite["phrase"]
    assert du_livre()[0][:3] == (6, nature, 180)


# Alarms


def test_the_alarms_of_the_people_touched_come_back(monde: Monde) -> None:
    autre = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
    fabrique.heures(autre, LE_6, 700)
    reponse = poster(entrer(monde), monde, changer(monde.rang, 8, {}, {1: 660})).json()
    assert reponse["alarmes_salaries"] == [monde.contrat.salarie_id]
    assert [(a["code"], a["jour"], a["salarie"]) for a in reponse["alarmes"]] == [
        ("PLUS_10H_JOUR", 8, monde.contrat.salarie_id),
        ("FERIE", 8, monde.contrat.salarie_id),
    ]
    reponse = poster(entrer(monde), monde, changer(monde.rang, 8, {1: 660}, {})).json()
    assert (reponse["alarmes_salaries"], reponse["alarmes"]) == ([monde.contrat.salarie_id], [])


def test_a_week_begun_the_month_before_warns_on_its_first_cell_here(monde: Monde) -> None:
    for jour in (28, 29, 30):
        fabrique.heures(monde.contrat, date(2025, 4, jour), 600)
    reponse = poster(
        entrer(monde),
        monde,
        changer(monde.rang, 2, {}, {1: 600}),
        changer(monde.rang, 3, {}, {1: 600}),
    ).json()
    assert [(a["code"], a["jour"]) for a in reponse["alarmes"]] == [("PLUS_48H_SEMAINE", 1)]


# What cannot be read, who may not


def _corps(**change: Any) -> bytes:
    return json.dumps({"changements": [changer("1.0.0", 6, {}, {}) | change]}).encode()


@pytest.mark.parametrize(
    "corps",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"changements": 3}',
        b'{"changements": [3]}',
        b'{"changements": [{}]}',
        _corps(rang="12"),
        _corps(rang=12),
        _corps(rang="1.1.c3.0"),
        _corps(jour=0),
        _corps(jour=32),
        _corps(jour="6"),
        _corps(jour=True),
        _corps(avant=[]),
        _corps(apres={"7": 60}),
        _corps(apres={"1": -1}),
        _corps(apres={"1": 1441}),
        _corps(apres={"1": 7.5}),
        _corps(apres={"1": True}),
        b"[" * 100_000,
    ],
)
def test_what_is_not_a_list_of_changes_is_refused(monde: Monde, corps: bytes) -> None:
    reponse = entrer(monde).post(adresse("heures_cases", monde), corps, "application/json")
    assert reponse.status_code == 400
    assert "illisible" in reponse.json()["phrase"]


def test_too_many_changes_are_refused_whole(monde: Monde) -> None:
    beaucoup = [
        changer(f"{monde.contrat.pk}.c{n}.0", 1 + n % 31, {}, {1: 60}) for n in range(1, 5002)
    ]
    reponse = poster(entrer(monde), monde, *beaucoup)
    assert reponse.status_code == 413
    assert "plusieurs fois" in reponse.json()["phrase"]
    assert minutes(monde) == {}


def test_a_row_of_another_structure_is_not_found(monde: Monde) -> None:
    autre = fabrique.structure("Autre")
    signe = fabrique.contrat(fabrique.salarie(autre), fabrique.convention(autre))
    deux = [changer(monde.rang, 6, {}, {1: 60}), changer(f"{signe.pk}.0.0", 6, {}, {1: 60})]
    assert poster(entrer(monde), monde, *deux).status_code == 404
    assert not LigneHeures.objects.exists()


def test_a_place_or_a_clause_of_another_structure_is_not_found(monde: Monde) -> None:
    autre = fabrique.structure("Autre")
    ailleurs, clause = fabrique.chantier(autre), fabrique.clause(fabrique.client(autre))
    for suite in (f"c{ailleurs.pk}.0", f"0.{clause.pk}"):
        changement = changer(f"{monde.contrat.pk}.{suite}", 6, {}, {1: 60})
        assert poster(entrer(monde), monde, changement).status_code == 404
    assert not LigneHeures.objects.exists()


def test_a_mission_of_somebody_else_is_refused(monde: Monde) -> None:
    autre = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
    mission = fabrique.mission(fabrique.client(monde.structure), autre)
    (dite, bonne) = issues(
        entrer(monde),
        monde,
        changer(f"{monde.contrat.pk}.m{mission.pk}.0", 6, {}, {1: 60}),
        changer(f"{autre.pk}.m{mission.pk}.0", 6, {}, {1: 60}),
    )
    assert (dite["etat"], bonne["etat"]) == ("refusee", "ecrite")
    assert "cette mission n'est pas celle de ce contrat" in dite["phrase"]


def test_a_reader_may_not_write_and_nobody_is_sent_to_sign_in(monde: Monde) -> None:
    changement = changer(monde.rang, 6, {}, {1: 60})
    assert poster(entrer(monde, Role.LECTURE), monde, changement).status_code == 404
    reponse = poster(Client(), monde, changement)
    assert reponse.status_code == 302
    assert reponse.headers["Location"].startswith("/connexion/")
    assert not LigneHeures.objects.exists()


def test_a_request_without_its_token_is_refused(monde: Monde) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(fabrique.utilisateur(Role.DIRECTION, monde.structure))
    changement = changer(monde.rang, 6, {}, {1: 60})
    assert poster(client, monde, changement).status_code == 403
    page = client.get(adresse("heures_mois", monde)).content.decode()
    jeton = page.split('data-jeton="')[1].split('"')[0]
    reponse = client.post(
        adresse("heures_cases", monde),
        json.dumps({"changements": [changement]}),
        "application/json",
        headers={"X-CSRFToken": jeton},
    )
    assert reponse.json()["cases"][0]["etat"] == "ecrite"


def test_its_queries_do_not_grow_with_cells(monde: Monde) -> None:
    client = entrer(monde)
    poster(client, monde, changer(monde.rang, 2, {}, {1: 60}))
    with CaptureQueriesContext(connection) as peu:
        poster(client, monde, changer(monde.rang, 5, {}, {1: 60}))
    autres = [
        fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
        for _rang in range(6)
    ]
    changements = [
        changer(f"{c.pk}.0.0", jour, {}, {1: 60, 5: 60}) for c in autres for jour in range(6, 20)
    ]
    with CaptureQueriesContext(connection) as beaucoup:
        reponse = poster(client, monde, *changements)
    assert {x["etat"] for x in reponse.json()["cases"]} == {"ecrite"}
    assert len(beaucoup) <= len(peu) <= 40
