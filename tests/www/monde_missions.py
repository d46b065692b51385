"""An AI on a day of June: a contract, a client, and who looks."""

from datetime import date

import pytest
from django.test import Client as Navigateur

from etrier.missions.models import Client
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique

LE = date(2025, 6, 16)


@pytest.fixture(autouse=True)
def un_jour_de_juin(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tableaux", "periodes", "forms", "chantiers"):
        monkeypatch.setattr(f"etrier.www.missions.{module}.aujourdhui", lambda: LE)


@pytest.fixture
def ai() -> Structure:
    return fabrique.structure("AI")


@pytest.fixture
def contrat(ai: Structure) -> Contrat:
    return fabrique.contrat(fabrique.salarie(ai), fabrique.convention(ai, "AI"), genre="CDDU")


@pytest.fixture
def ville(ai: Structure) -> Client:
    return fabrique.client(ai)


def entrer(client: Navigateur, dans: Structure, role: Role = Role.GESTION) -> None:
    client.force_login(fabrique.utilisateur(role, dans))
