"""Axe finds nothing to say of any page, in French; the same page in the hand scrolls one way."""

import pytest

from tests.navigateur.conftest import ORDINATEUR, PATIENCE, TELEPHONE
from tests.navigateur.ecrans import ECRANS, PRINCIPAUX, Ecran, Site
from tests.navigateur.fenetres import DEBORDE, Fenetres, aller, fenetres
from tests.navigateur.gestes import examiner

__all__ = ["fenetres"]
pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("ecran", ECRANS, ids=str)
def test_axe_finds_nothing_and_a_phone_never_scrolls_sideways(
    fenetres: Fenetres, site: Site, ecran: Ecran
) -> None:
    page = aller(fenetres, ecran, site, "fr")
    examiner(page)
    page.set_viewport_size({"width": TELEPHONE[0], "height": TELEPHONE[1]})
    try:
        # Charts follow the new width a moment later.
        page.wait_for_function(f"{DEBORDE} === 0", timeout=PATIENCE / 2)
        if ecran.nom in PRINCIPAUX:
            examiner(page)
    finally:
        page.set_viewport_size({"width": ORDINATEUR[0], "height": ORDINATEUR[1]})
