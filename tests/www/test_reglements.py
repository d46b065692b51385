"""Screens of payments."""

from datetime import date

import pytest
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.facturation.models import Reglement
from etrier.facturation.reglements.actions import credit, solde_de
from etrier.missions.models import Client
from etrier.structures.enums import Role
from tests import fabrique
from tests.banque.monde import facture_emise
from tests.www.monde_heures import texte
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_paye() -> Client:
    return fabrique.client(fabrique.structure())


def entrer(client_paye: Client, role: Role) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(role, client_paye.structure))
    return navigateur


def adresse(client_paye: Client, nom: str, *cles: int) -> str:
    return reverse(nom, args=[client_paye.structure_id, *cles])


def saisir(navigateur: Navigateur, client_paye: Client, **champs: object) -> str:
    envoi = {
        "client": client_paye.pk,
        "le": "2025-04-03",
        "montant_centimes": "120,00",
        "moyen": "cheque",
        "reference": "CHQ 77",
        **champs,
    }
    url = adresse(client_paye, "reglement_nouveau")
    return texte(navigateur.post(url, envoi, follow=True))


def test_a_payment_is_typed_set_and_undone(client_paye: Client) -> None:
    gestion = entrer(client_paye, Role.GESTION)
    facture = facture_emise(client_paye, 10_000)
    assert "120,00" in saisir(gestion, client_paye, factures=[facture.pk])
    assert (solde_de(facture), credit(client_paye)) == (0, 2_000)
    assert "déjà enregistré" in saisir(gestion, client_paye)
    suivante = facture_emise(client_paye, 1_500, echeance=date(2025, 5, 31))
    page = gestion.get(adresse(client_paye, "reglements"))
    assert fautes(page.content.decode()) == []
    assert "À imputer" in texte(page)
    recu = Reglement.objects.get()
    gestion.post(adresse(client_paye, "reglement_imputer", recu.pk))
    assert (solde_de(suivante), credit(client_paye)) == (0, 500)
    url = adresse(client_paye, "reglement_annuler", recu.pk)
    assert "rien n'est effacé" in texte(gestion.get(url)).replace("’", "'")
    gestion.post(url, {"le": "2025-04-10"})
    assert (solde_de(facture), solde_de(suivante), credit(client_paye)) == (10_000, 1_500, 0)
    assert "annule celui du 03/04/2025" in texte(gestion.get(adresse(client_paye, "reglements")))


def test_who_reads_the_money_sees_without_acting(client_paye: Client) -> None:
    saisir(entrer(client_paye, Role.GESTION), client_paye)
    lecture = entrer(client_paye, Role.LECTURE)
    page = texte(lecture.get(adresse(client_paye, "reglements")))
    assert "CHQ 77" in page
    assert "Nouveau règlement" not in page
    assert "Annuler…" not in page
