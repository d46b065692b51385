"""A site opened on a phone from the start: the largest pages, and the menu."""

import pytest

from tests.navigateur.ecrans import ACI, AI, Ecran, Site
from tests.navigateur.fenetres import DEBORDE, Fenetres, aller, telephones

__all__ = ["telephones"]
pytestmark = pytest.mark.navigateur


@pytest.mark.parametrize("nom", ["structure", "heures_mois", "etat_mensuel", "facturation"])
def test_the_largest_pages_never_scroll_sideways(
    telephones: Fenetres, site: Site, nom: str
) -> None:
    arguments = frozenset({"structure_id"} if nom == "structure" else {"structure_id", "mois"})
    page = aller(telephones, Ecran(nom, arguments, AI), site)
    assert page.evaluate(DEBORDE) == 0


def test_the_menu_of_a_phone_opens_and_leads_somewhere(telephones: Fenetres, site: Site) -> None:
    page = telephones["fr", "direction"]
    page.goto(site.structure(ACI))
    lien = page.get_by_role("navigation", name="Menu de la structure").get_by_role(
        "link", name="Salariés", exact=True
    )
    assert not lien.is_visible()
    page.get_by_role("button", name="Menu").click()
    lien.click()
    page.wait_for_url("**/salaries/")
    assert page.evaluate(DEBORDE) == 0
