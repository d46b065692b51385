"""Axe finds nothing to say of the main pages in English: their bones are those of the French."""

import pytest

from tests.navigateur.ecrans import ECRANS, PRINCIPAUX, Ecran, Site
from tests.navigateur.fenetres import Fenetres, aller, fenetres
from tests.navigateur.gestes import examiner

__all__ = ["fenetres"]
pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("ecran", [e for e in ECRANS if e.nom in PRINCIPAUX], ids=str)
def test_axe_finds_nothing(fenetres: Fenetres, site: Site, ecran: Ecran) -> None:
    examiner(aller(fenetres, ecran, site, "en"))
