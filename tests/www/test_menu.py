"""The menu opens what a role opens, and nothing else."""

from datetime import date

import pytest
from django.test import Client

from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.www.menu import PLAN, composer
from tests.fabrique import structure, utilisateur

pytestmark = pytest.mark.django_db


def acces(*roles: Role) -> Acces:
    la = structure()
    return Acces(utilisateur(), la, frozenset(roles))


def liens(acces: Acces) -> list[str]:
    mois = date(2026, 10, 1)
    return [lien.adresse for section in composer(acces, mois, "/") for lien in section.liens]


def test_the_direction_opens_every_link() -> None:
    assert len(liens(acces(Role.DIRECTION))) == sum(len(entrees) for _, entrees in PLAN)


def test_a_monthly_link_bears_the_month() -> None:
    assert any(adresse.endswith("/heures/2026-10/") for adresse in liens(acces(Role.GESTION)))


def test_a_facilitator_sees_clauses_and_no_person() -> None:
    vus = " ".join(liens(acces(Role.FACILITATION)))
    assert "/marches/" in vus
    assert "/salaries/" not in vus
    assert "/paie/" not in vus


@pytest.mark.parametrize("role", Role)
def test_every_link_of_a_role_answers(client: Client, role: Role) -> None:
    la = structure()
    compte = utilisateur(role, la)
    client.force_login(compte)
    for adresse in liens(Acces(compte, la, frozenset({role}))):
        assert client.get(adresse).status_code == 200, adresse


def test_the_page_shown_is_marked() -> None:
    une = acces(Role.DIRECTION)
    chemin = f"/s/{une.structure.pk}/"
    actifs = [
        lien.adresse
        for section in composer(une, date(2026, 10, 1), chemin)
        for lien in section.liens
        if lien.actif
    ]
    assert actifs == [chemin]


def test_a_folded_section_stays_so_but_where_one_is(client: Client) -> None:
    la = structure()
    client.force_login(utilisateur(Role.DIRECTION, la))
    client.cookies["menu_replie"] = "argent.structure.inconnue"
    menu = client.get(f"/s/{la.pk}/").context["menu"]
    assert [s.cle for s in menu if s.repliee] == ["argent"]
    page = client.get(f"/s/{la.pk}/").content.decode()
    repliee = page[page.index('data-section="argent"') :]
    assert " open>" not in " ".join(repliee[: repliee.index("<summary")].split())
