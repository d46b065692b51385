"""`etrier factures deposer`: files for a platform, in a folder."""

from pathlib import Path

import pytest

from etrier.facturation.papier import exemples
from tests import fabrique
from tests.cli.lancement import lancer
from tests.facturation.emises import emettre

pytestmark = pytest.mark.django_db


def test_a_month_is_dropped_once(tmp_path: Path) -> None:
    for dispositif in ("AI", "EI"):
        une = fabrique.structure(dispositif)
        emettre(une, fabrique.client(une, "entreprise"), 2, (exemples.entreprise(),))
        emettre(une, fabrique.client(une, "particulier"), 1)
    demande = ("factures", "deposer", "--mois", "2026-10", "--dossier", str(tmp_path))
    premiere = lancer(*demande, "--forme", "ubl")
    assert premiere.exit_code == 0
    assert "4 facture(s) déposée(s)" in " ".join(premiere.output.split())
    # The same numbers on both sides: each file bears who invoices.
    assert len({chemin.name for chemin in tmp_path.glob("*-facture-F2026-*.xml")}) == 4
    assert "0 facture(s) déposée(s)" in " ".join(lancer(*demande).output.split())


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    ailleurs = str(tmp_path / "absent")
    rendu = lancer("factures", "deposer", "--mois", "2026-10", "--dossier", ailleurs)
    assert rendu.exit_code == 2
    assert "absent" in rendu.output
