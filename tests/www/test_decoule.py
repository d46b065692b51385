"""A line says what followed from it; a correction shows in the month where it counts."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from etrier.cloture.actions import cloturer
from etrier.heures.actions import corriger
from etrier.heures.models import LigneHeures
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
MARS, AVRIL = date(2025, 3, 1), date(2025, 4, 1)
MOTIF = "Feuille relue avec le client"


@pytest.fixture
def ligne() -> LigneHeures:
    """8 h worked for a client under a clause in March 2025: closed, then 6 h in April's books."""
    aci = fabrique.structure("ACI")
    convention = fabrique.convention(aci, "ACI")
    fabrique.annexe(convention)
    signe = fabrique.contrat(fabrique.salarie(aci), convention)
    ville = fabrique.client(aci)
    fabrique.tarif(ville)
    lieu, clause = fabrique.chantier(aci, ville), fabrique.clause(ville)
    fabrique.heures(signe, date(2025, 3, 4), 480, chantier_id=lieu.pk, clause_id=clause.pk)
    fabrique.valider_mois(aci, MARS)
    cloturer([aci.pk], MARS, par=None)
    return LigneHeures.objects.get()


def lire(de: LigneHeures, role: Role, nom: str, **kwargs: object) -> str:
    client = Client()
    client.force_login(fabrique.utilisateur(role, de.structure))
    reponse = client.get(reverse(nom, kwargs={"structure_id": de.structure_id, **kwargs}))
    assert reponse.status_code == 200
    html = reponse.content.decode()
    assert fautes(html) == []
    return re.sub(r"\s+", " ", re.sub("[\u00a0\u202f]", " ", unescape(html)))


def test_a_closed_line_opens_onto_every_figure_it_went_into(ligne: LigneHeures) -> None:
    page = lire(ligne, Role.DIRECTION, "heures_ligne", ligne_id=ligne.pk)
    for chiffre in (
        "Paie : Heures de travail",
        "Aide au poste : annexe",
        "Facturation : ",
        "lot 1",
    ):
        assert chiffre in page
    for reading in ("paie", "etat", "facture", "clause"):
        assert re.search(rf"/pourquoi/{reading}/\d+/", page)


def test_its_correction_is_listed_with_the_figures_of_the_month_it_counts_in(
    ligne: LigneHeures,
) -> None:
    corriger(ligne, minutes=360, motif=MOTIF, par=None)
    avant = lire(ligne, Role.DIRECTION, "heures_ligne", ligne_id=ligne.pk)
    assert avant.count("/pourquoi/paie/") == 1
    cloturer([ligne.structure_id], AVRIL, par=None)
    page = lire(ligne, Role.DIRECTION, "heures_ligne", ligne_id=ligne.pk)
    assert page.count("/pourquoi/paie/") == 2
    assert "avril 2025" in page


def test_what_the_reader_may_not_see_is_not_told(ligne: LigneHeures) -> None:
    page = lire(ligne, Role.ENCADREMENT, "heures_ligne", ligne_id=ligne.pk)
    assert "/pourquoi/paie/" not in page
    assert re.search(r"/pourquoi/clause/\d+/", page)


def test_an_open_line_says_that_nothing_followed_yet() -> None:
    aci = fabrique.structure("ACI")
    signe = fabrique.contrat(fabrique.salarie(aci), fabrique.convention(aci))
    fabrique.heures(signe, date(2025, 3, 4), 480)
    brouillon = LigneHeures.objects.get()
    page = lire(brouillon, Role.DIRECTION, "heures_ligne", ligne_id=brouillon.pk)
    assert "Rien encore" in page


def test_the_results_of_a_month_list_its_corrections_with_their_reason(
    ligne: LigneHeures,
) -> None:
    corriger(ligne, minutes=360, motif=MOTIF, par=None)
    cloturer([ligne.structure_id], AVRIL, par=None)
    avril = lire(ligne, Role.DIRECTION, "cloture_resultats", mois=AVRIL)
    assert "Corrections comptées dans ce mois" in avril
    assert avril.count(MOTIF) == 2  # the reversal and its replacement
    mars = lire(ligne, Role.DIRECTION, "cloture_resultats", mois=MARS)
    assert "Corrections comptées" not in mars


def test_the_reason_of_a_figure_shows_the_correction_and_why(ligne: LigneHeures) -> None:
    corriger(ligne, minutes=360, motif=MOTIF, par=None)
    cloturer([ligne.structure_id], AVRIL, par=None)
    page = lire(ligne, Role.DIRECTION, "heures_ligne", ligne_id=ligne.pk)
    variable = re.findall(r"/pourquoi/paie/(\d+)/", page)[-1]
    raison = lire(ligne, Role.DIRECTION, "pourquoi_paie", variable_id=int(variable))
    assert "contrepassation" in raison
    assert MOTIF in raison
