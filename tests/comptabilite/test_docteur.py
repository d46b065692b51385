"""The doctor of the accounts finds what was changed behind their back, and nothing else."""

from datetime import date

import pytest
from django.db import connection

from etrier.comptabilite.docteur import ausculter_ecritures
from etrier.comptabilite.ecritures.passage import passer
from etrier.comptabilite.models import Ecriture
from etrier.structures.models import Structure
from tests import fabrique
from tests.comptabilite import monde

pytestmark = pytest.mark.django_db
FIN = date(2025, 12, 31)


@pytest.fixture
def maison() -> Structure:
    une = fabrique.structure()
    fabrique.convention(une, "EI")
    monde.facture(fabrique.client(une), date(2025, 3, 31))
    achat = monde.achat(une, date(2025, 4, 1), 10_00, etat="payee", payee_le=date(2025, 4, 2))
    passer(une, FIN, par=None)
    achat.etat, achat.payee_le = "bonne_a_payer", None
    achat.save()
    passer(une, FIN, par=None)
    return une


def en_base(ordre: str) -> None:
    with connection.cursor() as curseur:
        curseur.execute(ordre)


def test_it_finds_nothing_in_sound_accounts(maison: Structure) -> None:
    assert Ecriture.objects.count() == 4
    assert ausculter_ecritures() == ()


@pytest.mark.parametrize(
    ("ordre", "dit"),
    [
        (
            "UPDATE comptabilite_ligneecriture SET debit_centimes = 12001 "
            "WHERE debit_centimes = 12000",
            "12001 centimes au débit",
        ),
        (
            "UPDATE comptabilite_ligneecriture SET debit_centimes = 2 * debit_centimes, "
            "credit_centimes = 2 * credit_centimes",
            "24000 centimes, contre 12000",
        ),
        ("UPDATE facturation_facture SET numero = 'X'", "a changé depuis"),
        ("UPDATE comptabilite_exercice SET dernier_numero = 5", "contre 5 données"),
    ],
)
def test_it_finds_what_was_changed(maison: Structure, ordre: str, dit: str) -> None:
    en_base(ordre)
    trouvees = [a.phrase for a in ausculter_ecritures()]
    assert any(dit in phrase for phrase in trouvees), trouvees
