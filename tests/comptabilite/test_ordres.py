"""Orders: each thing ordered once, only to accounts two people saw, and the file says it all."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from etrier.banque.actions import confirmer_compte, proposer_compte
from etrier.banque.formats.sepa import lire_sepa, nettoyer
from etrier.banque.mandats import revoquer_mandat, signer_mandat
from etrier.banque.models import CompteBancaire
from etrier.comptabilite.models import LigneOrdre, OrdreSepa
from etrier.comptabilite.ordres.actions import abandonner, produire, rejeter
from etrier.comptabilite.ordres.candidats import (
    Candidat,
    acomptes_du_mois,
    factures_a_prelever,
    salaires_du_mois,
)
from etrier.facturation.models import ReglageClient, ReglageFacturation
from etrier.facturation.reglements.actions import encaisser, solde_de
from etrier.facturation.relances.actions import lever_litige, ouvrir_litige
from etrier.missions.models import Client
from etrier.paie.models import EcartPaie, LigneRetourPaie, RetourPaie, VariableSaisie
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.banque.monde import compte, facture_emise, iban

pytestmark = pytest.mark.django_db
MARS = date(2025, 3, 1)


@pytest.fixture
def une() -> Structure:
    return fabrique.structure()


@pytest.fixture
def notre(une: Structure) -> CompteBancaire:
    return compte(une, titulaire="Les Jardins d'Essai")


def employe(une: Structure, *, avec_compte: bool = True) -> Contrat:
    contrat = fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))
    if avec_compte:
        compte(une, salarie=contrat.salarie, titulaire=str(contrat.salarie.personne))
    return contrat


def retour(une: Structure, nets: list[tuple[Contrat | None, int]]) -> list[LigneRetourPaie]:
    rendu = RetourPaie.objects.create(
        structure=une, mois=MARS, nom="r.csv", empreinte=str(RetourPaie.objects.count())
    )
    return [
        LigneRetourPaie.objects.create(
            retour=rendu,
            contrat=contrat,
            matricule=contrat.salarie.matricule if contrat else "INCONNU",
            rubrique="NET_A_PAYER",
            montant_centimes=net,
        )
        for contrat, net in nets
    ]


def ordonner(
    notre: CompteBancaire, candidats: list[Candidat], quand: date | None = None
) -> OrdreSepa:
    return produire(
        notre.structure,
        candidats,
        compte=notre,
        execution_le=quand or aujourdhui() + timedelta(days=3),
        libelle="Salaire mars 2025",
        par=None,
    )


def test_wages_leave_once_and_the_file_says_them(une: Structure, notre: CompteBancaire) -> None:
    retour(une, [(employe(une), 123_456), (employe(une), 98_700)])
    ordre = ordonner(notre, salaires_du_mois(une, MARS))
    lu = lire_sepa(bytes(ordre.fichier))
    assert (ordre.nombre, ordre.total_centimes, lu.total_centimes) == (2, 222_156, 222_156)
    assert lu.iban == notre.iban
    assert {x.reference for x in lu.lignes} == {x.reference for x in ordre.lignes.all()}
    assert all("Déjà ordonné" in c.obstacle for c in salaires_du_mois(une, MARS))
    with pytest.raises(Refus, match="Déjà ordonné"):
        ordonner(notre, salaires_du_mois(une, MARS))


def test_a_second_return_does_not_pay_twice(une: Structure, notre: CompteBancaire) -> None:
    contrat = employe(une)
    retour(une, [(contrat, 100_000)])
    ordonner(notre, salaires_du_mois(une, MARS))
    retour(une, [(contrat, 101_000)])
    (vu,) = salaires_du_mois(une, MARS)
    assert "1\u00a0000,00" in vu.obstacle


def test_what_stands_in_the_way_is_said(une: Structure) -> None:
    sans = employe(une, avec_compte=False)
    retour(une, [(sans, 1_000), (None, 1_000), (employe(une), 0)])
    dits = {c.nom: c.obstacle for c in salaires_du_mois(une, MARS)}
    assert "Aucun compte" in dits[str(sans.salarie.personne)]
    assert "matricule INCONNU" in dits["INCONNU"]
    assert any("pas positif" in x for x in dits.values())


def test_a_net_with_a_difference_to_explain_is_told_and_may_be_paid(
    une: Structure, notre: CompteBancaire
) -> None:
    faux, croise, juste = (employe(une) for _rang in range(3))
    rendu = retour(une, [(faux, 100_000), (croise, 90_000), (juste, 80_000)])[0].retour
    qui, autre = faux.salarie.matricule, croise.salarie.matricule
    for genre in ("NET_INCOHERENT", "ACOMPTE_NON_DEDUIT"):
        EcartPaie.objects.create(retour=rendu, matricule=qui, contrat=faux, genre=genre)
    EcartPaie.objects.create(
        retour=rendu, matricule=qui, autre_matricule=autre, genre="MATRICULES_CROISES"
    )
    EcartPaie.objects.create(
        retour=rendu, matricule=juste.salarie.matricule, genre="MONTANT", etat="explique"
    )
    dits = {c.montant_centimes: c for c in salaires_du_mois(une, MARS)}
    assert "le net à payer n'est pas le brut" in dits[100_000].a_savoir
    assert "acompte versé" in dits[100_000].a_savoir
    assert "échangées" in dits[90_000].a_savoir
    assert (dits[80_000].ecart, dits[80_000].a_savoir) == ("", "")
    assert ordonner(notre, [dits[100_000]]).total_centimes == 100_000


def test_a_changed_iban_stops_the_order_until_somebody_else_confirms(
    une: Structure, notre: CompteBancaire
) -> None:
    contrat = employe(une)
    retour(une, [(contrat, 100_000)])
    gestion, direction = (fabrique.utilisateur(r, une) for r in (Role.GESTION, Role.DIRECTION))
    neuf = proposer_compte(
        une, titulaire="C", iban=iban(77_777), salarie=contrat.salarie, par=gestion
    )
    with pytest.raises(Refus, match="changement de compte attend"):
        ordonner(notre, salaires_du_mois(une, MARS))
    with pytest.raises(Refus, match="autre personne"):
        confirmer_compte(neuf, gestion)
    confirmer_compte(neuf, direction)
    (vu,) = salaires_du_mois(une, MARS)
    assert "Compte changé le" in vu.attention
    ordre = ordonner(notre, [vu])
    assert lire_sepa(bytes(ordre.fichier)).lignes[0].iban == iban(77_777)


def test_a_wrong_iban_already_there_is_caught(une: Structure) -> None:
    contrat = employe(une)
    retour(une, [(contrat, 100_000)])
    CompteBancaire.objects.filter(salarie=contrat.salarie).update(iban=iban(3)[:-1] + "Z")
    (vu,) = salaires_du_mois(une, MARS)
    assert "clé de cet IBAN" in vu.obstacle


def test_our_own_account_must_be_confirmed(une: Structure, notre: CompteBancaire) -> None:
    retour(une, [(employe(une), 100_000)])
    for mauvais in (compte(une, etat="propose"), compte(fabrique.structure())):
        with pytest.raises(Refus, match="compte confirmé de la structure"):
            produire(
                une,
                salaires_du_mois(une, MARS),
                compte=mauvais,
                execution_le=aujourdhui(),
                libelle="S",
                par=None,
            )
    with pytest.raises(Refus, match="avant le"):
        ordonner(notre, salaires_du_mois(une, MARS), aujourdhui() - timedelta(days=1))
    with pytest.raises(Refus, match="au moins un"):
        ordonner(notre, [])


def test_what_the_bank_refused_is_ordered_again(une: Structure, notre: CompteBancaire) -> None:
    retour(une, [(employe(une), 100_000)])
    ligne = ordonner(notre, salaires_du_mois(une, MARS)).lignes.get()
    rejeter(ligne, aujourdhui(), None)
    with pytest.raises(Refus, match="déjà noté"):
        rejeter(ligne, aujourdhui(), None)
    second = ordonner(notre, salaires_du_mois(une, MARS))
    assert second.message != ligne.ordre.message
    assert abandonner(second, None) == 1
    with pytest.raises(Refus, match="plus aucun"):
        abandonner(second, None)
    assert not salaires_du_mois(une, MARS)[0].obstacle


def test_an_advance_leaves_once(une: Structure, notre: CompteBancaire) -> None:
    contrat = employe(une)
    VariableSaisie.objects.create(
        structure=une, contrat=contrat, mois=MARS, genre="ACOMPTE", montant_centimes=30_000
    )
    ligne = ordonner(notre, acomptes_du_mois(une, MARS)).lignes.get()
    assert (ligne.montant_centimes, acomptes_du_mois(une, MARS)) == (30_000, [])
    rejeter(ligne, aujourdhui(), None)
    assert len(acomptes_du_mois(une, MARS)) == 1


# Direct debits


def client_preleve(une: Structure, *, mandat: bool = True) -> Client:
    qui = fabrique.client(une)
    ReglageClient.objects.create(client=qui, moyen="prelevement")
    compte(une, client=qui, titulaire=qui.denomination)
    if mandat:
        signer_mandat(qui, signe_le=date(2025, 1, 2), par=None)
    return qui


def test_a_debit_needs_a_mandate_and_the_creditor_s_number(
    une: Structure, notre: CompteBancaire
) -> None:
    sans = client_preleve(une, mandat=False)
    facture_emise(sans, 5_000)
    (vu,) = factures_a_prelever(une, date(2025, 12, 31))
    assert "mandat SEPA" in vu.obstacle
    mandat = signer_mandat(sans, signe_le=date(2025, 1, 2), par=None)
    (vu,) = factures_a_prelever(une, date(2025, 12, 31))
    with pytest.raises(Refus, match="ICS"):
        ordonner(notre, [vu])
    revoquer_mandat(mandat, None)
    assert factures_a_prelever(une, date(2025, 12, 31))[0].obstacle
    assert factures_a_prelever(une, date(2025, 1, 31)) == []


def test_a_first_debit_then_the_next_ones(une: Structure, notre: CompteBancaire) -> None:
    ReglageFacturation.objects.create(structure=une, ics="FR72ZZZ123456")
    qui = client_preleve(une)
    facture = facture_emise(qui, 5_000)
    encaisser(
        une,
        client=qui,
        le=date(2025, 3, 3),
        montant_centimes=1_000,
        moyen="cheque",
        reference="",
        par=None,
    )
    ordre = ordonner(notre, factures_a_prelever(une, date(2025, 12, 31)))
    (dite,) = lire_sepa(bytes(ordre.fichier)).lignes
    assert (dite.montant_centimes, dite.premier, dite.nom) == (
        solde_de(facture),
        True,
        nettoyer(qui.denomination),
    )
    assert (dite.rum, facture.numero in dite.libelle) == (qui.mandats_sepa.get().rum, True)
    assert factures_a_prelever(une, date(2025, 12, 31)) == []
    facture_emise(qui, 7_000)
    suivant = ordonner(notre, factures_a_prelever(une, date(2025, 12, 31)))
    assert not lire_sepa(bytes(suivant.fichier)).lignes[0].premier
    retour(une, [(employe(une), 1_000)])
    facture_emise(qui, 8_000)
    deux_sens = factures_a_prelever(une, date(2025, 12, 31)) + salaires_du_mois(une, MARS)
    with pytest.raises(Refus, match="deux ordres"):
        ordonner(notre, deux_sens)


class TestLesTotaux(TestCase):
    """Whatever the wages."""

    @settings(max_examples=15)
    @given(st.lists(st.integers(-100, 500_000), min_size=1, max_size=6))
    def test_the_file_the_table_and_the_return_agree(self, nets: list[int]) -> None:
        une = fabrique.structure()
        notre = compte(une)
        retour(une, [(employe(une), net) for net in nets])
        payables = [c for c in salaires_du_mois(une, MARS) if not c.obstacle]
        if not payables:
            return
        ordre = ordonner(notre, payables)
        lu = lire_sepa(bytes(ordre.fichier))
        positifs = sorted(n for n in nets if n > 0)
        assert sorted(x.montant_centimes for x in lu.lignes) == positifs
        assert ordre.total_centimes == sum(positifs)
        lignes = {x.reference: x for x in LigneOrdre.objects.filter(ordre=ordre)}
        for dite in lu.lignes:
            assert dite.iban == lignes[dite.reference].compte.iban


def test_two_invoices_of_a_mandate_have_one_first_debit(
    une: Structure, notre: CompteBancaire
) -> None:
    ReglageFacturation.objects.create(structure=une, ics="FR72ZZZ123456")
    qui = client_preleve(une)
    facture_emise(qui, 5_000)
    facture_emise(qui, 7_000)
    ordre = ordonner(notre, factures_a_prelever(une, date(2025, 12, 31)))
    premiers = sorted(x.premier for x in lire_sepa(bytes(ordre.fichier)).lignes)
    assert premiers == [False, True]


def test_an_invoice_in_dispute_is_not_debited(une: Structure) -> None:
    facture = facture_emise(client_preleve(une), 5_000)
    ouvrir_litige(facture, "Vitres non faites", par=None)
    (vu,) = factures_a_prelever(une, date(2025, 12, 31))
    assert "conteste" in vu.obstacle
    lever_litige(facture, par=None)
    assert factures_a_prelever(une, date(2025, 12, 31))[0].obstacle == ""


def test_nothing_is_sent_back_tomorrow(une: Structure, notre: CompteBancaire) -> None:
    retour(une, [(employe(une), 123_456)])
    ligne = ordonner(notre, salaires_du_mois(une, MARS)).lignes.get()
    with pytest.raises(Refus, match="pas encore passé"):
        rejeter(ligne, aujourdhui() + timedelta(days=1), None)
