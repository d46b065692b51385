"""Screens of the bank: accounts two people see, files previewed, lines decided in place."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Navigateur
from django.test import override_settings
from django.urls import reverse

from etrier.banque.enums import EtatCompte
from etrier.banque.formats.lu import LigneLue
from etrier.banque.models import CompteBancaire, MandatSepa, MouvementBancaire
from etrier.banque.verification import par_groupes
from etrier.demonstration.camt import camt
from etrier.facturation.models import Facture
from etrier.facturation.reglements.actions import solde_de
from etrier.missions.models import Client
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur
from tests import fabrique
from tests.banque.monde import compte, facture_emise, iban
from tests.www.monde_heures import texte
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
MARS = date(2025, 3, 3)


@pytest.fixture
def une() -> Structure:
    return fabrique.structure()


@pytest.fixture
def client_paye(une: Structure) -> Client:
    return fabrique.client(une)


def entrer(qui: Utilisateur) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(qui)
    return navigateur


@pytest.fixture
def gestion(une: Structure) -> Navigateur:
    return entrer(fabrique.utilisateur(Role.GESTION, une))


@pytest.fixture
def direction(une: Structure) -> Navigateur:
    return entrer(fabrique.utilisateur(Role.DIRECTION, une))


def adresse(une: Structure, nom: str, *cles: object) -> str:
    return reverse(nom, args=[une.pk, *cles])


def lire(navigateur: Navigateur, url: str) -> str:
    """The page, well made."""
    page = navigateur.get(url)
    assert page.status_code == 200
    assert fautes(page.content.decode()) == []
    return texte(page)


# Accounts


def proposer(navigateur: Navigateur, une: Structure, **champs: object) -> str:
    envoi = {"titulaire": "Camille ESSAI", "iban": iban(5), **champs}
    url = adresse(une, "compte_bancaire_nouveau")
    return texte(navigateur.post(url, envoi, follow=True))


def test_an_account_needs_two_people(
    une: Structure, gestion: Navigateur, direction: Navigateur
) -> None:
    qui = fabrique.salarie(une)
    ancien = compte(une, salarie=qui)
    assert "une autre personne doit le confirmer" in proposer(gestion, une, salarie=qui.pk)
    neuf = CompteBancaire.objects.get(etat=EtatCompte.PROPOSE)
    url = adresse(une, "compte_bancaire", neuf.pk)
    chez_elle = lire(gestion, url)
    assert "Confirmer ce compte" not in chez_elle
    assert par_groupes(neuf.iban) not in chez_elle
    assert "doit le confirmer" in texte(gestion.post(url, {"geste": "confirmer"}, follow=True))
    neuf.refresh_from_db()
    assert neuf.etat == EtatCompte.PROPOSE
    chez_l_autre = lire(direction, url)
    assert par_groupes(neuf.iban) in chez_l_autre
    assert par_groupes(ancien.iban) not in chez_l_autre
    assert "Ce qui change" in chez_l_autre
    direction.post(url, {"geste": "confirmer"})
    neuf.refresh_from_db()
    assert neuf.etat == EtatCompte.CONFIRME
    assert par_groupes(neuf.iban) not in lire(direction, url)
    liste = lire(direction, adresse(une, "comptes_bancaires"))
    assert "Comptes à confirmer" not in liste
    assert neuf.iban[8:20] not in liste


def test_a_wrong_iban_is_said_on_the_form(une: Structure, gestion: Navigateur) -> None:
    assert "clé de cet IBAN est fausse" in proposer(gestion, une, iban=iban(5)[:-1] + "Z")
    assert "pas des deux" in proposer(
        gestion, une, salarie=fabrique.salarie(une).pk, client=fabrique.client(une).pk
    )
    assert not CompteBancaire.objects.exists()


def test_somebody_s_number_under_another_name_is_pointed_out(
    une: Structure, gestion: Navigateur, direction: Navigateur
) -> None:
    connu = compte(une, salarie=fabrique.salarie(une))
    proposer(gestion, une, salarie=fabrique.salarie(une).pk, iban=connu.iban)
    neuf = CompteBancaire.objects.get(etat=EtatCompte.PROPOSE)
    page = lire(direction, adresse(une, "compte_bancaire", neuf.pk))
    assert "Ce numéro est aussi celui de" in page
    direction.post(adresse(une, "compte_bancaire", neuf.pk), {"geste": "refuser"})
    neuf.refresh_from_db()
    assert neuf.etat == EtatCompte.REFUSE


def test_a_mandate_is_signed_then_revoked(
    une: Structure, gestion: Navigateur, client_paye: Client
) -> None:
    envoi = {"client": client_paye.pk, "signe_le": "2025-01-02"}
    gestion.post(adresse(une, "mandat_nouveau"), envoi)
    mandat = MandatSepa.objects.get()
    assert mandat.rum in lire(gestion, adresse(une, "mandats"))
    lire(gestion, adresse(une, "mandat_revoquer", mandat.pk))
    gestion.post(adresse(une, "mandat_revoquer", mandat.pk))
    assert "révoqué" in lire(gestion, adresse(une, "mandats"))


# Files


@pytest.fixture
def notre(une: Structure) -> CompteBancaire:
    return compte(une)


def envoyer(navigateur: Navigateur, une: Structure, contenu: bytes, nom: str) -> tuple[str, str]:
    """The page that follows, and its address."""
    fichier = SimpleUploadedFile(nom, contenu)
    page = navigateur.post(
        adresse(une, "releve_importer"), {"fichier": fichier, "compte": ""}, follow=True
    )
    ou = page.redirect_chain[-1][0] if page.redirect_chain else ""
    return texte(page), ou


def test_a_file_is_seen_then_read_once(
    une: Structure,
    notre: CompteBancaire,
    gestion: Navigateur,
    client_paye: Client,
    tmp_path: Path,
) -> None:
    facture = facture_emise(client_paye, 12_000)
    fichier = camt(notre.iban, [LigneLue(MARS, 12_000, f"VIR {facture.numero}")])
    with override_settings(VAR=tmp_path):
        page, ou = envoyer(gestion, une, fichier, "releve.xml")
        assert "mouvements à lire" in page
        assert not MouvementBancaire.objects.exists()
        assert "1 mouvement lu" in texte(gestion.post(ou, follow=True))
        page, _ou = envoyer(gestion, une, fichier, "releve.xml")
    assert "déjà été lu" in page
    page = lire(gestion, adresse(une, "rapprocher"))
    assert "Accepter la proposition sûre" in page
    gestion.post(adresse(une, "rapprocher_sures"))
    assert solde_de(facture) == 0
    page = lire(gestion, adresse(une, "rapprocher"))
    assert "Tout est rapproché" in page
    mouvement = MouvementBancaire.objects.get()
    gestion.post(adresse(une, "mouvement_defaire", mouvement.pk))
    assert solde_de(facture) == 12_000


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (b"<Document/>", "camt.053"),
        (camt(iban(999), [LigneLue(MARS, 1, "x")]), "pas un compte confirmé"),
        (b"\0\1", "ni un relevé camt.053 ni un fichier CSV"),
        (b'Date;Montant\n03/03/2025;"12' + b"x\n" * 100_000, "guillemet"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    une: Structure, notre: CompteBancaire, gestion: Navigateur, contenu: bytes, phrase: str
) -> None:
    page, ou = envoyer(gestion, une, contenu, "releve.xml")
    assert (phrase in page, ou) == (True, "")


def test_the_columns_of_a_csv_are_chosen_on_the_page(
    une: Structure, notre: CompteBancaire, gestion: Navigateur, tmp_path: Path
) -> None:
    with override_settings(VAR=tmp_path):
        fichier = b"Quand;Quoi;Combien\n03/03/2025;Don;12,50\n"
        page, ou = envoyer(gestion, une, fichier, "r.csv")
        assert "Colonnes comprises" in page
        choisie = f"{ou}?le=Quand&libelle=Quoi&montant=Combien"
        assert "mouvements à lire" in lire(gestion, choisie)
        gestion.post(choisie)
    assert MouvementBancaire.objects.get().montant_centimes == 1_250


# Lines


@pytest.fixture
def mouvement(notre: CompteBancaire, client_paye: Client) -> MouvementBancaire:
    facture_emise(client_paye, 5_000)
    releve = notre.releves.create(
        structure=notre.structure,
        fichier="r",
        empreinte="e",
        debut=MARS,
        fin=MARS,
        importe_le=notre.propose_le,
    )
    return MouvementBancaire.objects.create(
        structure=notre.structure,
        releve=releve,
        compte=notre,
        le=MARS,
        montant_centimes=5_000,
        libelle="VIR",
        cle="c",
    )


def test_a_proposal_is_accepted_in_place_or_on_a_page(
    une: Structure, gestion: Navigateur, mouvement: MouvementBancaire
) -> None:
    facture = Facture.objects.get()
    url = adresse(une, "mouvement_accepter", mouvement.pk)
    faux = gestion.post(url, {"cible": "factures:0"}, headers={"HX-Request": "true"})
    assert "plus là" in faux.content.decode()
    assert "Choisissez ce que" in texte(gestion.post(url, {"cible": "x"}, follow=True))
    page = gestion.post(url, {"cible": f"factures:{facture.pk}"}, headers={"HX-Request": "true"})
    assert "rapproché" in page.content.decode()
    assert solde_de(facture) == 0
    assert "montant seul est le même" in lire(gestion, adresse(une, "rapprocher"))


def test_another_target_is_chosen_by_hand(
    une: Structure, gestion: Navigateur, mouvement: MouvementBancaire, client_paye: Client
) -> None:
    url = adresse(une, "mouvement_choisir", mouvement.pk)
    assert "Que paie ce mouvement" in lire(gestion, url)
    assert "une seule des listes" in texte(gestion.post(url, {"autre": ""}))
    gestion.post(url, {"client": client_paye.pk})
    assert solde_de(Facture.objects.get()) == 0
    assert "VIR" in lire(gestion, adresse(une, "mouvements"))


def test_a_line_is_put_aside(
    une: Structure, gestion: Navigateur, mouvement: MouvementBancaire
) -> None:
    url = adresse(une, "mouvement_ecarter", mouvement.pk)
    lire(gestion, url)
    gestion.post(url, {"motif": "Virement entre deux comptes"})
    assert "Virement entre deux comptes" in lire(gestion, adresse(une, "rapprocher"))
