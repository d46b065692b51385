"""The month grid: who may, what it shows, how it is filtered and paged."""

import re
from datetime import date

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
    Monde,
    adresse,
    batir,
    entrer,
    grille,
    lire,
    minutes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def monde() -> Monde:
    return batir()


# Who may


@pytest.mark.parametrize("role", [Role.DIRECTION, Role.CIP, Role.ENCADREMENT, Role.GESTION])
def test_who_types_sees_fields(monde: Monde, role: Role) -> None:
    page = lire(entrer(monde, role), adresse("heures_mois", monde))
    assert f'name="{monde.case(6)}"' in page
    assert "Enregistrer" in page


def test_a_reader_sees_no_field(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    page = lire(entrer(monde, Role.LECTURE), adresse("heures_mois", monde))
    assert "<input" not in grille(page + "</form>")
    assert '7h30<span class="signe" aria-hidden="true">✎</span>' in page
    assert "brouillon" in page


def test_a_reader_may_not_write(monde: Monde) -> None:
    client = entrer(monde, Role.LECTURE)
    envoi = {f"a.{monde.rang}": "," * 30, monde.case(6): "7"}
    assert client.post(adresse("heures_saisir", monde), envoi).status_code == 404
    assert minutes(monde) == {}


def test_a_facilitator_and_a_stranger_are_told_nothing(monde: Monde) -> None:
    url = adresse("heures_mois", monde)
    assert entrer(monde, Role.FACILITATION).get(url).status_code == 404
    etranger = Client()
    etranger.force_login(fabrique.utilisateur(Role.DIRECTION, fabrique.structure("Autre")))
    assert etranger.get(url).status_code == 404


def test_only_who_validates_is_offered_to(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    assert "Valider 1 brouillon" in lire(entrer(monde), adresse("heures_mois", monde))
    client = entrer(monde, Role.CIP)
    assert "1 brouillon à valider" in lire(client, adresse("heures_mois", monde))
    assert client.get(adresse("heures_valider", monde)).status_code == 404


def test_a_row_of_another_structure_is_not_found(monde: Monde) -> None:
    autre = fabrique.structure("Autre")
    signe = fabrique.contrat(fabrique.salarie(autre), fabrique.convention(autre))
    envoi = {f"a.{signe.pk}.1.0.0": "," * 30, f"h.{signe.pk}.1.0.0.6": "7"}
    assert entrer(monde).post(adresse("heures_saisir", monde), envoi).status_code == 404
    assert not LigneHeures.objects.exists()


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


def test_every_field_has_its_own_name(monde: Monde) -> None:
    page = lire(entrer(monde), adresse("heures_mois", monde))
    personne = monde.contrat.salarie.personne
    libelle = f'aria-label="{personne.prenom} {personne.nom}, mardi 6 mai, travail"'
    assert page.count(libelle) == 1


def test_days_outside_the_contract_cannot_be_typed_in(monde: Monde) -> None:
    Contrat.objects.filter(pk=monde.contrat.pk).update(fin=date(2025, 5, 12))
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert f'name="{monde.case(12)}"' in page
    assert f'name="{monde.case(13)}"' not in page
    assert page.count('hors"><span class="visually-hidden">hors contrat') == 19


def test_totals_add_up_by_row_person_and_day(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 420)
    fabrique.heures(monde.contrat, date(2025, 5, 6), 90, chantier_id=monde.chantier.pk)
    fabrique.heures(monde.contrat, date(2025, 5, 7), 60, nature=2)
    page = lire(entrer(monde), adresse("heures_mois", monde)).replace("\u202f", " ")
    totaux = re.findall(r'<td class="total" data-m="(\d+)"', page)
    assert sorted(map(int, totaux)) == [60, 90, 420, 570, 570]
    assert page.count('<td class="j" data-m="510">8h30</td>') == 2
    assert "9 h 30" in page


def test_the_places_of_last_month_are_offered_again(monde: Monde) -> None:
    fabrique.heures(
        monde.contrat,
        date(2025, 4, 8),
        420,
        chantier_id=monde.chantier.pk,
        clause_id=monde.clause.pk,
    )
    rang = f"{monde.contrat.pk}.1.c{monde.chantier.pk}.{monde.clause.pk}"
    url = adresse("heures_mois", monde)
    assert f'name="{monde.case(6, rang)}"' in lire(entrer(monde), url)
    Chantier.objects.update(fin=date(2025, 4, 30))
    assert f'name="{monde.case(6, rang)}"' not in lire(entrer(monde), url)


def test_it_filters_by_person_chantier_and_client(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_mois", monde)
    ailleurs = fabrique.contrat(
        fabrique.salarie(monde.structure, "AILLEURS"), monde.contrat.convention
    )
    fabrique.heures(monde.contrat, date(2025, 5, 6), 420, chantier_id=monde.chantier.pk)
    fabrique.heures(ailleurs, date(2025, 5, 6), 420)
    assert "AILLEURS" not in grille(lire(client, url, personne=monde.contrat.salarie.personne.nom))
    for lieu in (f"c{monde.chantier.pk}", f"k{monde.chantier.client_id}"):
        page = grille(lire(client, url, lieu=lieu))
        assert monde.qui in page
        assert "AILLEURS" not in page
    assert "Personne ne correspond" in lire(client, url, personne="inconnue au bataillon")


def test_a_large_month_comes_in_pages_and_adds_up_whole(monde: Monde) -> None:
    for _rang in range(64):
        signe = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
        fabrique.heures(signe, date(2025, 5, 6), 60)
    client, url = entrer(monde), adresse("heures_mois", monde)
    premiere, seconde = lire(client, url), lire(client, url, page="2")
    assert (premiere.count('id="r.'), seconde.count('id="r.')) == (60, 5)
    for page in (premiere, seconde):
        assert "Total, toutes les pages" in page
        assert f'<td class="total" data-m="{64 * 60}">' in page


def test_its_queries_do_not_grow_with_people(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_mois", monde)
    fabrique.heures(monde.contrat, date(2025, 5, 6), 60)
    lire(client, url)
    with CaptureQueriesContext(connection) as peu:
        lire(client, url)
    for _rang in range(12):
        signe = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
        fabrique.heures(signe, date(2025, 5, 6), 60, chantier_id=monde.chantier.pk)
    with CaptureQueriesContext(connection) as beaucoup:
        lire(client, url)
    assert len(beaucoup) == len(peu) <= 18
