"""What nobody should send to the screens of invoices and quotes: refused in words, never a 500."""

from collections.abc import Mapping

import pytest
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import (
    ArticleAFacturer,
    Devis,
    Facture,
    FactureFournisseur,
    ReglageFacturation,
)
from etrier.missions.models import Client
from etrier.structures.enums import Role
from tests import fabrique
from tests.facturation import monde

pytestmark = pytest.mark.django_db
MOIS, JOUR = "2025-03", "2025-05-05"
NEUFS, TROP = "9" * 25, "9" * 5000


@pytest.fixture
def ville() -> Client:
    """A client with an hour in March."""
    une = monde.structure()
    ville = monde.client(une)
    fabrique.tarif(ville, 2000)
    monde.travailler(monde.contrat(une), ville, [60])
    monde.clore(une)
    return ville


def poster(ville: Client, nom: str, champs: Mapping[str, object], *arguments: object) -> str:
    """The page that answers the form, whatever it says."""
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.GESTION, ville.structure))
    adresse = reverse(nom, args=[ville.structure.pk, *arguments])
    reponse = navigateur.post(adresse, dict(champs))
    assert reponse.status_code in (200, 302, 404)
    return reponse.content.decode()


@pytest.mark.parametrize("client", [NEUFS, TROP, "²", "-1"])
def test_a_client_that_is_no_number(ville: Client, client: str) -> None:
    poster(ville, "facturer_preparer", {"client": client}, MOIS)
    assert not Facture.objects.filter(ttc_centimes__gt=2400).exists()


@pytest.mark.parametrize(
    "faux",
    [
        {"quantite": NEUFS},
        {"prix_centimes": NEUFS},
        {"quantite": "9" * 9, "prix_centimes": "9" * 9},
    ],
)
def test_an_article_beyond_measure(ville: Client, faux: dict[str, object]) -> None:
    champs = {
        "client": ville.pk,
        "libelle": "Tonte",
        "le": "2025-03-12",
        "unite": "unite",
        "quantite": "2",
        "prix_centimes": "40",
        "regime_tva": "normal",
    }
    assert "trop grand" in poster(ville, "article_nouveau", champs | faux)
    assert not ArticleAFacturer.objects.exists()


@pytest.mark.parametrize(
    ("faux", "dit"), [({"ht_centimes": NEUFS}, "trop grand"), ({"le": "0001-01-01"}, "ancienne")]
)
def test_a_deposit_beyond_measure(ville: Client, faux: dict[str, object], dit: str) -> None:
    champs = {"client": ville.pk, "libelle": "Acompte", "ht_centimes": "300"}
    suite = {"regime_tva": "exonere", "le": JOUR}
    ReglageFacturation.objects.update(mention_exoneration="article 261 du CGI")
    assert dit in poster(ville, "acompte_nouveau", champs | suite | faux)
    assert not Facture.objects.exists()


@pytest.mark.parametrize("faux", [{"quantite": TROP}, {"prix_centimes": NEUFS}])
def test_a_credit_note_beyond_measure(ville: Client, faux: dict[str, object]) -> None:
    preparer(ville.structure, monde.MARS, par=None)
    [facture] = emettre(ville.structure, Facture.objects.all(), le=monde.LE, par=None)
    champs = {"lignes": [facture.lignes.get().pk], "motif": "Erreur", "le": JOUR}
    poster(ville, "avoir_nouveau", champs | faux, facture.pk)
    assert not Facture.objects.filter(genre="avoir").exists()


@pytest.mark.parametrize("delai", [NEUFS, "40000"])
def test_a_delay_beyond_measure(ville: Client, delai: str) -> None:
    champs: dict[str, object] = {"prefixe": "F", "delai_jours": delai}
    poster(ville, "facturation_regler", champs)
    assert ReglageFacturation.objects.get().delai_jours == 30
    suite = {"regroupement": "prix", "personnes": "nom", "moyen": "virement"}
    assert "365" in poster(ville, "client_facturation", champs | suite, ville.pk)


@pytest.mark.parametrize("faux", ["ht_centimes", "tva_centimes"])
def test_a_received_invoice_beyond_measure(ville: Client, faux: str) -> None:
    champs = {
        "fournisseur": "Marchand",
        "numero": "1",
        "emise_le": JOUR,
        "ht_centimes": "1",
        "tva_centimes": "0",
        "nature": "autre",
    }
    assert "trop grand" in poster(ville, "fournisseur_saisir", champs | {faux: NEUFS})
    assert not FactureFournisseur.objects.exists()


@pytest.mark.parametrize(
    "faux",
    [
        {"lignes-TOTAL_FORMS": "beaucoup", "plus": "1"},
        {"lignes-TOTAL_FORMS": TROP, "plus": "1"},
        {"lignes-TOTAL_FORMS": "-5", "plus": "1"},
        {"lignes-0-quantite": "9" * 20},
        {"lignes-0-prix_centimes": NEUFS},
        {"lignes-0-unite": "heure", "lignes-0-quantite": "9" * 20},
    ],
)
def test_a_quote_beyond_measure(ville: Client, faux: dict[str, object]) -> None:
    champs = {
        "client": ville.pk,
        "objet": "Abri",
        "valable_jusqu_au": "2199-12-31",
        "acompte_pour_cent": "0",
        "lignes-TOTAL_FORMS": "1",
        "lignes-INITIAL_FORMS": "0",
        "lignes-0-libelle": "Bois",
        "lignes-0-unite": "unite",
        "lignes-0-quantite": "1",
        "lignes-0-prix_centimes": "10",
        "lignes-0-regime_tva": "normal",
    }
    poster(ville, "devis_nouveau", champs | faux)
    assert not Devis.objects.exists()
