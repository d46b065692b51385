"""An ACI on a day of June, somebody employed there, and who looks."""

from datetime import date

import pytest
from django.test import Client

from etrier.parcours.models import Salarie
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique

LE = date(2025, 6, 16)


@pytest.fixture(autouse=True)
def un_jour_de_juin(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("salaries.views", "salaries.actes_contrats", "salaries.forms"):
        monkeypatch.setattr(f"etrier.www.{module}.aujourdhui", lambda: LE)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def camille(aci: Structure) -> Salarie:
    """Somebody under contract all year, with hours in May."""
    qui = fabrique.salarie(aci, "AUBIER")
    signe = fabrique.contrat(qui, fabrique.convention(aci, "ACI"))
    fabrique.heures(signe, date(2025, 5, 5), 420)
    fabrique.heures(signe, date(2025, 5, 6), 210, nature=2)
    return qui


def entrer(client: Client, dans: Structure, role: Role = Role.CIP) -> None:
    client.force_login(fabrique.utilisateur(role, dans))
