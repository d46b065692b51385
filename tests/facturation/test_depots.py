"""Invoices handed to a platform: whose, once, whole, and again after a failure."""

from io import BytesIO
from pathlib import Path

import pytest
from facturx import get_xml_from_pdf

from etrier.facturation.enums import EtatFacture, FormeDepot
from etrier.facturation.formats.validation import verifier
from etrier.facturation.models import DepotFactures, Facture
from etrier.facturation.papier import depots, exemples
from etrier.facturation.papier.depots import a_deposer, deposer, deposer_dans, fichiers_du_depot
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from tests import fabrique
from tests.facturation.emises import emettre

pytestmark = pytest.mark.django_db
TOUTES = Facture.objects.all()


@pytest.fixture
def client_() -> Client:
    """A company; its structure has an individual too, and somebody's draft."""
    une = fabrique.structure("AI")
    emettre(une, fabrique.client(une, "particulier"), 1)
    chez = fabrique.client(une, "entreprise")
    Facture.objects.create(structure=une, client=chez)
    emettre(une, chez, 2, (exemples.entreprise(),))
    return chez


def test_an_individual_s_invoice_and_a_draft_go_to_no_platform(client_: Client) -> None:
    attendent = a_deposer(TOUTES)
    assert {f.client for f in attendent} == {client_}
    assert {f.etat for f in attendent} == {EtatFacture.EMISE}


def test_each_is_handed_over_once(client_: Client) -> None:
    depot = deposer(client_.structure, TOUTES, FormeDepot.CII, par=None)
    assert depot is not None
    assert depot.factures.count() == 2
    assert deposer(client_.structure, TOUTES, FormeDepot.UBL, par=None) is None
    [autre] = emettre(client_.structure, client_, 1, (exemples.entreprise(),))
    suite = deposer(client_.structure, TOUTES, FormeDepot.CII, par=None)
    assert suite is not None
    assert list(suite.factures.all()) == [autre]


def test_another_structure_s_are_left_alone(client_: Client) -> None:
    ailleurs = fabrique.structure("EI")
    assert deposer(ailleurs, TOUTES, FormeDepot.CII, par=None) is None
    assert not DepotFactures.objects.exists()


@pytest.mark.parametrize("forme", [FormeDepot.CII, FormeDepot.UBL])
def test_the_xml_alone_passes_the_official_judges(client_: Client, forme: FormeDepot) -> None:
    depot = deposer(client_.structure, TOUTES, forme, par=None)
    assert depot is not None
    fichiers = list(fichiers_du_depot(depot))
    assert fichiers == list(fichiers_du_depot(depot))
    for nom, octets in fichiers:
        assert nom.startswith(f"{client_.structure.siret}-facture-F2026-")
        assert nom.endswith(".xml")
        assert verifier(octets) == []


def test_a_factur_x_holds_its_xml(client_: Client) -> None:
    depot = deposer(client_.structure, TOUTES, FormeDepot.FACTURX, par=None)
    assert depot is not None
    for nom, octets in fichiers_du_depot(depot):
        assert nom.endswith(".pdf")
        assert get_xml_from_pdf(BytesIO(octets))[1]


def test_files_of_a_folder_then_nothing_more(client_: Client, tmp_path: Path) -> None:
    depot = deposer_dans(tmp_path, client_.structure, TOUTES, FormeDepot.UBL, par=None)
    assert depot is not None
    ecrits = {chemin.name: chemin.read_bytes() for chemin in tmp_path.iterdir()}
    assert ecrits == dict(fichiers_du_depot(depot))
    assert deposer_dans(tmp_path, client_.structure, TOUTES, FormeDepot.UBL, par=None) is None


def test_one_that_cannot_be_written_hands_nothing_over(
    client_: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tomber(chemin: Path, octets: bytes) -> Path:
        if "00003" in chemin.name:
            raise OSError("disk full")
        return ecrire(chemin, octets)

    ecrire = depots._ecrire
    monkeypatch.setattr(depots, "_ecrire", tomber)
    with pytest.raises(Refus, match="On ne peut pas écrire"):
        deposer_dans(tmp_path, client_.structure, TOUTES, FormeDepot.CII, par=None)
    assert list(tmp_path.iterdir()) == []
    assert not DepotFactures.objects.exists()
    monkeypatch.undo()
    assert deposer_dans(tmp_path, client_.structure, TOUTES, FormeDepot.CII, par=None) is not None
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_is_not_there_is_said(client_: Client, tmp_path: Path) -> None:
    with pytest.raises(Refus, match="absent"):
        deposer_dans(tmp_path / "absent", client_.structure, TOUTES, FormeDepot.CII, par=None)
