"""`etrier facturer`, and what the doctor says of invoices."""

import pytest
from django.db import connection

from etrier.facturation.models import CompteurFactures, Facture
from etrier.missions.models import Client
from etrier.structures.models import Structure
from tests import fabrique
from tests.cli.lancement import lancer
from tests.facturation import monde

pytestmark = pytest.mark.django_db
MARS = ("--mois", "2025-03", "--le", "2025-05-05")


@pytest.fixture
def une() -> Structure:
    """Two clients to invoice for March."""
    une = monde.structure()
    sous = monde.contrat(une)
    for _n in range(2):
        ville = monde.client(une)
        fabrique.tarif(ville, 2000)
        monde.travailler(sous, ville, [60])
    monde.clore(une)
    return une


def dire(*arguments: str) -> tuple[int, str]:
    rendu = lancer(*arguments)
    return rendu.exit_code, " ".join(rendu.output.split())


@pytest.mark.usefixtures("une")
def test_it_prepares_and_issues_then_has_nothing_left_to_do() -> None:
    code, dit = dire("facturer", *MARS)
    assert code == 0
    assert "2 facture(s) émise(s), 48,00 € TTC" in dit
    assert "0 facture(s) émise(s)" in dire("facturer", *MARS)[1]
    assert Facture.objects.emises().count() == 2


@pytest.mark.usefixtures("une")
def test_drafts_alone() -> None:
    assert dire("facturer", *MARS, "--brouillons")[0] == 0
    assert (Facture.objects.count(), Facture.objects.emises().count()) == (2, 0)


def test_what_lacks_something_stays_and_is_told(une: Structure) -> None:
    dire("facturer", *MARS, "--brouillons")
    une.reglage_facturation.numero_tva = ""
    une.reglage_facturation.save()
    code, dit = dire("facturer", *MARS)
    assert code == 1
    assert "numéro de TVA" in dit
    assert not Facture.objects.emises().exists()


def test_a_client_without_address_is_left_out(une: Structure) -> None:
    Client.objects.filter(pk=une.clients.all()[0].pk).update(adresse="")
    code, dit = dire("facturer", *MARS)
    assert (code, Facture.objects.emises().count()) == (0, 1)
    assert "laissé de côté : le client n'a pas d'adresse" in dit


@pytest.mark.usefixtures("une")
def test_the_doctor_finds_what_a_hand_changed() -> None:
    dire("facturer", *MARS)
    assert dire("docteur")[0] == 0
    gestes = [
        "update facturation_facture set contenu = '{}' where numero = 'F2025-00001'",
        "update facturation_facture set numero = 'F2025-00009' where numero = 'F2025-00002'",
        "update facturation_lignefacture set ht_centimes = 1",
    ]
    for geste in gestes:
        with connection.cursor() as curseur:
            curseur.execute(geste)
    CompteurFactures.objects.update(dernier=3)
    code, dit = dire("docteur")
    assert code == 1
    for phrase in (
        "contenu de la facture F2025-00001",
        "La facture F2025-00002 manque",
        "La facture F2025-00003 manque",
        "F2025-00009 n'a pas été donné",
        "lignes de la facture F2025-00001",
    ):
        assert phrase in dit
