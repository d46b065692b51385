"""Typing in the plain form: what is read, kept, refused; what is frozen."""

from datetime import date

import pytest
from django.test import Client

from etrier.cloture.actions import cloturer
from etrier.heures.models import LigneHeures
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur
from tests import fabrique
from tests.www.monde_heures import (
    MAI,
    Monde,
    adresse,
    batir,
    champs,
    entrer,
    lire,
    minutes,
    taper,
    texte,
)

pytestmark = pytest.mark.django_db
LE_6 = date(2025, 5, 6)


@pytest.fixture
def monde() -> Monde:
    return batir()


@pytest.mark.parametrize("ecrit", ["7h30", "7:30", "7,5", "7.5", " 7 h 30 "])
def test_hours_are_read_as_people_write_them(monde: Monde, ecrit: str) -> None:
    assert "1 case enregistrée." in texte(taper(entrer(monde), monde, j6=ecrit))
    assert minutes(monde) == {6: 450}


def test_codes_are_read_and_written_back(monde: Monde) -> None:
    client = entrer(monde)
    taper(client, monde, j6="CP", j7="3h30 CP2h", j8="f2")
    lignes = LigneHeures.objects.order_by("jour", "nature").values_list(
        "jour__day", "nature", "minutes"
    )
    assert list(lignes) == [(6, 5, 312), (7, 1, 210), (7, 5, 120), (8, 2, 120)]
    gardes = champs(client.get(adresse("heures_formulaire", monde)).content.decode())
    assert [gardes[monde.case(j)] for j in (6, 7, 8)] == ["CP5h12", "3h30 CP2h", "F2h"]


def test_a_code_alone_needs_a_planned_day(monde: Monde) -> None:
    page = texte(taper(entrer(monde), monde, j10="CP"))  # a Saturday
    assert "rien n’est prévu ce jour-là : écrivez par exemple CP 7h." in page
    assert minutes(monde) == {}


def test_it_says_who_typed(monde: Monde) -> None:
    client = Client()
    auteur: Utilisateur = fabrique.utilisateur(Role.CIP, monde.structure)
    client.force_login(auteur)
    taper(client, monde, j6="7")
    assert LigneHeures.objects.get().saisie_par == auteur


def test_an_emptied_cell_removes_the_draft(monde: Monde) -> None:
    client = entrer(monde)
    taper(client, monde, j6="7", j7="6")
    assert "1 case enregistrée." in texte(taper(client, monde, j6=""))
    assert minutes(monde) == {7: 360}


def test_nothing_changed_is_said(monde: Monde) -> None:
    client = entrer(monde)
    taper(client, monde, j6="7")
    assert "Rien n’a changé" in texte(taper(client, monde))
    assert "Rien n’a changé" in texte(taper(client, monde, j6="7:00"))


