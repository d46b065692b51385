"""Deposits: invoiced first, taken off the next invoice with their VAT, never twice."""

import pytest

from etrier.facturation.enums import GenreFacture
from etrier.facturation.factures.acomptes import facturer_acompte
from etrier.facturation.factures.articles import ajouter_article
from etrier.facturation.factures.avoirs import facturer_avoir, restes
from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import BilanPreparation, preparer
from etrier.facturation.formats import cii, ubl
from etrier.facturation.formats.validation import verifier
from etrier.facturation.models import Facture
from etrier.facturation.papier.composition import valeurs_de
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from tests.facturation import monde

pytestmark = pytest.mark.django_db


@pytest.fixture
def ville() -> Client:
    return monde.client(monde.structure())


def acompte(chez: Client, ht: int, regime: str = "normal") -> Facture:
    return facturer_acompte(
        chez, ht_centimes=ht, regime_tva=regime, libelle="Acompte", le=monde.LE, par=None
    )


def facturer(chez: Client, prix: int, regime: str = "normal") -> Facture:
    ajouter_article(
        chez,
        le=monde.MARS,
        libelle="Clôture de jardin",
        unite="forfait",
        quantite_milliemes=1000,
        prix_centimes=prix,
        regime_tva=regime,
        par=None,
    )
    [cle] = preparer(chez.structure, monde.MARS, par=None).brouillons
    [emise] = emettre(chez.structure, [Facture.objects.get(pk=cle)], le=monde.LE, par=None)
    return emise


def test_a_deposit_has_its_number_and_its_vat(ville: Client) -> None:
    facture = acompte(ville, 30_000)
    assert (facture.numero, facture.genre) == ("F2025-00001", GenreFacture.ACOMPTE)
    assert (facture.ht_centimes, facture.tva_centimes) == (30_000, 6_000)
    assert contenu_de(facture).genre == "acompte"


def test_the_next_invoice_takes_it_off_once(ville: Client) -> None:
    acompte(ville, 30_000)
    facture = facturer(ville, 100_000)
    assert (facture.ht_centimes, facture.tva_centimes) == (70_000, 14_000)
    assert "F2025-00001" in facture.lignes.get(ht_centimes=-30_000).libelle
    assert facturer(ville, 100_000).ht_centimes == 100_000


def test_never_more_than_the_invoice_then_the_rest(ville: Client) -> None:
    acompte(ville, 30_000)
    assert preparer(ville.structure, monde.MARS, par=None).brouillons == ()
    # The whole of it is covered: nothing would be left to pay.
    [cle] = _avec_heures(ville, 20_000).brouillons
    assert Facture.objects.get(pk=cle).ttc_centimes == 0
    assert facturer(ville, 25_000).ht_centimes == 20_000 + 25_000 - 30_000


def _avec_heures(chez: Client, prix: int) -> BilanPreparation:
    ajouter_article(
        chez,
        le=monde.MARS,
        libelle="Petit forfait",
        unite="forfait",
        quantite_milliemes=1000,
        prix_centimes=prix,
        regime_tva="normal",
        par=None,
    )
    return preparer(chez.structure, monde.MARS, par=None)


def test_another_rate_waits(ville: Client) -> None:
    acompte(ville, 30_000, "intermediaire")
    assert facturer(ville, 100_000).ht_centimes == 100_000
    assert facturer(ville, 100_000, "intermediaire").ht_centimes == 70_000


def test_a_deposit_given_back_is_not_taken_off(ville: Client) -> None:
    facture = acompte(ville, 30_000)
    facturer_avoir(facture, None, motif="Annulé", le=monde.LE, par=None, a_refacturer=False)
    assert facturer(ville, 100_000).ht_centimes == 100_000


def test_a_deposit_has_an_amount_and_a_label(ville: Client) -> None:
    with pytest.raises(Refus, match="montant"):
        acompte(ville, 0)
    with pytest.raises(Refus, match="porte l'acompte"):
        facturer_acompte(
            ville, ht_centimes=1, regime_tva="normal", libelle=" ", le=monde.LE, par=None
        )


def test_an_invoice_taken_back_gives_its_deposit_back(ville: Client) -> None:
    premier = acompte(ville, 30_000)
    facture = facturer(ville, 100_000)
    facturer_avoir(facture, None, motif="À refaire", le=monde.LE, par=None, a_refacturer=True)
    assert restes(premier) == {premier.lignes.get().pk: 30_000}
    [cle] = preparer(ville.structure, monde.MARS, par=None).brouillons
    assert Facture.objects.get(pk=cle).ht_centimes == 70_000


def test_a_deposit_of_the_whole_price_still_has_its_last_invoice(ville: Client) -> None:
    acompte(ville, 30_000)
    facture = facturer(ville, 30_000)
    ecrite = contenu_de(facture)
    assert (facture.ttc_centimes, [x.ht_centimes for x in ecrite.lignes]) == (0, [30_000, -30_000])
    assert verifier(cii.xml_de(ecrite)) == verifier(ubl.xml_de(ecrite)) == []
    assert [f["titre"] for f in valeurs_de(ecrite)["fiches"]] == []
