"""Screens of papers: printing a month, its archive, sending."""

import re
import zipfile
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client as Navigateur
from django.test import override_settings
from django.urls import reverse
from pypdf import PdfReader

from etrier.facturation.models import DepotFactures, EnvoiFacture, Facture, FichierFacture
from etrier.facturation.papier import exemples
from etrier.missions.models import Client
from etrier.socle.horloge import maintenant
from etrier.structures.enums import Role
from tests import fabrique
from tests.facturation.emises import MOIS, emettre
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_() -> Client:
    chez = fabrique.client(fabrique.structure("AI"), "particulier")
    chez.courriel = "odile@exemple.test"
    chez.save()
    return chez


@pytest.fixture
def equipe(client_: Client) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.GESTION, client_.structure))
    return navigateur


def propre(html: str) -> str:
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


def lire(navigateur: Navigateur, nom: str, /, *args: Any) -> str:
    return propre(navigateur.get(reverse(nom, args=args)).content.decode())


def poster(navigateur: Navigateur, nom: str, /, *args: Any, **champs: Any) -> str:
    reponse = navigateur.post(reverse(nom, args=args), champs, follow=True)
    return propre(reponse.content.decode())


def test_a_month_is_printed_then_downloaded(equipe: Navigateur, client_: Client) -> None:
    factures, une = emettre(client_.structure, client_, 3), client_.structure.pk
    assert "Imprimer les 3 factures" in lire(equipe, "factures_papiers", une, MOIS)
    page = poster(equipe, "factures_imprimer", une, MOIS)
    assert "3 factures imprimées." in page
    assert "Imprimer les" not in page
    rendu = equipe.get(reverse("factures_zip", args=[une, MOIS]))
    assert 'filename="factures-2026-10.zip"' in rendu["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(rendu.content)) as archive:
        assert archive.namelist() == [f"facture-{f.numero}.pdf" for f in factures]
        garde = bytes(FichierFacture.objects.get(facture=factures[0]).pdf)
        assert archive.read(archive.namelist()[0]) == garde


def test_many_are_printed_in_batches_that_say_how_far(
    equipe: Navigateur, client_: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etrier.www.factures_papier.views.IMPRIMEES_PAR_DEMANDE", 2)
    emettre(client_.structure, client_, 3)
    une = client_.structure.pk
    assert "2 sur 3" in poster(equipe, "factures_imprimer", une, MOIS)
    assert "3 factures imprimées." in poster(equipe, "factures_imprimer", une, MOIS, faites=2)
    assert FichierFacture.objects.count() == 3


@override_settings(ETRIER_COURRIEL=True)
def test_many_are_sent_in_batches_and_a_server_that_refuses_is_left_alone(
    equipe: Navigateur, client_: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etrier.www.factures_papier.views.ENVOIS_PAR_DEMANDE", 2)
    emettre(client_.structure, client_, 5)
    une = client_.structure.pk
    assert "2 sur 5" in poster(equipe, "factures_envoyer", une, MOIS)

    def tomber(self: object, messages: object) -> int:
        raise OSError("down")

    monkeypatch.setattr(EmailBackend, "send_messages", tomber)
    page = poster(equipe, "factures_envoyer", une, MOIS, faites=2)
    assert "2 factures envoyées." in page
    assert "2 courriels ne sont pas partis" in page
    assert "1 facture reste à envoyer" in page
    assert len(mail.outbox) == 2


def test_what_leaves_by_post_is_one_file(equipe: Navigateur, client_: Client) -> None:
    une, muet = client_.structure.pk, fabrique.client(client_.structure, "particulier")
    factures = emettre(client_.structure, client_, 2)
    [papier] = emettre(client_.structure, muet, 1)
    attend = reverse("factures_liasse", args=[une, MOIS])
    assert "imprimez-les d’abord" in propre(equipe.get(attend, follow=True).content.decode())
    page = poster(equipe, "factures_imprimer", une, MOIS)
    assert "La facture sans adresse électronique" in page
    assert numeros(equipe.get(attend).content) == [papier.numero]
    toutes = equipe.get(attend, {"toutes": "1", "recto_verso": "1"})
    assert numeros(toutes.content) == [f.numero for f in (*factures, papier)]


def numeros(pdf: bytes) -> list[str]:
    """The invoices of a file, in the order of its pages."""
    mots = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return list(dict.fromkeys(re.findall(r"F\d{4}-\d{5}", mots)))


def test_a_month_is_handed_to_a_platform_once(equipe: Navigateur, client_: Client) -> None:
    une, ville = client_.structure.pk, fabrique.client(client_.structure, "collectivite")
    emettre(client_.structure, client_, 1)
    assert "Chorus Pro" not in lire(equipe, "factures_papiers", une, MOIS)
    [facture] = emettre(client_.structure, ville, 1, (exemples.publique(),))
    assert "1 facture de client" in lire(equipe, "factures_papiers", une, MOIS)
    assert "Choisissez la forme" in poster(equipe, "factures_deposer", une, MOIS, forme="fax")
    page = poster(equipe, "factures_deposer", une, MOIS, forme="ubl")
    assert "téléchargez son archive" in page
    assert "Préparer leur dépôt" not in page
    depot = DepotFactures.objects.get()
    rendu = equipe.get(reverse("depot_zip", args=[une, depot.pk]))
    with zipfile.ZipFile(BytesIO(rendu.content)) as archive:
        assert archive.namelist() == [f"{client_.structure.siret}-facture-{facture.numero}.xml"]
    assert "n’attend d’être déposée" in poster(equipe, "factures_deposer", une, MOIS, forme="ubl")


def test_one_invoice_opens_as_it_was_first_printed(equipe: Navigateur, client_: Client) -> None:
    [une] = emettre(client_.structure, client_, 1)
    adresse = reverse("facture_pdf", args=[client_.structure.pk, une.pk])
    premier = equipe.get(adresse)
    assert premier["Content-Type"] == "application/pdf"
    assert 'filename="facture-F2026-00001.pdf"' in premier["Content-Disposition"]
    assert equipe.get(adresse).content == premier.content
    assert FichierFacture.objects.count() == 1


def test_a_draft_shows_what_it_would_look_like(equipe: Navigateur, client_: Client) -> None:
    brouillon = Facture.objects.create(structure=client_.structure, client=client_)
    rendu = equipe.get(reverse("facture_pdf", args=[client_.structure.pk, brouillon.pk]))
    assert rendu.content.startswith(b"%PDF")
    assert not FichierFacture.objects.exists()


@override_settings(ETRIER_COURRIEL=True)
def test_a_month_is_sent_and_who_has_no_address_is_said(
    equipe: Navigateur, client_: Client
) -> None:
    une, muet = client_.structure.pk, fabrique.client(client_.structure, "particulier")
    emettre(client_.structure, client_, 2)
    emettre(client_.structure, muet, 1)
    page = lire(equipe, "factures_papiers", une, MOIS)
    assert "Envoyer 2 factures par courriel" in page
    assert "1 sans adresse électronique" in re.sub(r"<[^>]+>", "", page)
    assert "2 factures envoyées." in poster(equipe, "factures_envoyer", une, MOIS)
    assert len(mail.outbox) == EnvoiFacture.objects.count() == 2
    assert "Envoyer" not in re.sub(
        r"Imprimer et envoyer", "", lire(equipe, "factures_papiers", une, MOIS)
    )


@override_settings(ETRIER_COURRIEL=True)
def test_one_is_sent_and_again_only_when_asked(equipe: Navigateur, client_: Client) -> None:
    [une] = emettre(client_.structure, client_, 1)
    adresse = (client_.structure.pk, une.pk)
    assert "odile@exemple.test" in lire(equipe, "facture_envoyer", *adresse)
    poster(equipe, "facture_envoyer", *adresse)
    assert len(mail.outbox) == 1
    assert "Elle est déjà partie" in poster(equipe, "facture_envoyer", *adresse)
    assert len(mail.outbox) == 1
    poster(equipe, "facture_envoyer", *adresse, encore="on")
    assert len(mail.outbox) == 2


def test_without_a_mail_server_it_is_said(equipe: Navigateur, client_: Client) -> None:
    emettre(client_.structure, client_, 1)
    page = lire(equipe, "factures_papiers", client_.structure.pk, MOIS)
    assert "n’envoie pas de courriels" in page
    assert "par courriel</button>" not in page


def test_another_structure_s_invoice_is_not_there(equipe: Navigateur, client_: Client) -> None:
    ailleurs = fabrique.client(fabrique.structure("Autre"))
    [leur] = emettre(ailleurs.structure, ailleurs, 1)
    ici = client_.structure.pk
    assert equipe.get(reverse("facture_pdf", args=[ici, leur.pk])).status_code == 404
    assert equipe.post(reverse("facture_envoyer", args=[ici, leur.pk])).status_code == 404
    depot = DepotFactures.objects.create(structure=ailleurs.structure, le=maintenant(), forme="cii")
    assert equipe.get(reverse("depot_zip", args=[ici, depot.pk])).status_code == 404
