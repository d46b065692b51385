"""Somebody accompanied, her adviser's browser, and one who is not her adviser's."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from etrier.parcours.models import Salarie
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.monde_heures import texte

SECRET = "Dort chez sa tante depuis la séparation"


@pytest.fixture
def qui() -> Salarie:
    """Somebody under contract."""
    une = fabrique.structure()
    salarie = fabrique.salarie(une)
    fabrique.contrat(salarie, fabrique.convention(une), debut=date(2024, 1, 1), fin=None)
    return salarie


@pytest.fixture
def client(qui: Salarie) -> Client:
    """Her assigned adviser, signed in."""
    conseillere = fabrique.utilisateur(Role.CIP, qui.structure)
    fabrique.accompagner(qui.structure, conseillere)
    return entrer(conseillere)


def entrer(compte: object) -> Client:
    navigateur = Client()
    navigateur.force_login(compte)  # type: ignore[arg-type]
    return navigateur


def en_tant_que(qui: Salarie, role: Role) -> Client:
    return entrer(fabrique.utilisateur(role, qui.structure))


def adresse(qui: Salarie, nom: str, **autres: int) -> str:
    """An address about her, or about another object."""
    cles = autres or {"salarie_id": qui.pk}
    return reverse(nom, kwargs={"structure_id": qui.structure_id, **cles})


def liste(qui: Salarie, nom: str) -> str:
    """An address of the whole structure."""
    return reverse(nom, args=[qui.structure_id])


def ecrire(client: Client, qui: Salarie, **champs: object) -> str:
    demande = {
        "le": "2025-03-03T10:00",
        "genre": "suivi",
        "present": "on",
        "partie_0": SECRET,
        "decisions": "Rappeler le bailleur",
        **champs,
    }
    return texte(client.post(adresse(qui, "entretien_nouveau"), demande, follow=True))
