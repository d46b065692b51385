"""Axe finds nothing to say of any page, in French."""

import pytest

from tests.navigateur.ecrans import ECRANS, Ecran, Site
from tests.navigateur.fenetres import Fenetres, aller, fenetres
from tests.navigateur.gestes import examiner

__all__ = ["fenetres"]
pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("ecran", ECRANS, ids=str)
def test_axe_finds_nothing(fenetres: Fenetres, site: Site, ecran: Ecran) -> None:
    examiner(aller(fenetres, ecran, site, "fr"))
