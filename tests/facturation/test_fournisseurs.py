"""What one does with an invoice received."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from etrier.facturation.enums import EtatFactureFournisseur, NatureDepense
from etrier.facturation.formats import cii
from etrier.facturation.fournisseurs.actions import (
    affecter,
    approuver,
    ibans_connus,
    recevoir,
    refuser,
    saisir,
)
from etrier.facturation.models import FactureFournisseur
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.models import Structure
from tests import fabrique
from tests.facturation.factures_ecrites import ENTREPRISE, facture, heures

pytestmark = pytest.mark.django_db
TYPEE: dict[str, Any] = {
    "fournisseur": "Quincaillerie d'essai",
    "siren": "",
    "numero": "Q-12",
    "emise_le": date(2026, 10, 2),
    "echeance": date(2026, 11, 2),
    "ht_centimes": 100_00,
    "tva_centimes": 20_00,
    "par": None,
}


@pytest.fixture
def une() -> Structure:
    return fabrique.structure()


def xml_pour(structure: Structure, **suite: object) -> bytes:
    """An invoice of somebody else to this structure."""
    client = replace(ENTREPRISE, siren=structure.siret[:9], siret=structure.siret)
    return cii.xml_de(facture((heures(),), destinataire=client, iban="FR76", **suite))


def test_a_file_gives_the_invoice_and_its_lines(une: Structure) -> None:
    xml = xml_pour(une, moyen="virement")
    recue = recevoir(une, xml, None)
    recue.refresh_from_db()
    assert (recue.siren, recue.numero, recue.iban) == ("000000018", "F2026-00012", "FR76")
    assert recue.ht_centimes + recue.tva_centimes == recue.ttc_centimes == 383_180
    assert sum(x.ht_centimes for x in recue.lignes.all()) == recue.ht_centimes
    assert bytes(recue.fichier or b"") == xml
    assert Acte.objects.get().verbe == "fournisseur.recevoir"


def test_the_same_invoice_is_received_once_whatever_the_name(une: Structure) -> None:
    recevoir(une, xml_pour(une), None)
    with pytest.raises(Refus, match="déjà reçue"):
        recevoir(une, xml_pour(une), None)
    with pytest.raises(Refus, match="déjà reçue"):
        saisir(une, **TYPEE | {"siren": "000000018", "numero": "F2026-00012"})
    assert FactureFournisseur.objects.count() == 1


def test_another_structure_may_receive_the_same_number(une: Structure) -> None:
    autre = fabrique.structure()
    recevoir(une, xml_pour(une), None)
    assert recevoir(autre, xml_pour(autre), None).structure == autre


def test_an_invoice_for_somebody_else_is_refused(une: Structure) -> None:
    with pytest.raises(Refus, match="adressée à Client d'essai"):
        recevoir(une, cii.xml_de(facture((heures(),))), None)
    assert not FactureFournisseur.objects.exists()


def test_one_typed_by_hand(une: Structure) -> None:
    recue = saisir(une, **TYPEE)
    assert (recue.ttc_centimes, recue.etat) == (120_00, EtatFactureFournisseur.A_CONTROLER)
    with pytest.raises(Refus, match="déjà reçue"):
        saisir(une, **TYPEE)
    with pytest.raises(Refus, match="échéance"):
        saisir(une, **TYPEE | {"numero": "Q-13", "echeance": date(2026, 10, 1)})


def test_good_to_pay_once_then_refused(une: Structure) -> None:
    recue = saisir(une, **TYPEE)
    assert approuver(recue, None).etat == EtatFactureFournisseur.BONNE_A_PAYER
    with pytest.raises(Refus, match="bonne à payer"):
        approuver(recue, None)
    assert refuser(recue, "Déjà payée", None).etat == EtatFactureFournisseur.REFUSEE
    with pytest.raises(Refus, match="« refusée »"):
        approuver(recue, None)
    with pytest.raises(Refus, match="« refusée »"):
        refuser(recue, "Autre chose", None)
    recue.refresh_from_db()
    assert recue.motif_refus == "Déjà payée"


@pytest.mark.parametrize("motif", ["", " \n ", "x" * 201])
def test_a_refusal_says_why(une: Structure, motif: str) -> None:
    recue = saisir(une, **TYPEE)
    with pytest.raises(Refus, match="Dites pourquoi"):
        refuser(recue, motif, None)
    recue.refresh_from_db()
    assert (recue.etat, recue.motif_refus) == (EtatFactureFournisseur.A_CONTROLER, "")


def test_a_purchase_goes_to_a_chantier_of_the_structure_only(une: Structure) -> None:
    recue, chantier = saisir(une, **TYPEE), fabrique.chantier(une)
    affectee = affecter(recue, NatureDepense.FOURNITURES, chantier, None)
    assert (affectee.nature, affectee.chantier) == ("fournitures", chantier)
    ailleurs = fabrique.chantier(fabrique.structure())
    with pytest.raises(Refus, match="n'est pas de la structure"):
        affecter(recue, NatureDepense.FOURNITURES, ailleurs, None)


def test_another_account_of_the_same_supplier_is_told(une: Structure) -> None:
    premiere = saisir(une, **TYPEE | {"iban": "FR01"})
    saisir(une, **TYPEE | {"numero": "Q-13", "iban": ""})
    nouvelle = saisir(une, **TYPEE | {"numero": "Q-14", "iban": "FR02"})
    meme = saisir(une, **TYPEE | {"numero": "Q-15", "iban": "FR02"})
    assert ibans_connus(nouvelle) == ibans_connus(meme) == ["FR01"]
    assert ibans_connus(premiere) == []


def test_an_account_is_usual_by_the_day_it_came_or_the_day_it_is_dated(une: Structure) -> None:
    """A false invoice dated before all the others is told too; so is one typed before them."""
    octobre = saisir(une, **TYPEE | {"iban": "FR01"})
    avance = saisir(une, **TYPEE | {"numero": "Q-14", "iban": "FR02", "emise_le": date(2026, 9, 1)})
    assert ibans_connus(avance) == ["FR01"]
    assert ibans_connus(octobre) == ["FR02"]