def test_a_bad_cell_stays_as_typed_and_the_others_are_kept(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_formulaire", monde)
    reponse = taper(client, monde, j6="7", j7="7 <heures>", j8="25", j9="6,5", j12="ZZ")
    page, gardes = texte(reponse), champs(reponse.content.decode())
    assert minutes(monde) == {6: 420, 9: 390}
    assert "2 cases enregistrées." in page
    assert 'role="alert"' in page
    assert gardes[monde.case(7)] == "7 <heures>"
    assert gardes[monde.case(8)] == "25"
    assert "« 7 <heures> » n’est pas une durée : écrivez 7h30" in page
    assert "« 25 » dépasse les 24 heures d’une journée." in page
    assert "« ZZ » est un code inconnu" in page
    assert page.count('aria-invalid="true"') == 3
    envoi = gardes | {monde.case(7): "5", monde.case(8): "", monde.case(12): ""}
    texte(client.post(url, envoi, follow=True))
    assert minutes(monde) == {6: 420, 7: 300, 9: 390}


def test_what_the_ledger_refuses_comes_back_with_its_reason(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_formulaire", monde)
    envoi = champs(client.get(url).content.decode())
    Contrat.objects.filter(pk=monde.contrat.pk).update(fin=date(2025, 5, 12))
    envoi |= {monde.case(jour): "7" for jour in (5, 6, 13, 14)}
    page = texte(client.post(url, envoi))
    assert minutes(monde) == {5: 420, 6: 420}
    for jour in (13, 14):
        assert f"Le {jour}/05/2025 est hors du contrat {monde.contrat.numero}" in page
        assert f'name="{monde.case(jour)}" id="{monde.case(jour)}" value="7"' in page


def test_hours_changed_meanwhile_are_not_overwritten(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_formulaire", monde)
    envoi = champs(client.get(url).content.decode())
    fabrique.heures(monde.contrat, LE_6, 300)
    envoi |= {monde.case(6): "7"}
    page = texte(client.post(url, envoi))
    assert minutes(monde) == {6: 300}
    assert champs(page)[monde.case(6)] == "7"
    assert "Il y a déjà 5h" in page
    client.post(url, champs(page))
    assert minutes(monde) == {6: 420}


def test_two_clauses_on_one_day_and_place_do_not_overwrite_each_other(monde: Monde) -> None:
    lieu = f"{monde.contrat.pk}.c{monde.chantier.pk}"
    envoi = {
        f"a.{lieu}.0": "," * 30,
        f"a.{lieu}.{monde.clause.pk}": "," * 30,
        f"h.{lieu}.0.6": "3",
        f"h.{lieu}.{monde.clause.pk}.6": "4",
    }
    page = texte(entrer(monde).post(adresse("heures_formulaire", monde), envoi))
    assert minutes(monde) == {6: 180}
    assert champs(page)[f"h.{lieu}.{monde.clause.pk}.6"] == "4"
    assert "sous une autre clause" in page


def test_names_that_are_not_ours_are_ignored(monde: Monde) -> None:
    envoi = {"a.1.x9.0": "x", "a.": "", "h.truc.6": "7", f"a.{monde.rang}": "x,y"}
    reponse = entrer(monde).post(adresse("heures_formulaire", monde), envoi, follow=True)
    assert "Rien n’a changé" in texte(reponse)


def test_a_filter_is_kept_when_saving(monde: Monde) -> None:
    url = adresse("heures_formulaire", monde) + "?personne=ESSAI"
    envoi = {f"a.{monde.rang}": "," * 30, monde.case(6): "7"}
    assert entrer(monde).post(url, envoi).headers["Location"].endswith("?personne=ESSAI")


def test_a_reader_may_not_write(monde: Monde) -> None:
    client, url = entrer(monde, Role.LECTURE), adresse("heures_formulaire", monde)
    envoi = {f"a.{monde.rang}": "," * 30, monde.case(6): "7"}
    assert client.get(url).status_code == 404
    assert client.post(url, envoi).status_code == 404
    assert minutes(monde) == {}


def test_a_row_of_another_structure_is_not_found(monde: Monde) -> None:
    autre = fabrique.structure("Autre")
    signe = fabrique.contrat(fabrique.salarie(autre), fabrique.convention(autre))
    envoi = {f"a.{signe.pk}.0.0": "," * 30, f"h.{signe.pk}.0.0.6": "7"}
    assert entrer(monde).post(adresse("heures_formulaire", monde), envoi).status_code == 404
    assert not LigneHeures.objects.exists()


def test_validated_hours_have_no_field(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    fabrique.valider_mois(monde.structure, MAI)
    page = lire(entrer(monde), adresse("heures_formulaire", monde))
    assert f'name="{monde.case(6)}"' not in page
    assert f'name="{monde.case(7)}"' in page
    assert 'title="validée">7h30<span class="signe" aria-hidden="true">✓</span>' in page
    assert '<span class="visually-hidden"> validée</span></a>' in page


def test_a_closed_month_is_told_and_nothing_is_written(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    fabrique.valider_mois(monde.structure, MAI)
    assert cloturer([monde.structure.pk], MAI, par=None).closes
    client, url = entrer(monde), adresse("heures_formulaire", monde)
    assert "Enregistrer" not in lire(client, url)
    envoi = {f"a.{monde.rang}": "," * 30, monde.case(7): "7"}
    page = texte(client.post(url, envoi, follow=True))
    assert "Ce mois a été clos entre-temps" in page
    assert minutes(monde) == {6: 450}
