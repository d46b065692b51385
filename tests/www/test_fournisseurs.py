"""The invoices received on the screen: read, seen, taken, decided; and the XML of those issued."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.facturation.enums import EtatFactureFournisseur
from etrier.facturation.formats.validation import verifier
from etrier.facturation.fournisseurs.actions import recevoir, saisir
from etrier.facturation.models import Facture, FactureFournisseur
from etrier.facturation.papier import exemples
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.facturation.emises import emettre
from tests.facturation.test_fournisseurs import TYPEE
from tests.www.mondes.fournisseurs import xml_pour

pytestmark = pytest.mark.django_db
ICI = Path(__file__).parents[1] / "facturation" / "fichiers" / "formats"


@pytest.fixture
def maison() -> Structure:
    return fabrique.structure()


@pytest.fixture
def ecran(maison: Structure) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.GESTION, maison))
    return navigateur


def _adresse(nom: str, maison: Structure, *suite: object) -> str:
    return reverse(nom, args=[maison.pk, *suite])


def _deposer(ecran: Navigateur, maison: Structure, contenu: bytes, nom: str = "f.xml") -> object:
    fichier = SimpleUploadedFile(nom, contenu)
    return ecran.post(_adresse("fournisseur_lire", maison), {"fichier": fichier})


def test_a_file_is_seen_then_taken(ecran: Navigateur, maison: Structure) -> None:
    envoi = _deposer(ecran, maison, xml_pour(maison))
    apercu = envoi["Location"]  # type: ignore[index]
    page = ecran.get(apercu).content.decode()
    assert "Structure d&#x27;essai" in page
    assert "BR-FR-05" in page  # this one has no mention: the rules say so
    assert not FactureFournisseur.objects.exists()
    recue = ecran.post(apercu)
    une = FactureFournisseur.objects.get()
    assert recue["Location"] == _adresse("fournisseur", maison, une.pk)
    assert ecran.get(apercu).status_code == 404
    page = ecran.get(recue["Location"]).content.decode()
    assert "BR-FR-05" in page
    assert "Entretien" in page


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (b"rien", "ni un PDF ni un XML"),
        ((ICI / "fnfe_fail_Facture_DOM_EN16931.pdf").read_bytes(), "pas à"),
        (b"%PDF-1.7", "ne s&#x27;ouvre pas"),
    ],
)
def test_a_wrong_file_is_refused_on_its_form(
    ecran: Navigateur, maison: Structure, contenu: bytes, phrase: str
) -> None:
    page = _deposer(ecran, maison, contenu).content.decode()  # type: ignore[attr-defined]
    assert phrase in page
    assert not FactureFournisseur.objects.exists()


def test_the_file_comes_back_as_it_was(ecran: Navigateur, maison: Structure) -> None:
    xml = xml_pour(maison)
    recue = recevoir(maison, xml, None)
    rendu = ecran.get(_adresse("fournisseur_fichier", maison, recue.pk))
    assert (rendu.content, rendu["Content-Type"]) == (xml, "application/xml")
    saisie = saisir(maison, **TYPEE)
    assert ecran.get(_adresse("fournisseur_fichier", maison, saisie.pk)).status_code == 404


def test_one_typed_then_affected_approved_and_paid(ecran: Navigateur, maison: Structure) -> None:
    chantier = fabrique.chantier(maison)
    ecran.post(
        _adresse("fournisseur_saisir", maison),
        {
            "fournisseur": "Quincaillerie",
            "numero": "Q-1",
            "emise_le": "2026-10-02",
            "ht_centimes": "100",
            "tva_centimes": "20",
            "nature": "autre",
        },
    )
    une = FactureFournisseur.objects.get()
    assert une.ttc_centimes == 120_00
    affectation = {"nature": "fournitures", "chantier": chantier.pk}
    ecran.post(_adresse("fournisseur_affecter", maison, une.pk), affectation)
    ecran.post(_adresse("fournisseur_approuver", maison, une.pk))
    ecran.post(_adresse("fournisseur_payer", maison, une.pk), {"le": "2026-11-02"})
    une.refresh_from_db()
    assert (une.nature, une.chantier, une.etat) == (
        "fournitures", chantier, EtatFactureFournisseur.PAYEE,
    )  # fmt: skip
    motif = {"motif": "Trop cher"}
    refus = ecran.post(_adresse("fournisseur_refuser", maison, une.pk), motif).content.decode()
    assert "cela ne se fait plus" in refus


def test_a_refusal_asks_why_and_its_page_keeps_it(ecran: Navigateur, maison: Structure) -> None:
    une = saisir(maison, **TYPEE)
    refuser, page = (_adresse(n, maison, une.pk) for n in ("fournisseur_refuser", "fournisseur"))
    assert 'name="motif"' in ecran.get(refuser).content.decode()
    for motif in ("", "   ", "x" * 201):
        assert "is-invalid" in ecran.post(refuser, {"motif": motif}).content.decode()
    une.refresh_from_db()
    assert une.etat == EtatFactureFournisseur.A_CONTROLER
    assert "Motif du refus" not in ecran.get(page).content.decode()
    lue = ecran.post(refuser, {"motif": "Heures <jamais> faites"}, follow=True).content.decode()
    assert "Motif du refus" in lue
    assert "Heures &lt;jamais&gt; faites" in lue


def test_the_list_keeps_one_state(ecran: Navigateur, maison: Structure) -> None:
    saisir(maison, **TYPEE)
    liste = _adresse("fournisseurs", maison)
    assert "Q-12" in ecran.get(liste).content.decode()
    assert "Q-12" in ecran.get(liste, {"etat": "a_controler"}).content.decode()
    assert "Q-12" not in ecran.get(liste, {"etat": "payee"}).content.decode()


def test_another_account_is_told_before_paying(ecran: Navigateur, maison: Structure) -> None:
    premiere = saisir(maison, **TYPEE | {"iban": "FR7630001007941234567890185"})
    autre = saisir(maison, **TYPEE | {"numero": "Q-13", "iban": "FR7610107001011234567890129"})
    for nom in ("fournisseur", "fournisseur_approuver"):
        assert "Appelez-le" in ecran.get(_adresse(nom, maison, autre.pk)).content.decode()
        page = ecran.get(_adresse(nom, maison, premiere.pk)).content.decode()
        assert "Appelez-le" not in page


def test_an_invoice_of_another_structure_is_not_there(ecran: Navigateur, maison: Structure) -> None:
    ailleurs = saisir(fabrique.structure(), **TYPEE)
    assert ecran.get(_adresse("fournisseur", maison, ailleurs.pk)).status_code == 404


@pytest.mark.parametrize("forme", ["cii", "ubl"])
def test_the_xml_of_an_issued_invoice(ecran: Navigateur, maison: Structure, forme: str) -> None:
    client = fabrique.client(maison)
    (facture,) = emettre(maison, client, 1, [exemples.entreprise()])
    rendu = ecran.get(_adresse(f"facture_{forme}", maison, facture.pk))
    assert rendu["Content-Disposition"] == f'attachment; filename="F2026-00001-{forme}.xml"'
    assert verifier(rendu.content) == []


def test_a_draft_has_no_xml(ecran: Navigateur, maison: Structure) -> None:
    brouillon = Facture.objects.create(structure=maison, client=fabrique.client(maison))
    rendu = ecran.get(_adresse("facture_cii", maison, brouillon.pk))
    assert rendu.status_code == 409
    assert "émettez d" in rendu.content.decode()
