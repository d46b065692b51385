"""The page of the pathway, its files and its PDF."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from etrier.parcours.models import Contrat, LectureSecret
from etrier.structures.enums import Role
from tests import fabrique
from tests.parcours.monde_radar import LE, suivie
from tests.www.monde_heures import lire
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _le_jour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etrier.www.frise.views.aujourdhui", lambda: LE)


@pytest.fixture
def contrat() -> Contrat:
    return suivie(debut=date(2024, 3, 4), fin=date(2025, 8, 31))


@pytest.fixture
def client(contrat: Contrat) -> Client:
    navigateur = Client()
    navigateur.force_login(fabrique.utilisateur(Role.CIP, contrat.structure))
    return navigateur


def adresse(contrat: Contrat, nom: str = "frise", **autres: Any) -> str:
    elle = {"structure_id": contrat.structure_id, "salarie_id": contrat.salarie_id}
    return reverse(nom, kwargs=elle | autres)


def test_the_picture_the_list_and_the_table_say_the_same(client: Client, contrat: Contrat) -> None:
    html = lire(client, adresse(contrat))
    assert fautes(html) == []
    assert html.count('role="img"') == 1
    # On the picture, in the list of the phone, in the table.
    assert html.count(f"CDD d'insertion {contrat.numero}") >= 3
    assert "du 04/03/2024 au 31/08/2025" in html
    assert 'aria-current="true">Tout</a>' in html
    assert LectureSecret.objects.count() == 0


def test_a_closer_look_shows_what_is_in_it(client: Client, contrat: Contrat) -> None:
    html = lire(client, adresse(contrat), mois="3", du="2026-01")
    assert 'aria-current="true">3 mois</a>' in html
    assert "du 04/03/2024 au 31/08/2025" not in html
    assert "?mois=3&du=2025-12" in html


def test_the_dates_are_a_file_too(client: Client, contrat: Contrat) -> None:
    fichier = client.get(adresse(contrat), {"format-dates": "csv"}).content.decode("utf-8-sig")
    assert f"2024-03-04;2025-08-31;contrat;CDD d'insertion {contrat.numero}" in fichier


def test_the_pdf_is_archived_tagged_and_holds_every_date(client: Client, contrat: Contrat) -> None:
    reponse = client.get(adresse(contrat, "frise_pdf"))
    assert reponse.headers["Content-Type"] == "application/pdf"
    lu = PdfReader(BytesIO(reponse.content))
    premiere = lu.pages[0]
    assert premiere.mediabox.width > premiere.mediabox.height
    textes = [page.extract_text() for page in lu.pages]
    assert f"Parcours de {contrat.salarie.personne}" in textes[0]
    assert "PASS IAE" in textes[0]
    assert contrat.numero in textes[0]
    assert "04/03/2024" in textes[1]
    assert "/StructTreeRoot" in lu.root_object
    assert b"pdfaid" in reponse.content


def test_somebody_without_anything_has_a_sentence(client: Client, contrat: Contrat) -> None:
    neuve = fabrique.salarie(contrat.structure)
    neuve.personne.les_pass.all().delete()
    html = lire(client, adresse(contrat, salarie_id=neuve.pk))
    assert "le parcours commence avec un PASS ou un contrat" in html
    assert fautes(html) == []
    assert client.get(adresse(contrat, "frise_pdf", salarie_id=neuve.pk)).status_code == 200


def test_it_asks_few_questions(
    client: Client, contrat: Contrat, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for rang in range(12):
        debut = date(2020, 1 + rang, 1)
        fabrique.contrat(contrat.salarie, contrat.convention, debut=debut, fin=debut)
    with django_assert_max_num_queries(22):
        lire(client, adresse(contrat))
