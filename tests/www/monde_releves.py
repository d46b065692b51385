"""The relevés of March on a clock moved by hand, and the team that follows them."""

from collections.abc import Iterator

import pytest
from django.test import Client as Navigateur
from django.test import override_settings

from etrier.structures.enums import Role
from tests import fabrique
from tests.heures.monde_releves import Horloge, Monde, batir

MODULES = (
    *(f"etrier.heures.{m}" for m in ("releves.actions", "releves.reponses", "releves.liens")),
    *(f"etrier.www.releves.{m}" for m in ("suivi", "views", "forms")),
)


@pytest.fixture(autouse=True)
def horloge(monkeypatch: pytest.MonkeyPatch) -> Horloge:
    posee = Horloge()
    posee.poser(monkeypatch, *MODULES)
    return posee


@pytest.fixture
def monde() -> Monde:
    return batir()


@pytest.fixture
def equipe(monde: Monde) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.GESTION, monde.structure))
    return navigateur


@pytest.fixture
def avec_courriel() -> Iterator[None]:
    with override_settings(ETRIER_COURRIEL=True, DEFAULT_FROM_EMAIL="heures@exemple.test"):
        yield
