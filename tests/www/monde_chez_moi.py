"""Somebody and her phone, on Monday 2 June 2025."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etrier.parcours.chez_moi.actions import remettre
from etrier.parcours.models import Contrat, Salarie
from etrier.structures.models import Convention
from tests import fabrique

PAGES = ("moi", "moi_planning", "moi_heures", "moi_papiers", "moi_aide", "moi_dates", "moi_droits")
LUNDI = datetime(2025, 6, 2, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def horloge() -> Iterator[Any]:
    """Monday 2 June 2025, nine o'clock; a test may move it."""
    with patch("django.utils.timezone.now", return_value=LUNDI) as maintenant:
        yield maintenant


@pytest.fixture
def convention() -> Convention:
    return fabrique.convention(fabrique.structure("Atelier"), "ACI")


@pytest.fixture
def camille(convention: Convention) -> Salarie:
    """Born a 17 May."""
    return fabrique.salarie(convention.structure)


@pytest.fixture
def contrat(camille: Salarie, convention: Convention) -> Contrat:
    return fabrique.contrat(camille, convention)


def ouvrir(salarie: Salarie, *, a_moi: bool = True, telephone: str = "") -> Client:
    """A phone that opened the link of somebody born a 17 May."""
    phone = Client()
    reponse = essayer(phone, remettre(salarie, telephone=telephone, par=None).jeton, a_moi=a_moi)
    assert reponse.status_code == 302
    return phone


def essayer(
    phone: Client, jeton: str, *, jour: int | str = 17, mois: int | str = 5, a_moi: bool = False
) -> Any:
    envoye = {"jour": jour, "mois": mois} | ({"a_moi": "1"} if a_moi else {})
    return phone.post(reverse("moi_lien", args=[jeton]), envoye)


def lire(phone: Client, nom: str, **suite: Any) -> str:
    reponse = phone.get(reverse(nom, kwargs=suite))
    assert reponse.status_code == 200
    return str(reponse.content.decode())
