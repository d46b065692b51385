"""A phone scrolls one way only, on any page; axe finds nothing to say of those used most."""

import pytest

from tests.navigateur.ecrans import ACI, AI, ECRANS, PRINCIPAUX, Ecran, Site
from tests.navigateur.fenetres import DEBORDE, Fenetres, aller, telephones
from tests.navigateur.gestes import examiner

__all__ = ["telephones"]
pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("ecran", ECRANS, ids=str)
def test_a_phone_never_scrolls_sideways(telephones: Fenetres, site: Site, ecran: Ecran) -> None:
    page = aller(telephones, ecran, site)
    assert page.evaluate(DEBORDE) == 0
    if ecran.nom in PRINCIPAUX:
        examiner(page)


@pytest.mark.parametrize("nom", ["structure", "heures_mois", "etat_mensuel", "facturation"])
def test_the_largest_month_does_not_either(telephones: Fenetres, site: Site, nom: str) -> None:
    arguments = frozenset({"structure_id"} if nom == "structure" else {"structure_id", "mois"})
    page = aller(telephones, Ecran(nom, arguments, AI), site)
    assert page.evaluate(DEBORDE) == 0


def test_the_menu_of_a_phone_opens_and_leads_somewhere(telephones: Fenetres, site: Site) -> None:
    page = telephones["fr", True]
    page.goto(site.structure(ACI))
    lien = page.get_by_role("navigation", name="Menu de la structure").get_by_role(
        "link", name="Salariés", exact=True
    )
    assert not lien.is_visible()
    page.get_by_role("button", name="Menu").click()
    lien.click()
    page.wait_for_url("**/salaries/")
    assert page.evaluate(DEBORDE) == 0
