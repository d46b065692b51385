"""Typing in the month grid: what is read, kept, refused; what is frozen; a row more."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from etrier.cloture.actions import cloturer
from etrier.heures.actions import corriger
from etrier.heures.models import LigneHeures
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur
from tests import fabrique
from tests.www.monde_heures import (
    JUIN,
    MAI,
    Monde,
    adresse,
    batir,
    champs,
    entrer,
    grille,
    lire,
    minutes,
    taper,
    texte,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def monde() -> Monde:
    return batir()


# Typing


@pytest.mark.parametrize("ecrit", ["7h30", "7:30", "7,5", "7.5", " 7 h 30 "])
def test_hours_are_read_as_people_write_them(monde: Monde, ecrit: str) -> None:
    assert "1 case enregistrée." in texte(taper(entrer(monde), monde, j6=ecrit))
    assert minutes(monde) == {6: 450}


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
    client = entrer(monde)
    reponse = taper(client, monde, j6="7", j7="sept <heures>", j8="25", j9="6,5")
    page, gardes = texte(reponse), champs(reponse.content.decode())
    assert minutes(monde) == {6: 420, 9: 390}
    assert "2 cases enregistrées." in page
    assert 'role="alert"' in page
    assert gardes[monde.case(7)] == "sept <heures>"
    assert gardes[monde.case(8)] == "25"
    assert "« sept <heures> » n’est pas une durée : écrivez 7h30" in page
    assert "« 25 » dépasse les 24 heures d’une journée." in page
    assert page.count('aria-invalid="true"') == 2
    envoi = gardes | {monde.case(7): "5", monde.case(8): ""}
    texte(client.post(adresse("heures_saisir", monde), envoi, follow=True))
    assert minutes(monde) == {6: 420, 7: 300, 9: 390}


def test_what_the_ledger_refuses_comes_back_with_its_reason(monde: Monde) -> None:
    client = entrer(monde)
    envoi = champs(client.get(adresse("heures_mois", monde)).content.decode())
    Contrat.objects.filter(pk=monde.contrat.pk).update(fin=date(2025, 5, 12))
    envoi |= {monde.case(jour): "7" for jour in (5, 6, 13, 14)}
    page = texte(client.post(adresse("heures_saisir", monde), envoi))
    assert minutes(monde) == {5: 420, 6: 420}
    for jour in (13, 14):
        assert f"Le {jour}/05/2025 est hors du contrat {monde.contrat.numero}" in page


def test_hours_changed_meanwhile_are_not_overwritten(monde: Monde) -> None:
    client = entrer(monde)
    envoi = champs(client.get(adresse("heures_mois", monde)).content.decode())
    fabrique.heures(monde.contrat, date(2025, 5, 6), 300)
    envoi |= {monde.case(6): "7"}
    page = texte(client.post(adresse("heures_saisir", monde), envoi))
    assert minutes(monde) == {6: 300}
    assert champs(page)[monde.case(6)] == "7"
    assert "Il y a déjà" in page
    client.post(adresse("heures_saisir", monde), champs(page))
    assert minutes(monde) == {6: 420}


def test_two_clauses_on_one_day_and_place_do_not_overwrite_each_other(monde: Monde) -> None:
    lieu = f"{monde.contrat.pk}.1.c{monde.chantier.pk}"
    envoi = {
        f"a.{lieu}.0": "," * 30,
        f"a.{lieu}.{monde.clause.pk}": "," * 30,
        f"h.{lieu}.0.6": "3",
        f"h.{lieu}.{monde.clause.pk}.6": "4",
    }
    page = texte(entrer(monde).post(adresse("heures_saisir", monde), envoi))
    assert minutes(monde) == {6: 180}
    assert champs(page)[f"h.{lieu}.{monde.clause.pk}.6"] == "4"
    assert "sous une autre clause" in page


def test_names_that_are_not_ours_are_ignored(monde: Monde) -> None:
    envoi = {"a.1.9.0.0": "x", "a.": "", "h.truc.6": "7", f"a.{monde.rang}": "x,y"}
    reponse = entrer(monde).post(adresse("heures_saisir", monde), envoi, follow=True)
    assert "Rien n’a changé" in texte(reponse)


def test_a_swap_in_place_is_the_same_as_a_full_reload(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_saisir", monde)
    for valeur in ("7h", "neuf"):
        envoi = champs(client.get(adresse("heures_mois", monde)).content.decode())
        envoi |= {monde.case(6): valeur, monde.case(7): "6"}
        en_place = client.post(url, envoi, follow=True, headers={"HX-Request": "true"})
        LigneHeures.objects.filter(jour__day=7).delete()
        envoi[f"a.{monde.rang}"] = champs(
            client.get(adresse("heures_mois", monde)).content.decode()
        )[f"a.{monde.rang}"]
        entiere = client.post(url, envoi, follow=True)
        assert grille(texte(en_place)) == grille(texte(entiere))
        assert 'id="messages"' in en_place.content.decode()


def test_a_filter_is_kept_when_saving(monde: Monde) -> None:
    client = entrer(monde)
    url = adresse("heures_saisir", monde) + "?personne=ESSAI"
    envoi = {f"a.{monde.rang}": "," * 30, monde.case(6): "7"}
    assert client.post(url, envoi).headers["Location"].endswith("?personne=ESSAI")
    assert client.get(url).headers["Location"].endswith("?personne=ESSAI")


def test_validated_hours_are_read_only_and_open_onto_their_line(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    fabrique.valider_mois(monde.structure, MAI)
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert f'name="{monde.case(6)}"' not in page
    ligne = LigneHeures.objects.get()
    lien = reverse("heures_ligne", args=[monde.structure.pk, ligne.pk])
    assert f'href="{lien}">7h30<span class="signe" aria-hidden="true">✓</span>' in page
    assert '<span class="visually-hidden"> validée</span>' in page
    assert "Clôturer ce mois" in page


def test_a_closed_month_is_read_only(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    fabrique.valider_mois(monde.structure, MAI)
    assert cloturer([monde.structure.pk], MAI, par=None).closes
    client = entrer(monde)
    page = lire(client, adresse("heures_mois", monde))
    assert "Mois clos : lecture seule" in page
    assert 'id="saisie"' not in page
    envoi = {f"a.{monde.rang}": "," * 30, monde.case(7): "7"}
    page = texte(client.post(adresse("heures_saisir", monde), envoi, follow=True))
    assert "Ce mois a été clos entre-temps" in page
    assert minutes(monde) == {6: 450}


def test_corrections_of_a_closed_month_show_in_the_next(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    fabrique.valider_mois(monde.structure, MAI)
    cloturer([monde.structure.pk], MAI, par=None)
    corriger(LigneHeures.objects.get(), minutes=300, motif="Relevé relu", par=None)
    page = lire(entrer(monde), adresse("heures_mois", monde, JUIN))
    assert "Corrections de mois clos comptées dans ce mois" in page
    assert page.count("Relevé relu") == 2


def test_a_correction_of_the_month_shows_its_result(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 6), 450)
    fabrique.valider_mois(monde.structure, MAI)
    _annulee, bonne = corriger(LigneHeures.objects.get(), minutes=300, motif="Relu", par=None)
    page = lire(entrer(monde), adresse("heures_mois", monde))
    assert bonne is not None
    lien = reverse("heures_ligne", args=[monde.structure.pk, bonne.pk])
    assert f'href="{lien}">5h<span class="signe" aria-hidden="true">↺</span>' in page
    assert "validée et corrigée" in page


# A row more


def test_a_row_is_added_for_another_place_and_nature(monde: Monde) -> None:
    client, url = entrer(monde), adresse("heures_ajouter", monde)
    assert str(monde.chantier) in lire(client, url, contrat=str(monde.contrat.pk))
    choix = {
        "contrat": monde.contrat.pk,
        "nature": 2,
        "lieu": f"c{monde.chantier.pk}",
        "clause": monde.clause.pk,
    }
    page = texte(client.post(url, choix, follow=True))
    rang = f"{monde.contrat.pk}.2.c{monde.chantier.pk}.{monde.clause.pk}"
    assert f'id="r.{rang}"' in page
    assert f"formation · {monde.chantier} · {monde.clause}" in page
    assert not LigneHeures.objects.exists()


def test_somebody_elses_mission_is_refused(monde: Monde) -> None:
    autre = fabrique.contrat(fabrique.salarie(monde.structure), monde.contrat.convention)
    mission = fabrique.mission(fabrique.client(monde.structure), autre)
    choix = {"contrat": monde.contrat.pk, "nature": 1, "lieu": f"m{mission.pk}"}
    page = texte(entrer(monde).post(adresse("heures_ajouter", monde), choix))
    assert "Cette mission est celle d’une autre personne" in page
    choix["contrat"] = autre.pk
    page = texte(entrer(monde).post(adresse("heures_ajouter", monde), choix, follow=True))
    assert f'id="r.{autre.pk}.1.m{mission.pk}.0"' in page
