"""Somebody whose contract ran all 2025, on 1 March 2026."""

from datetime import date

import pytest

from etrier.parcours.models import Salarie, Sortie
from etrier.parcours.sorties.actions import Depart, enregistrer_sortie
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.models import Convention, Structure
from tests import fabrique

LE = date(2026, 3, 1)
FIN = date(2025, 12, 31)


@pytest.fixture(autouse=True)
def le_premier_mars(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("actions", "verification"):
        monkeypatch.setattr(f"etrier.parcours.sorties.{module}.aujourdhui", lambda: LE)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def convention(aci: Structure) -> Convention:
    return fabrique.convention(aci, "ACI")


@pytest.fixture
def camille(aci: Structure, convention: Convention) -> Salarie:
    """Somebody whose only contract ran all 2025."""
    qui = fabrique.salarie(aci)
    fabrique.contrat(qui, convention)
    return qui


def acces(dans: Structure, role: Role = Role.CIP) -> Acces:
    return Acces(fabrique.utilisateur(role, dans), dans, frozenset({role}))


def sortir(qui: Salarie, sous: Convention, motif: MotifSortie = MotifSortie.CDI_NON_AIDE) -> Sortie:
    return enregistrer_sortie(qui, Depart(sous, FIN, motif, " Atelier d'essai "), par=None)
