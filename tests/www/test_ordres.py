"""Screens of orders: prepared with what stands in the way, produced, downloaded, followed."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.banque.actions import proposer_compte
from etrier.banque.formats.sepa import lire_sepa
from etrier.comptabilite.models import OrdreSepa
from etrier.comptabilite.ordres.actions import abandonner
from etrier.paie.models import EcartPaie, LigneRetourPaie, RetourPaie, VariableSaisie
from etrier.parcours.models import Contrat
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.banque.monde import compte, iban
from tests.comptabilite import monde
from tests.www.monde_heures import texte
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db


@pytest.fixture
def une() -> Structure:
    return fabrique.structure()


@pytest.fixture
def gestion(une: Structure) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.GESTION, une))
    return navigateur


def net(une: Structure, centimes: int) -> LigneRetourPaie:
    contrat = fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))
    compte(une, salarie=contrat.salarie)
    rendu, _neuf = RetourPaie.objects.get_or_create(
        structure=une, mois=date(2025, 3, 1), defaults={"nom": "r.csv", "empreinte": "e"}
    )
    return LigneRetourPaie.objects.create(
        retour=rendu,
        contrat=contrat,
        matricule=contrat.salarie.matricule,
        rubrique="NET_A_PAYER",
        montant_centimes=centimes,
    )


def preparer(une: Structure) -> str:
    return reverse("ordre_preparer", args=[une.pk, "2025-03"])


def lire(navigateur: Navigateur, url: str) -> str:
    page = navigateur.get(url)
    assert page.status_code == 200
    assert fautes(page.content.decode()) == []
    return texte(page)


def test_wages_are_prepared_produced_and_downloaded(une: Structure, gestion: Navigateur) -> None:
    notre, paye, laisse = compte(une), net(une, 123_400), net(une, 99_900)
    assert "2 paiements possibles" in lire(gestion, preparer(une))
    envoi = {
        "paiement": [f"salaire-{paye.pk}"],
        "compte": notre.pk,
        "execution_le": (aujourdhui() + timedelta(days=2)).isoformat(),
        "libelle": "Salaire mars 2025",
    }
    assert "Ordre produit" in texte(gestion.post(preparer(une), envoi, follow=True))
    ordre = OrdreSepa.objects.get()
    fichier = gestion.get(reverse("ordre_fichier", args=[une.pk, ordre.pk]))
    assert lire_sepa(fichier.content).total_centimes == 123_400
    assert f'"{ordre.message}.xml"' in fichier["Content-Disposition"]
    page = lire(gestion, preparer(une))
    assert "Déjà ordonné" in page
    assert laisse.contrat is not None
    assert str(laisse.contrat.salarie.personne) in page
    assert "ne peut être dans l'ordre" in texte(gestion.post(preparer(une), envoi))
    assert "Cochez au moins un" in texte(gestion.post(preparer(une), envoi | {"paiement": []}))
    assert ordre.message in lire(gestion, reverse("ordres", args=[une.pk]))
    lire(gestion, reverse("ordre", args=[une.pk, ordre.pk]))


def test_a_changed_account_is_shown_and_stops_the_payment(
    une: Structure, gestion: Navigateur
) -> None:
    notre, paye = compte(une), net(une, 123_400)
    contrat: Contrat | None = paye.contrat
    assert contrat is not None
    proposer_compte(une, titulaire="C", iban=iban(42_424), salarie=contrat.salarie, par=None)
    page = lire(gestion, preparer(une))
    assert "changement de compte attend" in page
    assert "1 paiement ne peut pas partir" in page
    envoi = {
        "paiement": [f"salaire-{paye.pk}"],
        "compte": notre.pk,
        "execution_le": (aujourdhui() + timedelta(days=2)).isoformat(),
        "libelle": "Salaire",
    }
    assert "changement de compte attend" in texte(gestion.post(preparer(une), envoi))
    assert not OrdreSepa.objects.exists()


def test_a_rejection_then_an_order_given_up(une: Structure, gestion: Navigateur) -> None:
    notre, paye = compte(une), net(une, 50_000)
    envoi = {
        "paiement": [f"salaire-{paye.pk}"],
        "compte": notre.pk,
        "execution_le": (aujourdhui() + timedelta(days=2)).isoformat(),
        "libelle": "Salaire",
    }
    gestion.post(preparer(une), envoi)
    ligne = OrdreSepa.objects.get().lignes.get()
    url = reverse("ligne_rejeter", args=[une.pk, ligne.pk])
    lire(gestion, url)
    gestion.post(url, {"le": "2025-04-02"})
    ligne.refresh_from_db()
    assert ligne.rejetee_le == date(2025, 4, 2)
    gestion.post(preparer(une), envoi)
    second = OrdreSepa.objects.latest("id")
    url = reverse("ordre_abandonner", args=[une.pk, second.pk])
    lire(gestion, url)
    gestion.post(url)
    assert not second.lignes.filter(rejetee_le=None).exists()
    assert "Aucun acompte" in lire(gestion, preparer(une) + "?quoi=acomptes")
    assert "Aucune facture à prélever" in lire(gestion, preparer(une) + "?quoi=prelevements")


def test_advances_are_ticked_by_hand(une: Structure, gestion: Navigateur) -> None:
    compte(une)
    paye = net(une, 50_000)
    assert paye.contrat is not None
    assert 'value="salaire-' in (page := gestion.get(preparer(une)).content.decode())
    assert "checked" in page
    VariableSaisie.objects.create(
        structure=une,
        contrat=paye.contrat,
        mois=date(2025, 3, 1),
        genre="ACOMPTE",
        montant_centimes=30_000,
    )
    page = gestion.get(preparer(une) + "?quoi=acomptes").content.decode()
    # Some were paid in cash: nothing here says which.
    assert ('value="acompte-' in page, "checked" in page) == (True, False)


def test_a_net_to_explain_is_told_and_not_ticked(une: Structure, gestion: Navigateur) -> None:
    notre, faux, juste = compte(une), net(une, 50_000), net(une, 60_000)
    EcartPaie.objects.create(
        retour=faux.retour, matricule=faux.matricule, contrat=faux.contrat, genre="NET_INCOHERENT"
    )
    page = gestion.get(preparer(une)).content.decode()
    coches = dict(re.findall(r'value="salaire-(\d+)"\s+aria-label="[^"]*"\s*(checked|)', page))
    assert coches == {str(faux.pk): "", str(juste.pk): "checked"}
    page = lire(gestion, preparer(une))
    assert "1 net à payer n’est pas coché d’avance" in page
    assert "Écart de paie à expliquer" in page
    envoi = {
        "paiement": [f"salaire-{faux.pk}"],
        "compte": notre.pk,
        "execution_le": (aujourdhui() + timedelta(days=2)).isoformat(),
        "libelle": "Salaire",
    }
    gestion.post(preparer(une), envoi)
    assert OrdreSepa.objects.get().total_centimes == 50_000


def test_what_is_no_longer_to_pay_is_not_dropped_in_silence(
    une: Structure, gestion: Navigateur
) -> None:
    notre, paye = compte(une), net(une, 50_000)
    envoi = {
        "paiement": [f"salaire-{paye.pk}", "salaire-987654"],
        "compte": notre.pk,
        "execution_le": (aujourdhui() + timedelta(days=2)).isoformat(),
        "libelle": "Salaire",
    }
    assert "plus à faire" in texte(gestion.post(preparer(une), envoi))
    assert not OrdreSepa.objects.exists()


def test_an_order_no_statement_shows_is_told_and_stops_nothing(
    une: Structure, gestion: Navigateur
) -> None:
    perdu = monde.virement(une, aujourdhui() - timedelta(days=11), 1_000_00).ordre
    recent = monde.virement(une, aujourdhui() - timedelta(days=10), 2_000_00).ordre
    monde.virement(fabrique.structure(), aujourdhui() - timedelta(days=30), 9_00)
    page = lire(gestion, reverse("ordres", args=[une.pk]))
    assert "1 ordre n’est sur aucun relevé plus de 10 jours après son exécution" in page
    lignes = gestion.get(reverse("ordres", args=[une.pk]), {"format": "csv"}).content.decode()
    dit = {x.split(";")[0]: x.strip().split(";")[-1] for x in lignes.splitlines()}
    assert dit[perdu.message] == "sur aucun relevé"
    assert dit[recent.message] == "pas encore vu"
    abandonner(perdu, None)
    assert "sur aucun relevé" not in lire(gestion, reverse("ordres", args=[une.pk]))
