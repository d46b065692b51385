"""The month grid: who may, what it shows, how it is filtered, grouped and added to."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from etrier.heures.models import LigneHeures
from etrier.missions.models import Chantier
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.monde_heures import (
    JUIN,
    LE_6,
    Monde,
    adresse,
    cellules,
    entrer,
    etat,
    lire,
    monde,
    texte,
)

__all__ = ["monde"]

pytestmark = pytest.mark.django_db

# Who may


@pytest.mark.parametrize("role", [Role.DIRECTION, Role.CIP, Role.ENCADREMENT, Role.GESTION])
def test_who_types_is_given_cells_to_type_in(monde: Monde, role: Role) -> None:
    page = lire(entrer(monde, role), adresse("heures_mois", monde))
    assert 'data-saisie="1"' in page
    assert "Ajouter une ligne" in page
    assert adresse("heures_formulaire", monde) in page


def test_a_reader_sees_a_grid_that_is_read_only(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    client, url = entrer(monde, Role.LECTURE), adresse("heures_mois", monde)
    page = lire(client, url)
    assert "data-saisie" not in page
    assert 'aria-colcount="33" aria-readonly="true"' in page
    assert adresse("heures_formulaire", monde) not in page
    assert cellules(client, url)[monde.rang, 6].endswith(">7h30")


def test_a_facilitator_and_a_stranger_are_told_nothing(monde: Monde) -> None:
    etranger = Client()
    etranger.force_login(fabrique.utilisateur(Role.DIRECTION, fabrique.structure("Autre")))
    for nom in ("heures_mois", "heures_etat"):
        url = adresse(nom, monde)
        assert entrer(monde, Role.FACILITATION).get(url).status_code == 404
        assert etranger.get(url).status_code == 404


def test_only_who_validates_is_offered_to(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    assert "Valider 1 brouillon" in lire(entrer(monde), adresse("heures_mois", monde))
    client = entrer(monde, Role.CIP)
    assert "1 brouillon à valider" in lire(client, adresse("heures_mois", monde))
    assert client.get(adresse("heures_valider", monde)).status_code == 404


# The grid


def test_the_month_at_hand_opens(monde: Monde) -> None:
    client = entrer(monde)
    client.get(adresse("heures_mois", monde))
    reponse = client.get(reverse("heures", args=[monde.structure.pk]))
    assert reponse.headers["Location"] == adresse("heures_mois", monde)


def test_weekends_and_holidays_say_why_they_are_shaded(monde: Monde) -> None:
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert 'title="jeudi 1 mai : Fête du Travail"' in page
    assert 'title="samedi 3 mai : week-end"' in page
    assert 'title="mardi 6 mai"' in page


def test_alsace_has_its_own_holidays(monde: Monde) -> None:
    client, noel = entrer(monde), date(2025, 12, 1)
    assert "vendredi 26 décembre :" not in lire(client, adresse("heures_mois", monde, noel))
    Structure.objects.filter(pk=monde.structure.pk).update(code_insee="67482")
    assert "vendredi 26 décembre :" in lire(client, adresse("heures_mois", monde, noel))


def test_every_cell_says_who_when_where_and_what(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450, chantier_id=monde.chantier.pk)
    fabrique.heures(monde.contrat, LE_6, 60, nature=5, chantier_id=monde.chantier.pk)
    cases = cellules(entrer(monde), adresse("heures_mois", monde))
    qui = f"Camille {monde.contrat.salarie.personne.nom}"
    lieu = monde.chantier.denomination
    assert len(cases) == 31
    assert f'aria-label="{qui}, mardi 6 mai, {lieu} : 7h30 CP1h">7h30 CP1h' in str(
        cases[monde.rang_chantier, 6]
    )
    assert f'aria-label="{qui}, mercredi 7 mai, {lieu} : vide">' in cases[monde.rang_chantier, 7]
    assert [jour for (_rang, jour), case in cases.items() if 'tabindex="0"' in case] == [1]


def test_days_outside_the_contract_are_read_only(monde: Monde) -> None:
    Contrat.objects.filter(pk=monde.contrat.pk).update(fin=date(2025, 5, 12))
    cases = cellules(entrer(monde), adresse("heures_mois", monde))
    assert "aria-readonly" not in cases[monde.rang, 12]
    dehors = [jour for (_rang, jour), case in cases.items() if "hors contrat" in case]
    assert dehors == list(range(13, 32))
    assert ' hors" aria-readonly="true"' in cases[monde.rang, 13]


def test_drafts_left_outside_a_shortened_contract_can_be_emptied(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 20), 420)
    Contrat.objects.filter(pk=monde.contrat.pk).update(fin=date(2025, 5, 12))
    assert "readonly" not in cellules(entrer(monde), adresse("heures_mois", monde))[monde.rang, 20]
    fabrique.heures(monde.contrat, date(2025, 5, 20), 0)
    assert not LigneHeures.objects.exists()


def test_totals_add_up_by_row_person_and_day(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 420)
    fabrique.heures(monde.contrat, LE_6, 90, chantier_id=monde.chantier.pk)
    fabrique.heures(monde.contrat, date(2025, 5, 7), 60, nature=2)
    page = lire(entrer(monde), adresse("heures_mois", monde)).replace("\u202f", " ")
    totaux = re.findall(r'<td class="total" data-total data-m="(\d+)"', page)
    assert sorted(map(int, totaux)) == [90, 480, 570, 570]
    assert page.count('<td class="j" data-total-jour="6" data-m="510">8h30</td>') == 2
    assert "9 h 30" in page


def test_an_absence_takes_no_row_of_its_own(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 420, chantier_id=monde.chantier.pk)
    fabrique.heures(monde.contrat, date(2025, 5, 7), 420, nature=5)
    lu = etat(entrer(monde), monde)
    assert list(lu["rangs"]) == [monde.rang_chantier]
    assert lu["rangs"][monde.rang_chantier]["cases"]["7"] == {"c": {"5": 420}}


def test_an_absence_stands_beside_the_work_of_its_place(monde: Monde) -> None:
    lieu = {"chantier_id": monde.chantier.pk}
    fabrique.heures(monde.contrat, LE_6, 420, clause_id=monde.clause.pk, **lieu)
    fabrique.heures(monde.contrat, date(2025, 5, 7), 420, nature=5, **lieu)
    assert list(etat(entrer(monde), monde)["rangs"]) == [monde.rang_clause]


def test_with_several_places_an_absence_without_one_has_its_row(monde: Monde) -> None:
    ailleurs = fabrique.chantier(monde.structure)
    for lieu in (monde.chantier, ailleurs):
        fabrique.heures(monde.contrat, LE_6, 200, chantier_id=lieu.pk)
    fabrique.heures(monde.contrat, date(2025, 5, 7), 420, nature=5)
    lu = etat(entrer(monde), monde)
    assert len(lu["rangs"]) == 3
    assert lu["rangs"][monde.rang]["cases"] == {"7": {"c": {"5": 420}}}
    assert lu["rangs"][monde.rang]["intitule"] == "sans lieu"


def test_the_places_of_last_month_are_offered_again(monde: Monde) -> None:
    lieu = {"chantier_id": monde.chantier.pk, "clause_id": monde.clause.pk}
    fabrique.heures(monde.contrat, date(2025, 4, 8), 420, **lieu)
    client = entrer(monde)
    assert list(etat(client, monde)["rangs"]) == [monde.rang_clause]
    Chantier.objects.update(fin=date(2025, 4, 30))
    assert list(etat(client, monde)["rangs"]) == [monde.rang]


def test_it_filters_by_person_chantier_and_client(monde: Monde) -> None:
    client = entrer(monde)
    ailleurs = fabrique.contrat(
        fabrique.salarie(monde.structure, "AILLEURS"), monde.contrat.convention
    )
    fabrique.heures(monde.contrat, LE_6, 420, chantier_id=monde.chantier.pk)
    fabrique.heures(ailleurs, LE_6, 60)
    personne = monde.contrat.salarie.personne.nom
    demandes: list[dict[str, Any]] = [
        {"personne": personne},
        {"lieu": f"c{monde.chantier.pk}"},
        {"lieu": f"k{monde.chantier.client_id}"},
    ]
    for demande in demandes:
        lu = etat(client, monde, **demande)
        assert list(lu["rangs"]) == [monde.rang_chantier]
        assert lu["etp"]["ailleurs"] == 60
        assert {
            rang for rang, _j in cellules(client, adresse("heures_mois", monde), **demande)
        } == {monde.rang_chantier}
    page = lire(client, adresse("heures_mois", monde), personne="inconnue au bataillon")
    assert "Personne ne correspond" in page


def test_it_groups_by_chantier(monde: Monde) -> None:
    autre = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
    for signe in (monde.contrat, autre):
        fabrique.heures(signe, LE_6, 420, chantier_id=monde.chantier.pk)
    fabrique.heures(autre, date(2025, 5, 7), 420)
    page = lire(entrer(monde), adresse("heures_mois", monde), par="lieu")
    titres = re.findall(
        r'<th scope="rowgroup" class="qui" colspan="33"><span>([^<]*)</span></th>', page
    )
    assert titres == [str(monde.chantier), "Sans lieu"]
    assert page.count("sous-total") == 1
    assert '<option value="lieu" selected>' in page


def test_it_groups_the_missions_of_a_client(monde: Monde) -> None:
    autre = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
    client = fabrique.client(monde.structure)
    for signe in (monde.contrat, autre):
        mission = fabrique.mission(client, signe)
        fabrique.heures(signe, LE_6, 420, mission_id=mission.pk)
    page = lire(entrer(monde), adresse("heures_mois", monde), par="lieu")
    assert page.count('scope="rowgroup"') == 1
    assert f'colspan="33"><span>{client}</span></th>' in page


def test_a_large_month_comes_in_pages_and_adds_up_whole(monde: Monde) -> None:
    for _rang in range(124):
        signe = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
        fabrique.heures(signe, LE_6, 60)
    client, url = entrer(monde), adresse("heures_mois", monde)
    premiere, seconde = lire(client, url), lire(client, url, page="2")
    assert (premiere.count("<tr data-rang="), seconde.count("<tr data-rang=")) == (120, 5)
    for page in (premiere, seconde):
        assert "Total, toutes les pages" in page
        assert f'<td class="total" data-total data-m="{124 * 60}">' in page
    lu = etat(client, monde, page="2")
    assert len(lu["rangs"]) == 5
    ici = sum(case["c"]["1"] for rang in lu["rangs"].values() for case in rang["cases"].values())
    assert lu["etp"]["ailleurs"] + ici == 124 * 60


def test_its_queries_do_not_grow_with_people(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_mois", monde)
    fabrique.heures(monde.contrat, LE_6, 60, chantier_id=monde.chantier.pk)
    lire(client, url)
    with CaptureQueriesContext(connection) as peu:
        lire(client, url)
    for _rang in range(12):
        signe = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
        fabrique.heures(signe, LE_6, 60, chantier_id=monde.chantier.pk)
    with CaptureQueriesContext(connection) as beaucoup:
        lire(client, url)
    assert len(beaucoup) == len(peu) <= 34


# A row more


def test_a_row_is_added_for_another_place_and_clause(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_ajouter", monde)
    assert str(monde.chantier) in lire(client, url, contrat=str(monde.contrat.pk))
    choix = {
        "contrat": monde.contrat.pk,
        "lieu": f"c{monde.chantier.pk}",
        "clause": monde.clause.pk,
    }
    reponse = client.post(url, choix)
    assert reponse.headers["Location"].endswith(f"?ajout={monde.rang_clause}#q.{monde.rang_clause}")
    page = texte(client.post(url, choix, follow=True))
    assert f'id="q.{monde.rang_clause}"' in page
    assert f"{monde.chantier} · {monde.clause}" in page
    assert monde.rang_clause in etat(client, monde, ajout=monde.rang_clause)["rangs"]
    assert not LigneHeures.objects.exists()


def test_rows_added_one_after_the_other_all_stay(monde: Monde) -> None:
    client, page = entrer(monde), adresse("heures_mois", monde)
    sienne = fabrique.chantier(monde.structure)
    lien = f"{adresse('heures_ajouter', monde)}?par=lieu&ajout={monde.rang_clause}"
    html = client.get(page, {"ajout": monde.rang_clause, "par": "lieu"}).content.decode()
    assert f'href="{lien.replace("&", "&amp;")}"' in html
    choix = {"contrat": monde.contrat.pk, "lieu": f"c{sienne.pk}"}
    arrivee = client.post(lien, choix).headers["Location"]
    assert arrivee.startswith(f"{page}?par=lieu&ajout={monde.rang_clause}&ajout=")
    assert {rang for rang, _jour in cellules(client, arrivee)} == {
        monde.rang_clause,
        f"{monde.contrat.pk}.c{sienne.pk}.0",
    }


def test_somebody_elses_mission_is_refused(monde: Monde) -> None:
    autre = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
    mission = fabrique.mission(fabrique.client(monde.structure), autre)
    choix = {"contrat": monde.contrat.pk, "lieu": f"m{mission.pk}"}
    page = texte(entrer(monde).post(adresse("heures_ajouter", monde), choix))
    assert "Cette mission est celle d’une autre personne" in page
    choix["contrat"] = autre.pk
    page = texte(entrer(monde).post(adresse("heures_ajouter", monde), choix, follow=True))
    assert f'id="q.{autre.pk}.m{mission.pk}.0"' in page


def test_a_place_of_last_month_waits_for_hours_until_the_month_is_validated(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 420, chantier_id=monde.chantier.pk)
    fabrique.heures(monde.contrat, date(2025, 6, 3), 420)
    client = entrer(monde)
    assert monde.rang_chantier in etat(client, monde, JUIN)["rangs"]
    fabrique.valider_mois(monde.structure, JUIN)
    assert monde.rang_chantier not in etat(client, monde, JUIN)["rangs"]
