"""Credit notes: whole, by line, by quantity, by price; never more than what remains."""

import pytest

from etrier.facturation.factures.avoirs import Correction, facturer_avoir
from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.libres import lignes_libres
from etrier.facturation.models import Facture
from etrier.facturation.reglements.actions import solde_de
from etrier.socle.erreurs import Refus
from tests import fabrique
from tests.facturation import monde

pytestmark = pytest.mark.django_db


@pytest.fixture
def facture() -> Facture:
    """Two missions at 24.50 €: 10 h and 5 h 30."""
    une = monde.structure()
    ville, sous = monde.client(une), monde.contrat(une)
    fabrique.tarif(ville, 2450)
    monde.travailler(sous, ville, [300, 300])
    monde.travailler(sous, ville, [330])
    monde.clore(une)
    bilan = preparer(une, monde.MARS, par=None)
    [emise] = emettre(une, Facture.objects.filter(pk__in=bilan.brouillons), le=monde.LE, par=None)
    return emise


def corriger(facture: Facture, *lignes: Correction, rendre: bool = False) -> Facture:
    return facturer_avoir(
        facture, lignes or None, motif="Erreur", le=monde.LE, par=None, a_refacturer=rendre
    )


def test_the_whole_invoice_goes_back_and_its_hours_are_free_again(facture: Facture) -> None:
    avoir = corriger(facture, rendre=True)
    assert (avoir.numero, avoir.genre) == ("F2025-00002", "avoir")
    assert avoir.ttc_centimes == -facture.ttc_centimes
    assert (solde_de(facture), solde_de(avoir)) == (0, 0)
    ecrite = contenu_de(avoir)
    assert (ecrite.origine_numero, ecrite.motif) == (facture.numero, "Erreur")
    assert sum(x.minutes_retenues for x in lignes_libres(facture.structure, monde.MARS)) == 930
    refaite = Facture.objects.get(
        pk=preparer(facture.structure, monde.MARS, par=None).brouillons[0]
    )
    assert refaite.ttc_centimes == facture.ttc_centimes


def test_a_quantity_and_a_price_are_taken_off_one_line(facture: Facture) -> None:
    ligne = facture.lignes.get(minutes=600)
    heure = corriger(facture, Correction(ligne, quantite=60))
    assert (heure.ht_centimes, heure.tva_centimes) == (-2450, -490)
    remise = corriger(facture, Correction(ligne, quantite=540, prix_centimes=450))
    assert remise.ht_centimes == -4050
    assert solde_de(facture) == facture.ttc_centimes + heure.ttc_centimes + remise.ttc_centimes
    # What is left of the whole invoice, to the centime.
    reste = corriger(facture)
    assert (reste.ht_centimes, solde_de(facture)) == (
        -(facture.ht_centimes - 2450 - 4050),
        0,
    )


def test_hours_kept_are_not_invoiced_again(facture: Facture) -> None:
    corriger(facture)
    assert not lignes_libres(facture.structure, monde.MARS).exists()


def test_never_more_than_what_remains(facture: Facture) -> None:
    ligne = facture.lignes.get(minutes=600)
    corriger(facture, Correction(ligne, quantite=400))
    with pytest.raises(Refus, match="il reste"):
        corriger(facture, Correction(ligne, quantite=201))
    corriger(facture)
    with pytest.raises(Refus, match="ne reste rien"):
        corriger(facture)


def test_a_reason_and_an_issued_invoice_are_needed(facture: Facture) -> None:
    with pytest.raises(Refus, match="motif"):
        facturer_avoir(facture, None, motif=" ", le=monde.LE, par=None, a_refacturer=False)
    avoir = corriger(facture)
    with pytest.raises(Refus, match="facture émise"):
        corriger(avoir)


def test_a_line_asked_for_twice_is_taken_off_once(facture: Facture) -> None:
    ligne = facture.lignes.get(minutes=600)
    with pytest.raises(Refus, match="reste"):
        corriger(facture, Correction(ligne, quantite=500), Correction(ligne, quantite=500))
    avoir = corriger(facture, Correction(ligne), Correction(ligne))
    assert [x.ht_centimes for x in avoir.lignes.all()] == [-ligne.ht_centimes]
