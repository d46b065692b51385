"""Letters: what settles an invoice bears the same ones, as long as it does."""

from datetime import date

import pytest

from etrier.comptabilite.ecritures.passage import passer
from etrier.comptabilite.models import LigneEcriture
from etrier.facturation.models import Imputation
from etrier.facturation.reglements.actions import annuler_reglement, encaisser
from etrier.missions.models import Client
from etrier.structures.models import Structure
from tests.comptabilite import monde
from tests.comptabilite.monde_passage import FIN, MARS, maison, solde, ville

__all__ = ["maison", "ville"]

pytestmark = pytest.mark.django_db


def test_a_settled_invoice_and_its_payment_bear_the_same_letters(
    maison: Structure, ville: Client
) -> None:
    une, deux = monde.facture(ville, MARS), monde.facture(ville, MARS)
    encaisser(maison, client=ville, le=date(2025, 4, 10), montant_centimes=240_00,
              moyen="virement", reference="V1", par=None)  # fmt: skip
    monde.facture(ville, date(2025, 5, 1))
    assert passer(maison, FIN, par=None).lettrees == 3
    lettrees = LigneEcriture.objects.filter(lettrage="AA")
    sources = set(lettrees.values_list("ecriture__source", flat=True))
    assert {f"facture:{une.pk}", f"facture:{deux.pk}"} < sources
    assert lettrees.solde() == 0
    assert {x.lettree_le for x in lettrees} == {date(2025, 4, 10)}


def test_a_bounced_payment_takes_the_letters_back(maison: Structure, ville: Client) -> None:
    emise = monde.facture(ville, MARS)
    recu = encaisser(maison, client=ville, le=date(2025, 4, 10), montant_centimes=120_00,
                     moyen="cheque", reference="C1", par=None)  # fmt: skip
    passer(maison, FIN, par=None)
    annuler_reglement(recu, date(2025, 4, 20), None)
    passer(maison, FIN, par=None)
    facturee = LigneEcriture.objects.get(ecriture__source=f"facture:{emise.pk}", auxiliaire__gt="")
    assert facturee.lettrage == ""
    assert solde(maison, "411") == 120_00
    encaisser(maison, client=ville, le=date(2025, 5, 10), montant_centimes=120_00,
              moyen="virement", reference="V2", par=None)  # fmt: skip
    passer(maison, FIN, par=None)
    facturee.refresh_from_db()
    assert facturee.lettrage
    assert LigneEcriture.objects.filter(lettrage=facturee.lettrage).solde() == 0


def test_a_credit_note_set_against_an_invoice_is_lettered_with_it(
    maison: Structure, ville: Client
) -> None:
    emise = monde.facture(ville, MARS)
    avoir = monde.facture(ville, MARS, [(-100_00, 2000)], genre="avoir")
    Imputation.objects.create(facture=emise, avoir=avoir, le=MARS, montant_centimes=120_00)
    Imputation.objects.create(facture=avoir, avoir=avoir, le=MARS, montant_centimes=-120_00)
    assert passer(maison, FIN, par=None).lettrees == 2
