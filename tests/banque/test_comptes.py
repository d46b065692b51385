"""Accounts and mandates: one person proposes, another confirms, nothing is erased."""

from datetime import timedelta

import pytest
from stdnum import iban as iban_std

from etrier.banque.actions import (
    confirmer_compte,
    proposer_compte,
    refuser_compte,
    retirer_compte,
)
from etrier.banque.enums import EtatCompte, EtatMandat
from etrier.banque.mandats import revoquer_mandat, signer_mandat
from etrier.banque.models import CompteBancaire
from etrier.banque.verification import comparer, masquer, verifier_bic, verifier_iban
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur
from tests import fabrique
from tests.banque.monde import iban


@pytest.mark.parametrize(
    ("faux", "phrase"),
    [
        ("", "Écrivez l'IBAN"),
        (iban(1)[:-1], "27 caractères, celui-ci en a 26"),
        (iban(1)[:-1] + ("0" if iban(1)[-1] != "0" else "1"), "clé de cet IBAN est fausse"),
        ("TR330006100519786457841326", "hors de l'espace SEPA"),
        ("7630006000011234567890189", "deux lettres d'un pays"),
        ("FR76 3000 6000 0112 3456 7890 18é", "chiffres et des lettres"),
        ("SE4550000000058398257467", "clé de cet IBAN"),
    ],
)
def test_a_wrong_iban_is_caught_and_says_why(faux: str, phrase: str) -> None:
    with pytest.raises(Refus, match=phrase):
        verifier_iban(faux)


def test_an_iban_is_read_however_it_is_spaced() -> None:
    assert verifier_iban(" fr76 3000 6000 0112 3456 7890 189 ") == "FR7630006000011234567890189"
    # A well-formed key on a form the country does not have.
    with pytest.raises(Refus, match="n'a pas la forme"):
        verifier_iban(f"PT{iban_std.calc_check_digits('PT00ABC')}ABC")


def test_a_bic_may_be_left_out() -> None:
    assert (verifier_bic(""), verifier_bic("agrifrpp")) == ("", "AGRIFRPP")
    with pytest.raises(Refus, match="n'est pas un BIC"):
        verifier_bic("AGRI")


def test_masked_numbers_still_compare() -> None:
    vieux, neuf = iban(1), iban(2)
    assert masquer(vieux) == f"{vieux[:4]} •••• {vieux[-4:]}"
    groupes = comparer(vieux, neuf)
    assert any(g.differe for g in groupes)
    assert not any(g.differe for g in comparer(vieux, vieux))
    assert vieux[4:20] not in "".join(g.ancien for g in groupes)


@pytest.fixture
def une(db: None) -> Structure:
    return fabrique.structure()


@pytest.fixture
def premiere(une: Structure) -> Utilisateur:
    return fabrique.utilisateur(Role.GESTION, une)


@pytest.fixture
def seconde(une: Structure) -> Utilisateur:
    return fabrique.utilisateur(Role.DIRECTION, une)


def test_who_proposes_does_not_confirm(
    une: Structure, premiere: Utilisateur, seconde: Utilisateur
) -> None:
    qui = fabrique.salarie(une)
    compte = proposer_compte(une, titulaire="Camille", iban=iban(5), salarie=qui, par=premiere)
    assert compte.etat == EtatCompte.PROPOSE
    with pytest.raises(Refus, match="une autre personne doit le confirmer"):
        confirmer_compte(compte, premiere)
    confirmer_compte(compte, seconde)
    compte.refresh_from_db()
    assert (compte.etat, compte.decide_par) == (EtatCompte.CONFIRME, seconde)
    with pytest.raises(Refus, match="déjà décidé"):
        confirmer_compte(compte, seconde)
    verbes = list(Acte.objects.order_by("id").values_list("verbe", flat=True))
    assert verbes == ["compte_bancaire.proposer", "compte_bancaire.confirmer"]


def test_the_audit_does_not_hold_the_number(une: Structure, premiere: Utilisateur) -> None:
    numero = iban(8)
    proposer_compte(une, titulaire="La structure", iban=numero, par=premiere)
    assert numero[6:20] not in str(Acte.objects.get().details)


