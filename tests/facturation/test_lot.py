"""Printing by the thousand: each issued invoice once, killed or not."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from etrier.facturation.enums import EtatFacture
from etrier.facturation.models import Facture, FichierFacture
from etrier.facturation.papier.lot import LOT, SEULS, fichier_de, imprimer
from etrier.missions.models import Client
from tests import fabrique
from tests.bases import Bases
from tests.facturation.emises import emettre
from tests.facturation.victime_impression import FACTURES

VICTIME = "tests.facturation.victime_impression"
MORTS = 5


@pytest.fixture
def client_(db: None) -> Client:
    return fabrique.client(fabrique.structure())


def test_each_issued_invoice_is_printed_once(client_: Client) -> None:
    factures = emettre(client_.structure, client_, 5)
    vus: list[tuple[str, int, int]] = []
    premier = imprimer(factures, suivi=lambda *x: vus.append(x), processus=1)
    assert (premier.imprimees, premier.deja) == (5, 0)
    assert vus == [("impression", 5, 5)]
    avant = dict(FichierFacture.objects.values_list("facture", "empreinte"))
    second = imprimer(factures, processus=1)
    assert (second.imprimees, second.deja) == (0, 5)
    assert dict(FichierFacture.objects.values_list("facture", "empreinte")) == avant


def test_a_draft_is_not_printed(client_: Client) -> None:
    brouillon = Facture.objects.create(structure=client_.structure, client=client_)
    assert brouillon.etat == EtatFacture.BROUILLON
    assert imprimer([brouillon]).imprimees == 0


def test_two_processes_print_what_one_prints(client_: Client) -> None:
    factures = emettre(client_.structure, client_, SEULS + LOT + 3)
    assert imprimer(factures, processus=2).imprimees == len(factures)
    a_deux = dict(FichierFacture.objects.values_list("facture", "empreinte"))
    FichierFacture.objects.all().delete()
    imprimer(factures, processus=1)
    assert dict(FichierFacture.objects.values_list("facture", "empreinte")) == a_deux


def test_somebody_else_s_file_stays(client_: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two prints at once: the file written while this one was printing is kept."""
    (une,) = emettre(client_.structure, client_, 1)
    module = "etrier.facturation.papier.lot"

    def doubler(_contenu: str) -> bytes:
        FichierFacture.objects.create(facture=une, pdf=b"avant", empreinte="avant")
        return b"apres"

    monkeypatch.setattr(f"{module}.pdf_du_contenu", doubler)
    assert imprimer([une]).imprimees == 0
    assert fichier_de(une).empreinte == "avant"


def test_a_process_that_dies_leaves_the_rest_to_be_done_here(
    client_: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Mourante(ThreadPoolExecutor):
        """Dies at once."""

        def submit(self, *_args: Any) -> Any:  # type: ignore[override]
            raise BrokenProcessPool

    monkeypatch.setattr(
        "etrier.facturation.papier.lot.ProcessPoolExecutor", lambda n, **_suite: Mourante(n)
    )
    factures = emettre(client_.structure, client_, SEULS + 1)
    bilan = imprimer(factures)
    assert (bilan.imprimees, bilan.deja) == (SEULS + 1, 0)
    assert FichierFacture.objects.count() == SEULS + 1


@pytest.fixture(scope="module")
def morts(bases: Bases) -> list[dict[str, Any]]:
    base = bases.neuve()
    base.demander(VICTIME, "preparer")
    rendu: list[dict[str, Any]] = base.demander(VICTIME, "tuer", "20261123", str(MORTS))
    return rendu


def test_a_killed_print_leaves_whole_batches(morts: list[dict[str, Any]]) -> None:
    assert len(morts) == MORTS
    assert all(m["trouves"] % LOT == 0 for m in morts)
    assert any(0 < m["trouves"] < FACTURES for m in morts)


def test_it_goes_on_without_gap_or_double(morts: list[dict[str, Any]]) -> None:
    for mort in morts:
        assert mort["deja"] == mort["trouves"]
        assert mort["trouves"] + mort["refait"] == FACTURES
        assert mort["fichiers"] == mort["factures"] == FACTURES
        assert mort["encore"] == 0
        assert mort["entiers"]
