"""The home of a structure: what awaits, and the year's ETP from closed months."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from etrier.cloture.actions import cloturer
from etrier.parcours.models import PassIae
from etrier.socle import horloge
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests.fabrique import (
    annexe,
    clause,
    contrat,
    convention,
    heures,
    salarie,
    structure,
    utilisateur,
    valider_mois,
)
from tests.fabrique import client as acheteur
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _au_vingt_fevrier(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("etrier.www.accueil.views", "etrier.www.contexte"):
        monkeypatch.setattr(f"{module}.aujourdhui", lambda: date(2025, 2, 20))
    assert horloge.aujourdhui() != date(2025, 2, 20)


@pytest.fixture
def la() -> Structure:
    """An ACI: 7 h validated and closed in January, one draft in February."""
    la = structure()
    sous = convention(la)
    annexe(sous, annee=2025, etp_centiemes=100)
    signe = contrat(salarie(la), sous, fin=date(2025, 4, 10))
    heures(signe, date(2025, 1, 6), 7 * 60)
    valider_mois(la, date(2025, 1, 1))
    cloturer([la.pk], date(2025, 1, 1), par=None)
    heures(signe, date(2025, 2, 3), 7 * 60)
    return la


def page(client: Client, la: Structure, role: Role, **demande: str) -> str:
    client.force_login(utilisateur(role, la))
    html = client.get(reverse("structure", args=[la.pk]), demande).content.decode()
    return re.sub(r"\s+", " ", html.replace("\u202f", " ").replace("\u00a0", " "))


def test_it_says_what_awaits(client: Client, la: Structure) -> None:
    html = page(client, la, Role.DIRECTION)
    assert fautes(html) == []
    assert "ligne en brouillon : février 2025" in html
    assert "Le mois en cours porte des heures" in html
    assert f'href="{reverse("radar", args=[la.pk])}">Échéances</a>' in html


def test_it_draws_the_year_with_the_same_figures_beside(client: Client, la: Structure) -> None:
    html = page(client, la, Role.DIRECTION)
    # 7 h / 1 820 h = 0,003846 annual ETP, x 12 = 0,046152, cut to 0,04 as the State does.
    assert '"valeurs": [46152]' in html
    assert '"valeurs": [1000000]' in html
    assert ">0,04 <" in html
    assert ">−0,96 <" in html
    assert "janvier 2025" in html


def test_the_export_holds_the_same_year(client: Client, la: Structure) -> None:
    client.force_login(utilisateur(Role.LECTURE, la))
    reponse = client.get(reverse("structure", args=[la.pk]), {"format-etp": "csv"})
    lignes = reponse.content.decode("utf-8-sig").splitlines()
    assert lignes[1].split(";")[0] == "2025-01"
    assert lignes[1].split(";")[2:6] == ["7:00", "0,046152", "1,00", "-0,96"]


def test_roles_see_their_part_only(client: Client, la: Structure) -> None:
    cip = page(client, la, Role.CIP)
    assert "Heures à valider" in cip
    assert "équivalents temps plein" not in cip
    facilitation = page(client, la, Role.FACILITATION)
    assert "Heures à valider" not in facilitation
    assert "Échéances" not in facilitation
    assert "Mois clos" not in facilitation


def test_what_is_late_is_counted_as_an_alert(client: Client, la: Structure) -> None:
    PassIae.objects.update(fin=date(2025, 2, 10))
    html = page(client, la, Role.CIP)
    # The PASS is over, and nobody accompanies her.
    assert '<span class="chiffre-cle">2</span> <p>échéances en retard ;' in html


def test_an_empty_structure_says_how_to_begin(client: Client) -> None:
    html = page(client, structure(), Role.DIRECTION)
    assert fautes(html) == []
    assert "Pour commencer" in html
    assert "équivalents temps plein" not in html


def test_an_annexe_without_a_closed_month_says_what_to_do(client: Client) -> None:
    la = structure()
    annexe(convention(la))
    assert "Clôturez un premier mois" in page(client, la, Role.LECTURE)


def test_a_facilitator_is_told_how_many_clauses_run(client: Client) -> None:
    la = structure()
    clause(acheteur(la))
    assert "clause sociale en cours" in page(client, la, Role.FACILITATION)


def test_the_page_asks_few_queries(
    client: Client, la: Structure, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(utilisateur(Role.DIRECTION, la))
    with django_assert_max_num_queries(37):
        client.get(reverse("structure", args=[la.pk]))
