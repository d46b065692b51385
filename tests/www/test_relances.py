"""Late invoices on screen: proposed, sent in one act, on hold, and the account of a client."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client as Navigateur
from django.test import override_settings
from django.urls import reverse

from etrier.facturation.models import Facture, FichierFacture, ReglageClient, Relance
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.facturation import fabrique_factures as sap
from tests.facturation import monde
from tests.facturation.test_attestation import texte

pytestmark = pytest.mark.django_db


def entrer(une: Structure, role: Role = Role.GESTION) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(role, une))
    return navigateur


def adresse(nom: str, une: Structure, *arguments: object) -> str:
    return reverse(nom, args=[une.pk, *arguments])


def en_retard(*courriels: str) -> list[Facture]:
    """One late invoice a client, ten days after its due date; no address: on paper."""
    une = sap.organisme()
    sous = monde.contrat(une, "AI")
    for rang, courriel in enumerate(courriels):
        sap.travailler(sap.particulier(une, courriel=courriel), sous, [60], debut=1 + rang)
    # Thirty days to pay.
    return sap.facturer(une, le=aujourdhui() - timedelta(days=40))


@override_settings(ETRIER_COURRIEL=True)
def test_reminders_leave_in_one_act_by_mail_and_on_paper() -> None:
    odile, paul = en_retard("odile@exemple.test", "")
    une = odile.structure
    navigateur = entrer(une)
    page = navigateur.get(adresse("relances", une)).content.decode()
    assert "Relancer les 2 factures proposées" in page
    assert "rappel amiable" in page
    navigateur.post(adresse("relances_envoyer", une))
    assert [m.to for m in mail.outbox] == [["odile@exemple.test"]]
    assert odile.numero in mail.outbox[0].body
    assert paul.numero not in mail.outbox[0].body
    assert {r.courriel for r in Relance.objects.all()} == {"odile@exemple.test", ""}
    papier = Relance.objects.get(courriel="")
    lettre = navigateur.get(adresse("relances_lettres", une, papier.pk))
    assert lettre.headers["Content-Type"] == "application/pdf"
    lu = texte(lettre.content)
    assert paul.numero in lu
    assert odile.numero not in lu
    navigateur.post(adresse("relances_envoyer", une))
    assert (len(mail.outbox), Relance.objects.count()) == (1, 2)


@override_settings(ETRIER_COURRIEL=True)
def test_the_address_of_invoices_comes_first_and_the_invoice_is_joined() -> None:
    (odile,) = en_retard("odile@exemple.test")
    ReglageClient.objects.create(client=odile.client, courriel="factures@exemple.test")
    FichierFacture.objects.create(facture=odile, pdf=b"%PDF-1.7", empreinte="0" * 64)
    entrer(odile.structure).post(adresse("relances_envoyer", odile.structure))
    assert mail.outbox[0].to == ["factures@exemple.test"]
    assert mail.outbox[0].attachments[0][0] == f"{odile.numero}.pdf"


@override_settings(ETRIER_COURRIEL=True)
def test_a_mail_that_does_not_leave_becomes_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    (odile,) = en_retard("odile@exemple.test")

    def tomber(self: EmailBackend, messages: object) -> int:
        raise OSError("down")

    monkeypatch.setattr(EmailBackend, "send_messages", tomber)
    navigateur = entrer(odile.structure)
    page = navigateur.post(adresse("relances_envoyer", odile.structure), follow=True)
    assert "1 lettre est à poster" in page.content.decode()
    assert Relance.objects.get().courriel == ""


def test_many_reminders_go_by_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etrier.www.relances.actes.PAR_LOT", 2)
    une = en_retard("", "", "")[0].structure
    navigateur, ou = entrer(une), adresse("relances_envoyer", une)
    assert "2 sur 3" in navigateur.post(ou).content.decode()
    assert navigateur.post(ou, {"faites": "2", "lettres": "2"}).status_code == 302
    assert Relance.objects.count() == 3


def test_an_invoice_on_hold_is_proposed_no_more() -> None:
    (facture,) = en_retard("")
    une = facture.structure
    navigateur = entrer(une)
    ou = adresse("facture_litige", une, facture.pk)
    assert "obligatoire" in navigateur.post(ou, {"motif": ""}).content.decode()
    navigateur.post(ou, {"motif": "deux heures contestées"})
    page = navigateur.get(adresse("relances", une)).content.decode()
    assert "en litige : deux heures contestées" in page.replace("\u00a0", " ")
    assert "factures proposées" not in page
    navigateur.post(adresse("relances_envoyer", une))
    assert not Relance.objects.exists()
    fiche = navigateur.get(adresse("impayee", une, facture.pk)).content.decode()
    assert "Lever le litige" in fiche
    navigateur.post(adresse("facture_litige_lever", une, facture.pk))
    assert (
        "Relancer la facture proposée" in navigateur.get(adresse("relances", une)).content.decode()
    )


def test_the_delays_are_the_structure_s() -> None:
    (facture,) = en_retard("")
    une = facture.structure
    navigateur, ou = entrer(une), adresse("relances_reglages", une)
    delais = {"amiable_jours": "15", "ferme_jours": "30", "mise_en_demeure_jours": "45"}
    refus = navigateur.post(ou, delais | {"ferme_jours": "15", "reponse_jours": "8"})
    assert "Les délais se suivent" in refus.content.decode()
    assert navigateur.post(ou, delais | {"reponse_jours": "8"}).status_code == 302
    page = navigateur.get(adresse("relances", une)).content.decode()
    assert "factures proposées" not in page
    assert "Rappel amiable à 15 jours" in page


def test_the_account_of_a_client_is_read_printed_and_exported() -> None:
    facture = sap.facture_simple([120])
    sap.payer(facture, 1_500, "cheque", reference="CH 7")
    une = facture.structure
    navigateur, ou = entrer(une, Role.LECTURE), adresse("compte_client", une, facture.client_id)
    page = navigateur.get(ou).content.decode()
    assert facture.numero in page
    assert "25,00" in page
    csv = navigateur.get(ou + "?format-compte=csv").content.decode("utf-8-sig")
    assert "CH 7" in csv
    periode = "?debut=2025-04-10&fin=2025-12-31"
    assert "reporté au 10/04/2025" in navigateur.get(ou + periode).content.decode()
    pdf = navigateur.get(adresse("compte_client_pdf", une, facture.client_id) + periode)
    assert "Solde reporté 40,00 €" in texte(pdf.content)
    fiche = entrer(une).get(adresse("client", une, facture.client_id)).content.decode()
    assert ou in fiche


def test_a_bad_period_reads_the_whole_account() -> None:
    facture = sap.facture_simple([120])
    ou = adresse("compte_client", facture.structure, facture.client_id)
    page = entrer(facture.structure).get(ou + "?debut=hier")
    assert facture.numero in page.content.decode()