def test_a_new_account_replaces_the_former_one_which_stays(
    une: Structure, premiere: Utilisateur, seconde: Utilisateur
) -> None:
    qui = fabrique.salarie(une)
    vieux = proposer_compte(une, titulaire="C", iban=iban(5), salarie=qui, par=premiere)
    confirmer_compte(vieux, seconde)
    with pytest.raises(Refus, match="déjà enregistré"):
        proposer_compte(une, titulaire="C", iban=iban(5), salarie=qui, par=premiere)
    neuf = proposer_compte(une, titulaire="C", iban=iban(6), salarie=qui, par=premiere)
    with pytest.raises(Refus, match="attend déjà"):
        proposer_compte(une, titulaire="C", iban=iban(7), salarie=qui, par=seconde)
    vieux.refresh_from_db()
    assert vieux.etat == EtatCompte.CONFIRME
    confirmer_compte(neuf, seconde)
    vieux.refresh_from_db()
    assert vieux.etat == EtatCompte.REMPLACE
    assert CompteBancaire.objects.filter(salarie=qui).count() == 2


def test_a_proposal_is_refused_or_taken_back(
    une: Structure, premiere: Utilisateur, seconde: Utilisateur
) -> None:
    client = fabrique.client(une)
    un = proposer_compte(une, titulaire="C", iban=iban(5), client=client, par=premiere)
    assert refuser_compte(un, seconde).decide_par == seconde
    deux = proposer_compte(une, titulaire="C", iban=iban(5), client=client, par=premiere)
    assert refuser_compte(deux, premiere).decide_par is None
    with pytest.raises(Refus, match="déjà décidé"):
        refuser_compte(deux, seconde)


def test_a_structure_may_have_several_accounts(
    une: Structure, premiere: Utilisateur, seconde: Utilisateur
) -> None:
    un = proposer_compte(une, titulaire="S", iban=iban(5), par=premiere)
    deux = proposer_compte(une, titulaire="S", iban=iban(6), par=premiere)
    for compte in (un, deux):
        confirmer_compte(compte, seconde)
    un.refresh_from_db()
    assert un.etat == EtatCompte.CONFIRME
    retirer_compte(un, seconde)
    with pytest.raises(Refus, match="ne sert pas"):
        retirer_compte(un, seconde)


def test_it_refuses_somebody_of_another_structure(une: Structure, premiere: Utilisateur) -> None:
    ailleurs = fabrique.salarie(fabrique.structure())
    with pytest.raises(Refus, match="pas de cette structure"):
        proposer_compte(une, titulaire="C", iban=iban(5), salarie=ailleurs, par=premiere)
    with pytest.raises(Refus, match="titulaire"):
        proposer_compte(une, titulaire=" ", iban=iban(5), par=premiere)


def test_a_mandate_has_a_reference_of_its_own(une: Structure, premiere: Utilisateur) -> None:
    client, hier = fabrique.client(une), aujourdhui() - timedelta(days=1)
    premier = signer_mandat(client, signe_le=hier, par=premiere)
    with pytest.raises(Refus, match="déjà un mandat actif"):
        signer_mandat(client, signe_le=hier, par=premiere)
    revoquer_mandat(premier, premiere)
    second = signer_mandat(client, signe_le=hier, par=premiere)
    assert (second.etat, second.rum != premier.rum) == (EtatMandat.ACTIF, True)
    with pytest.raises(Refus, match="déjà révoqué"):
        revoquer_mandat(premier, premiere)


@pytest.mark.parametrize(
    ("rum", "jours", "phrase"),
    [("a b", -1, "sans espace"), ("X" * 36, -1, "35"), ("", 2, "pas encore passé")],
)
def test_a_mandate_badly_written_is_refused(
    une: Structure, rum: str, jours: int, phrase: str
) -> None:
    le = aujourdhui() + timedelta(days=jours)
    with pytest.raises(Refus, match=phrase):
        signer_mandat(fabrique.client(une), signe_le=le, rum=rum, par=None)


def test_a_reference_serves_once(une: Structure) -> None:
    hier = aujourdhui() - timedelta(days=1)
    signer_mandat(fabrique.client(une), signe_le=hier, rum="M1", par=None)
    with pytest.raises(Refus, match="déjà prise"):
        signer_mandat(fabrique.client(une), signe_le=hier, rum="M1", par=None)
