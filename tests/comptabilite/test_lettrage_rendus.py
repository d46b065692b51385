"""A payment in excess and the refund of its excess bear the same letters."""

from datetime import date

import pytest

from etrier.comptabilite.ecritures.passage import passer
from etrier.comptabilite.models import LigneEcriture
from etrier.facturation.models import Facture, Reglement
from etrier.facturation.reglements.actions import annuler_reglement, encaisser, rembourser
from etrier.missions.models import Client
from etrier.structures.models import Structure
from tests import fabrique
from tests.comptabilite import monde
from tests.comptabilite.monde_passage import FIN, MARS, maison, ville

__all__ = ["maison", "ville"]

pytestmark = pytest.mark.django_db
LE = date(2025, 4, 10)


def recu(client: Client, centimes: int, le: date = LE) -> Reglement:
    return encaisser(
        client.structure,
        client=client,
        le=le,
        montant_centimes=centimes,
        moyen="virement",
        reference=f"V{Reglement.objects.count()}",
        par=None,
    )


def rendu(client: Client, centimes: int, le: date = LE) -> Reglement:
    return rembourser(
        client.structure,
        client=client,
        le=le,
        montant_centimes=centimes,
        moyen="virement",
        reference=f"R{Reglement.objects.count()}",
        par=None,
    )


def lettres(*choses: Facture | Reglement) -> list[str]:
    """Letters of each on the client's account."""
    trouvees = []
    for chose in choses:
        source = f"{chose._meta.model_name}:{chose.pk}"
        [ligne] = LigneEcriture.objects.filter(ecriture__source=source, auxiliaire__gt="")
        trouvees.append(ligne.lettrage)
    return trouvees


def passees(une: Structure) -> int:
    return passer(une, FIN, par=None).lettrees


def test_the_refund_of_an_excess_is_lettered_with_its_payment(
    maison: Structure, ville: Client
) -> None:
    emise = monde.facture(ville, MARS)
    trop = recu(ville, 150_00)
    assert passees(maison) == 0
    retour = rendu(ville, 30_00)
    assert passees(maison) == 3
    assert lettres(emise, trop, retour) == ["AA"] * 3
    assert LigneEcriture.objects.filter(lettrage="AA").solde() == 0
    assert passees(maison) == 0


def test_money_received_for_nothing_and_given_back(maison: Structure, ville: Client) -> None:
    erreur = recu(ville, 40_00)
    retour = rendu(ville, 40_00)
    passees(maison)
    assert lettres(erreur, retour) == ["AA", "AA"]


def test_what_is_left_waits_until_it_comes_to_nothing(maison: Structure, ville: Client) -> None:
    trop = recu(ville, 80_00)
    un = rendu(ville, 50_00)
    passees(maison)
    assert lettres(trop, un) == ["", ""]
    autre = rendu(ville, 30_00)
    passees(maison)
    assert lettres(trop, un, autre) == ["AA"] * 3


def test_several_in_excess_given_back_at_once(maison: Structure, ville: Client) -> None:
    trois = [recu(ville, centimes) for centimes in (10_00, 20_00, 5_00)]
    retour = rendu(ville, 35_00)
    passees(maison)
    assert lettres(*trois, retour) == ["AA"] * 4


def test_one_of_the_same_amount_goes_first_and_keeps_its_letters(
    maison: Structure, ville: Client
) -> None:
    ancien, exact = recu(ville, 30_00), recu(ville, 20_00)
    retour = rendu(ville, 20_00)
    passees(maison)
    assert lettres(ancien, exact, retour) == ["", "AA", "AA"]
    suivant = recu(ville, 20_00, date(2025, 3, 1))
    passees(maison)
    assert lettres(ancien, exact, retour, suivant) == ["", "AA", "AA", ""]


def test_an_unpaid_invoice_or_another_client_is_never_taken(
    maison: Structure, ville: Client
) -> None:
    trop = recu(ville, 120_00)
    due = monde.facture(ville, date(2025, 4, 20))
    ailleurs = recu(fabrique.client(maison), 10_00)
    passees(maison)
    assert lettres(trop, due, ailleurs) == ["", "", ""]
    retour = rendu(ville, 10_00)
    passees(maison)
    assert lettres(trop, due, ailleurs, retour) == [""] * 4


def test_a_refund_undone_takes_the_letters_back(maison: Structure, ville: Client) -> None:
    trop, retour = recu(ville, 40_00), rendu(ville, 40_00)
    passees(maison)
    oppose = annuler_reglement(retour, date(2025, 4, 20), None)
    passees(maison)
    [premier, *autres] = lettres(trop, retour, oppose)
    assert premier == ""
    assert autres[0]
    assert len(set(autres)) == 1
