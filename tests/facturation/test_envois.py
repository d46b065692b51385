"""Invoices sent by e-mail: with their file, to who invoices are sent to, once."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings

from etrier.facturation.models import EnvoiFacture, Facture, FichierFacture, ReglageClient
from etrier.facturation.papier import exemples as ecrites
from etrier.facturation.papier.envois import (
    courriel_de,
    envoyer,
    envoyer_toutes,
    jamais_envoyees,
)
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from tests import fabrique
from tests.facturation.emises import emettre

pytestmark = pytest.mark.django_db
ADRESSE = "odile@exemple.test"


@pytest.fixture(autouse=True)
def _courriel() -> object:
    with override_settings(ETRIER_COURRIEL=True):
        yield


@pytest.fixture
def client_() -> Client:
    chez = fabrique.client(fabrique.structure("AI"), "particulier")
    chez.courriel = ADRESSE
    chez.save()
    return chez


def factures(client: Client, combien: int = 1) -> list[Facture]:
    return emettre(client.structure, client, combien)


def test_it_leaves_with_its_file_and_says_what_it_is(client_: Client) -> None:
    [une] = factures(client_)
    envoyer(une, par=None)
    [message] = mail.outbox
    assert message.to == [ADRESSE]
    assert message.reply_to == [ecrites.AI.courriel]
    assert message.subject == "Facture F2026-00001, Coup de main du Pas-Commun"
    assert "400,83\u00a0€ TTC" in message.body
    assert "au plus tard le 02/12/2026" in message.body
    [joint] = message.attachments
    assert (joint[0], joint[2]) == ("facture-F2026-00001.pdf", "application/pdf")
    assert joint[1] == bytes(FichierFacture.objects.get(facture=une).pdf)
    fait = EnvoiFacture.objects.get()
    assert (fait.facture, fait.courriel) == (une, ADRESSE)
    assert Acte.objects.filter(verbe="facture.envoyer").count() == 1


def test_the_address_for_invoices_goes_first(client_: Client) -> None:
    assert courriel_de(client_) == ADRESSE
    ReglageClient.objects.create(client=client_, courriel="compta@exemple.test")
    assert courriel_de(client_) == "compta@exemple.test"


def test_it_never_leaves_twice_unless_asked(client_: Client) -> None:
    [une] = factures(client_)
    envoyer(une, par=None)
    with pytest.raises(Refus, match="déjà partie"):
        envoyer(une, par=None)
    envoyer(une, par=None, encore=True)
    assert len(mail.outbox) == EnvoiFacture.objects.count() == 2


def test_a_draft_and_a_client_without_address_are_refused(client_: Client) -> None:
    brouillon = Facture.objects.create(structure=client_.structure, client=client_)
    with pytest.raises(Refus, match="brouillon"):
        envoyer(brouillon, par=None)
    client_.courriel = ""
    client_.save()
    [une] = factures(client_)
    with pytest.raises(Refus, match="n'a pas d'adresse électronique"):
        envoyer(une, par=None)
    assert mail.outbox == []


def test_a_message_that_does_not_leave_writes_nothing(
    client_: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tomber(*_args: object) -> int:
        raise SMTPServerDisconnected

    [une] = factures(client_)
    monkeypatch.setattr(EmailBackend, "send_messages", tomber)
    with pytest.raises(Refus, match="n'est pas parti"):
        envoyer(une, par=None)
    assert not EnvoiFacture.objects.exists()
    assert not Acte.objects.filter(verbe="facture.envoyer").exists()


def test_all_of_a_month_each_in_its_own_right(
    client_: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sent before, one without an address, one the server refuses, two that leave."""
    muet = fabrique.client(client_.structure, "particulier")
    deja, tombee, *autres = factures(client_, 4)
    [sans] = factures(muet)
    envoyer(deja, par=None)
    vraie = EmailBackend.send_messages

    def trier(self: EmailBackend, messages: list[mail.EmailMessage]) -> int:
        if tombee.numero in messages[0].subject:
            raise SMTPServerDisconnected
        return vraie(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", trier)
    vus: list[tuple[str, int, int]] = []
    bilan = envoyer_toutes([deja, tombee, *autres, sans], par=None, suivi=lambda *x: vus.append(x))
    assert bilan.parties == autres
    assert (bilan.deja, bilan.sans_adresse, bilan.refusees) == ([deja], [sans], [tombee])
    assert vus[-1] == ("envoi", 5, 5)
    assert set(jamais_envoyees(Facture.objects.all())) == {sans, tombee}
    monkeypatch.setattr(EmailBackend, "send_messages", vraie)
    assert envoyer_toutes(Facture.objects.all(), par=None).parties == [tombee]
    assert len(mail.outbox) == 4


@override_settings(ETRIER_COURRIEL=False)
def test_without_a_mail_server_nothing_is_tried(client_: Client) -> None:
    with pytest.raises(Refus, match="n'envoie pas de courriels"):
        envoyer_toutes(factures(client_), par=None)
    assert not FichierFacture.objects.exists()
