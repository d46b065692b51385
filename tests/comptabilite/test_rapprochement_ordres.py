"""Lines of the bank: transfers and debits that left by a file, and what came back."""

import pytest

from etrier.comptabilite.models import LigneOrdre, OrdreSepa, RapprochementBancaire
from etrier.comptabilite.rapprochement.actions import accepter, defaire
from etrier.comptabilite.rapprochement.cibles import Cible, Sorte
from etrier.facturation.models import Reglement
from etrier.facturation.reglements.actions import annuler_reglement, solde_de
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure
from tests.banque.monde import compte, facture_emise
from tests.comptabilite.monde_rapprochement import (
    AVRIL,
    accepter_la_premiere,
    client,
    mouvement,
    une,
    vue,
)

__all__ = ["client", "une"]

pytestmark = pytest.mark.django_db


def ordre(une: Structure, genre: str, *factures_ou_rien: int) -> OrdreSepa:
    """An order as it left, without its file."""
    notre = compte(une)
    fait = OrdreSepa.objects.create(
        structure=une,
        genre=genre,
        message="ETR1-20250402-1",
        compte=notre,
        execution_le=AVRIL,
        libelle="Salaires",
        nombre=1,
        total_centimes=9_000,
        fichier=b"",
        empreinte="e",
    )
    for rang, facture in enumerate(factures_ou_rien or (None,), start=1):
        LigneOrdre.objects.create(
            ordre=fait,
            compte=notre,
            facture_id=facture,
            reference=f"ETR1-20250402-1-{rang}",
            montant_centimes=9_000 // (len(factures_ou_rien) or 1),
        )
    return fait


def test_the_transfer_of_wages(une: Structure) -> None:
    fait = ordre(une, "virement")
    m = mouvement(une, -9_000, "VIR EMIS", reference="ETR1-20250402-1")
    accepter_la_premiere(m)
    assert RapprochementBancaire.objects.get().ordre == fait
    revenu = mouvement(une, 9_000, "REJET", reference="ETR1-20250402-1-1")
    accepter_la_premiere(revenu)
    ligne = fait.lignes.get()
    assert ligne.rejetee_le == AVRIL
    defaire(revenu, None)
    ligne.refresh_from_db()
    assert ligne.rejetee_le is None


def test_debits_settle_their_invoices_and_a_rejected_one_is_due_again(client: Client) -> None:
    une, deux = facture_emise(client, 4_500), facture_emise(client, 4_500)
    ordre(client.structure, "prelevement", une.pk, deux.pk)
    m = mouvement(client.structure, 9_000, "REMISE PRELEVEMENTS", reference="ETR1-20250402-1")
    accepter_la_premiere(m)
    assert (solde_de(une), solde_de(deux)) == (0, 0)
    rejet = mouvement(client.structure, -4_500, "REJET PRLV", reference="ETR1-20250402-1-2")
    accepter_la_premiere(rejet)
    assert (solde_de(une), solde_de(deux)) == (0, 4_500)
    with pytest.raises(Refus, match="annulé avec son rejet"):
        defaire(rejet, None)


def test_a_debit_the_bank_took_back_is_not_taken_twice(client: Client) -> None:
    facture = facture_emise(client, 9_000)
    ordre(client.structure, "prelevement", facture.pk)
    m = mouvement(client.structure, 9_000, "REMISE", reference="ETR1-20250402-1")
    accepter_la_premiere(m)
    rejet = mouvement(client.structure, -9_000, "REJET PRLV", reference="ETR1-20250402-1-1")
    accepter_la_premiere(rejet)
    # Undone, it would come in a second time while the rejection stands.
    with pytest.raises(Refus, match="autre mouvement"):
        defaire(m, None)
    autre = mouvement(client.structure, -9_000, "RETRAIT")
    assert vue(autre).propositions == ()


def test_a_rejection_seen_before_its_order_may_be_undone(client: Client) -> None:
    une, deux = facture_emise(client, 4_500), facture_emise(client, 4_500)
    ordre(client.structure, "prelevement", une.pk, deux.pk)
    rejet = mouvement(client.structure, -4_500, "REJET PRLV", reference="ETR1-20250402-1-2")
    accepter_la_premiere(rejet)
    m = mouvement(client.structure, 9_000, "REMISE", reference="ETR1-20250402-1")
    with pytest.raises(Refus, match="rapprochez ses rejets"):
        accepter_la_premiere(m)
    defaire(rejet, None)
    accepter_la_premiere(m)
    accepter_la_premiere(rejet)
    assert (solde_de(une), solde_de(deux)) == (0, 4_500)


def test_a_rejection_goes_the_other_way(une: Structure) -> None:
    fait = ordre(une, "virement")
    cible = Cible(Sorte.REJET, (fait.lignes.get().pk,))
    with pytest.raises(Refus, match="même sens"):
        accepter(mouvement(une, -9_000), cible, par=None)


def test_a_bounced_cheque_is_matched_with_its_undoing(client: Client) -> None:
    facture = facture_emise(client, 5_000)
    recu = mouvement(client.structure, 5_000, f"CHQ {facture.numero}")
    accepter_la_premiere(recu)
    (paye,) = Reglement.objects.all()
    oppose = annuler_reglement(paye, AVRIL, None)
    revenu = mouvement(client.structure, -5_000, "CHEQUE IMPAYE")
    (proposition,) = vue(revenu).propositions
    assert "Annulation d'un règlement" in proposition.libelle
    accepter(revenu, proposition.cible, par=None)
    oppose.refresh_from_db()
    assert oppose.mouvement == revenu
    defaire(revenu, None)
    defaire(recu, None)
    # Undone by hand, then let go: neither waits for the bank.
    assert vue(revenu).propositions == ()
    assert Reglement.objects.count() == 2
