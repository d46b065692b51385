"""Lines of the bank: each proposal has its reason, nothing is settled twice, all can be undone."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from etrier.aides.models import VersementRecu
from etrier.comptabilite.models import RapprochementBancaire
from etrier.comptabilite.rapprochement.actions import accepter, accepter_les_sures, defaire, ecarter
from etrier.comptabilite.rapprochement.cibles import Cible, Sorte
from etrier.comptabilite.rapprochement.contexte import porte
from etrier.comptabilite.rapprochement.propositions import proposer
from etrier.facturation.models import FactureFournisseur, Reglement
from etrier.facturation.reglements.actions import credit, encaisser, solde_de
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure
from tests import fabrique
from tests.banque.monde import avoir_emis, compte, facture_emise, iban
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


def test_a_number_is_found_whole_however_it_is_cut() -> None:
    assert porte("VIR F2025-00012 MERCI", "F2025-00012")
    assert porte("vir f 2025 00012", "F2025-00012")
    assert not porte("VIR F2025-000123", "F2025-00012")
    assert not porte("VIR AF2025-00012", "F2025-00012")


def test_several_invoices_in_one_transfer(client: Client) -> None:
    une, deux = facture_emise(client, 5_000), facture_emise(client, 7_000)
    m = mouvement(client.structure, 12_000, f"VIR {une.numero} ET {deux.numero}")
    ligne = vue(m)
    assert ligne.sure
    assert ligne.premiere is not None
    assert "montant exact" in ligne.premiere.raison
    accepter_la_premiere(m)
    assert (solde_de(une), solde_de(deux)) == (0, 0)
    lien = RapprochementBancaire.objects.get()
    assert lien.reglement is not None
    assert (lien.reglement.mouvement, lien.a_cree) == (m, True)


@pytest.mark.parametrize(
    ("montant", "score", "mot"), [(3_000, 88, "reste à payer"), (6_000, 82, "en crédit")]
)
def test_more_or_less_than_the_invoice_is_said(
    client: Client, montant: int, score: int, mot: str
) -> None:
    facture = facture_emise(client, 5_000)
    m = mouvement(client.structure, montant, f"VIR {facture.numero}")
    ligne = vue(m)
    assert ligne.premiere is not None
    assert (ligne.premiere.score, mot in ligne.premiere.raison, ligne.sure) == (score, True, False)
    accepter_la_premiere(m)
    assert solde_de(facture) == max(0, 5_000 - montant)
    assert credit(client) == max(0, montant - 5_000)


def test_the_name_and_the_amount(client: Client) -> None:
    facture_emise(client, 5_000)
    facture_emise(client, 6_000)
    proche = mouvement(client.structure, 5_000, "VIR", nom="MAIRIE ST-EXEMPLE SAINT EXEMPLE")
    assert vue(proche).sure
    tout = mouvement(client.structure, 11_000, "VIR SEPA", nom="Mairie de Saint Exemple")
    premiere = vue(tout).premiere
    assert premiere is not None
    assert "Somme exacte de 2 factures" in premiere.raison
    autre = mouvement(client.structure, 777, "VIR SEPA", nom="Mairie de Saint Exemple")
    premiere = vue(autre).premiere
    assert premiere is not None
    assert (premiere.cible.sorte, vue(autre).sure) == (Sorte.CLIENT, False)


def test_the_account_of_the_client(client: Client) -> None:
    sien = compte(client.structure, client=client)
    facture_emise(client, 5_000)
    ligne = vue(mouvement(client.structure, 5_000, "VIR", nom="TRESORERIE", de=sien.iban))
    assert ligne.sure
    assert ligne.premiere is not None
    assert "compte est le sien" in ligne.premiere.raison


def test_the_amount_alone_is_never_sure(client: Client) -> None:
    facture_emise(client, 5_000)
    ligne = vue(mouvement(client.structure, 5_000, "VIR DIVERS"))
    assert ligne.premiere is not None
    assert (ligne.premiere.score, ligne.sure) == (50, False)
    assert vue(mouvement(client.structure, 4_999, "VIR DIVERS")).propositions == ()


def test_two_lines_for_one_invoice_are_sure_for_neither(client: Client) -> None:
    facture = facture_emise(client, 5_000)
    deux = [mouvement(client.structure, 5_000, f"VIR {facture.numero}") for _ in range(2)]
    assert [x.sure for x in proposer(client.structure, deux)] == [False, False]
    assert accepter_les_sures(client.structure, deux, par=None).acceptes == 0


def test_payments_already_typed_are_linked_not_doubled(client: Client) -> None:
    facture_emise(client, 9_000)
    for montant in (4_000, 5_000):
        encaisser(
            client.structure,
            client=client,
            le=AVRIL - timedelta(days=3),
            montant_centimes=montant,
            moyen="cheque",
            reference="",
            par=None,
        )
    m = mouvement(client.structure, 9_000, "REMISE CHEQUES 2")
    assert vue(m).sure
    accepter_la_premiere(m)
    assert Reglement.objects.filter(mouvement=m).count() == 2
    assert Reglement.objects.count() == 2
    defaire(m, None)
    assert Reglement.objects.filter(mouvement=None).count() == 2


def test_the_aid_of_the_state_goes_to_its_annexe(une: Structure) -> None:
    version = fabrique.annexe(fabrique.convention(une))
    # 10 posts of 23 921 €, in twelfths.
    m = mouvement(une, 1_993_416, "VIR ASP AIDE AU POSTE", nom="AGENCE DE SERVICES ET DE PAIEMENT")
    ligne = vue(m)
    assert ligne.sure
    assert ligne.premiere is not None
    assert "douzième" in ligne.premiere.raison
    accepter_la_premiere(m)
    versement = VersementRecu.objects.get()
    assert (versement.annexe, versement.montant_centimes) == (version.annexe, 1_993_416)
    defaire(m, None)
    assert sum(v.montant_centimes for v in VersementRecu.objects.all()) == 0
    accepter_la_premiere(m)
    assert sum(v.montant_centimes for v in VersementRecu.objects.all()) == 1_993_416


def test_an_aid_already_typed_is_linked(une: Structure) -> None:
    annexe = fabrique.annexe(fabrique.convention(une)).annexe
    VersementRecu.objects.create(annexe=annexe, le=AVRIL, montant_centimes=50_000)
    m = mouvement(une, 50_000, "VIR ASP")
    accepter_la_premiere(m)
    assert VersementRecu.objects.count() == 1


def test_a_supplier_s_invoice_is_paid_and_unpaid(une: Structure) -> None:
    facture = FactureFournisseur.objects.create(
        structure=une,
        fournisseur="Outils d'Exemple SARL",
        numero="OE-77",
        emise_le=AVRIL,
        ht_centimes=10_000,
        tva_centimes=2_000,
        ttc_centimes=12_000,
        origine="saisie",
        etat="bonne_a_payer",
    )
    m = mouvement(une, -12_000, "PRLV OUTILS EXEMPLE OE-77")
    assert vue(m).sure
    accepter_la_premiere(m)
    facture.refresh_from_db()
    assert (facture.etat, facture.payee_le) == ("payee", AVRIL)
    defaire(m, None)
    facture.refresh_from_db()
    assert (facture.etat, facture.payee_le) == ("bonne_a_payer", None)


def test_a_credit_note_given_back(client: Client) -> None:
    avoir = avoir_emis(client, 3_000)
    m = mouvement(client.structure, -3_000, f"VIR {avoir.numero}", nom="Mairie de Saint-Exemple")
    assert vue(m).sure
    accepter_la_premiere(m)
    assert solde_de(avoir) == 0
    defaire(m, None)
    assert solde_de(avoir) == -3_000


# Decisions


def test_a_line_is_decided_once(client: Client) -> None:
    facture = facture_emise(client, 5_000)
    m = mouvement(client.structure, 5_000, f"VIR {facture.numero}")
    accepter_la_premiere(m)
    with pytest.raises(Refus, match="déjà rapproché"):
        accepter(m, Cible(Sorte.CLIENT, (client.pk,)), par=None)
    defaire(m, None)
    assert solde_de(facture) == 5_000
    assert Reglement.objects.count() == 2
    with pytest.raises(Refus, match="rien à défaire"):
        defaire(m, None)
    accepter(m, Cible(Sorte.CLIENT, (client.pk,)), par=None)
    assert solde_de(facture) == 0


def test_a_line_put_aside_says_why(une: Structure) -> None:
    m = mouvement(une, -1_200, "FRAIS")
    with pytest.raises(Refus, match="Dites pourquoi"):
        ecarter(m, "  ", None)
    ecarter(m, "Frais bancaires", None)
    m.refresh_from_db()
    assert (m.etat, m.motif) == ("ecarte", "Frais bancaires")
    defaire(m, None)
    m.refresh_from_db()
    assert (m.etat, m.motif) == ("a_rapprocher", "")


def test_it_refuses_what_it_cannot_pay(client: Client) -> None:
    ailleurs = facture_emise(fabrique.client(fabrique.structure()), 5_000)
    une = client.structure
    entree, sortie = mouvement(une, 5_000), mouvement(une, -5_000)
    for m, texte, phrase in (
        (entree, f"factures:{ailleurs.pk}", "n'est plus là"),
        (sortie, f"client:{client.pk}", "sortie d'argent"),
        (entree, "fournisseur:1", "entrée d'argent"),
        (entree, f"client:{'9' * 5000}", "Choisissez ce que"),
        (entree, "reglements:1", "ils diffèrent"),
        (entree, "ordre:1", "n'est plus à rapprocher"),
        (entree, "rejet:1", "pas son rejet"),
        (entree, "aide:1", "annexe n'est plus là"),
        (entree, "versement:1", "n'est plus à rapprocher"),
        (sortie, "remboursement:0", "client n'est plus là"),
        (sortie, f"remboursement:{client.pk}", "on ne peut pas lui rendre"),
    ):
        with pytest.raises(Refus, match=phrase):
            accepter(m, Cible.lire(texte), par=None)
    for faux in ("", "factures", "factures:", "factures:a", "autre:1"):
        with pytest.raises(Refus, match="Choisissez"):
            Cible.lire(faux)
    assert not RapprochementBancaire.objects.exists()


class TestLesSures(TestCase):
    """Whatever comes in together: the sure ones are right, and the sums hold."""

    @settings(max_examples=20)
    @given(
        st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6)), min_size=1, max_size=7),
        st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=6),
    )
    def test_what_is_sure_is_right(
        self, dues: list[tuple[int, int]], paiements: list[tuple[int, bool]]
    ) -> None:
        une = fabrique.structure()
        noms = ("Mairie d'Alpha", "Garage Béta", "Odile Gamma")
        clients = [fabrique.client(une) for _ in noms]
        for qui, nom in zip(clients, noms, strict=True):
            Client.objects.filter(pk=qui.pk).update(denomination=nom)
            qui.refresh_from_db()
        factures = [facture_emise(clients[c], n * 1_000) for c, n in dues]
        lignes, vraies = [], {}
        for rang, avec_numero in paiements:
            facture = factures[rang % len(factures)]
            libelle = f"VIR {facture.numero}" if avec_numero else "VIR"
            m = mouvement(une, facture.ttc_centimes, libelle, nom=facture.client.denomination)
            lignes.append(m)
            vraies[m.pk] = facture.client_id
        bilan = accepter_les_sures(une, lignes, par=None)
        regles = list(Reglement.objects.filter(structure=une))
        assert len(regles) == bilan.acceptes
        assert all(r.client_id == vraies.get(r.mouvement_id or 0) for r in regles)
        recu = sum(r.montant_centimes for r in regles)
        impute = sum(f.ttc_centimes - solde_de(f) for f in factures)
        assert recu == impute + sum(credit(c) for c in clients)
        assert all(solde_de(f) >= 0 for f in factures)


def test_the_iban_helper_makes_right_keys() -> None:
    assert len({iban(n) for n in range(50)}) == 50
