"""The close's screens: what blocks, what warns, the act, what it gave."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etrier.cloture.actions import cloturer
from etrier.cloture.examen import phrase_brouillons
from etrier.heures.models import Cloture
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
MARS = date(2025, 3, 1)
AVRIL = date(2025, 4, 1)


@pytest.fixture
def contrat() -> Contrat:
    """An ACI with 8 h worked for a client under a clause in March 2025, as a draft."""
    aci = fabrique.structure("ACI")
    convention = fabrique.convention(aci, "ACI")
    fabrique.annexe(convention)
    signe = fabrique.contrat(fabrique.salarie(aci), convention)
    ville = fabrique.client(aci)
    fabrique.tarif(ville)
    lieu, clause = fabrique.chantier(aci, ville), fabrique.clause(ville)
    fabrique.heures(signe, date(2025, 3, 4), 480, chantier_id=lieu.pk, clause_id=clause.pk)
    return signe


def entrer(dans: Structure, role: Role = Role.DIRECTION) -> Client:
    client = Client()
    client.force_login(fabrique.utilisateur(role, dans))
    return client


def adresse(nom: str, une: Structure, mois: date = MARS) -> str:
    return reverse(nom, kwargs={"structure_id": une.pk, "mois": mois})


def texte(reponse: Any) -> str:
    assert reponse.status_code == 200
    html = reponse.content.decode()
    assert fautes(html) == []
    return re.sub(r"\s+", " ", re.sub("[\u00a0\u202f]", " ", unescape(html)))


def test_only_who_closes_enters_and_who_reads_money_sees_results(contrat: Contrat) -> None:
    une = contrat.structure
    fabrique.valider_mois(une, MARS)
    for role in (Role.CIP, Role.LECTURE, Role.FACILITATION):
        assert entrer(une, role).get(adresse("cloture", une)).status_code == 404
        assert entrer(une, role).post(adresse("cloture", une)).status_code == 404
    assert not Cloture.objects.exists()
    cloturer([une.pk], MARS, par=None)
    page = texte(entrer(une, Role.LECTURE).get(adresse("cloture_resultats", une)))
    assert f'href="{adresse("cloture", une)}"' not in page
    assert entrer(une, Role.CIP).get(adresse("cloture_resultats", une)).status_code == 404
    etranger = entrer(fabrique.structure("Autre"))
    assert etranger.get(adresse("cloture_resultats", une)).status_code == 404


def test_drafts_block_and_the_page_says_where_to_validate(contrat: Contrat) -> None:
    une = contrat.structure
    client = entrer(une)
    page = texte(client.get(adresse("cloture", une)))
    assert phrase_brouillons(1) in page
    assert f'href="{adresse("heures_valider", une)}"' in page
    assert "Clôturer mars 2025" not in page
    page = texte(client.post(adresse("cloture", une), follow=True))
    assert "en brouillon" in page
    assert not Cloture.objects.exists()


def test_a_month_left_open_before_blocks_and_is_linked(contrat: Contrat) -> None:
    une = contrat.structure
    fabrique.valider_mois(une, MARS)
    fabrique.heures(contrat, date(2025, 4, 1), 420)
    fabrique.valider_mois(une, AVRIL)
    page = texte(entrer(une).get(adresse("cloture", une, AVRIL)))
    assert "Le mois précédent, 03/2025, n'est pas clos" in page
    assert f'href="{adresse("cloture", une)}">Clôturer mars 2025</a>' in page


def test_hours_outside_a_contract_block_and_lead_to_the_person(contrat: Contrat) -> None:
    une = contrat.structure
    fabrique.valider_mois(une, MARS)
    Contrat.objects.filter(pk=contrat.pk).update(fin=date(2025, 3, 3))
    page = texte(entrer(une).get(adresse("cloture", une)))
    assert "Ce qui empêche de clôturer" in page
    assert str(contrat.salarie.personne) in page
    assert f'href="{reverse("salarie", args=[une.pk, contrat.salarie_id])}"' in page
    assert "Clôturer mars 2025" not in page


def test_it_warns_with_the_text_of_the_law(contrat: Contrat) -> None:
    une = contrat.structure
    fabrique.heures(contrat, date(2025, 3, 5), 660)
    fabrique.valider_mois(une, MARS)
    client = entrer(une)
    page = texte(client.get(adresse("cloture", une)))
    assert "11 h de présence le 05/03/2025" in page
    assert "L3121-18" in page
    assert "Clôturer mars 2025" in page
    reponse = client.get(adresse("cloture", une), {"format-alarmes": "csv"})
    assert "L3121-18" in reponse.content.decode("utf-8-sig")


def test_it_says_what_it_will_take(contrat: Contrat) -> None:
    page = texte(entrer(contrat.structure).get(adresse("cloture", contrat.structure)))
    cartes = re.findall(r'<span class="chiffre-cle">([^<]*)</span> ([^<]*?) </li>', page)
    assert cartes == [
        ("8 h 00", "1 ligne d’heures"),
        ("1", "salarié à payer"),
        ("1", "chantier ou mission"),
        ("8 h 00", "sur des clauses sociales"),
    ]
    assert "durées, SMIC, PASS IAE et compteurs sont dans les limites" in page


def test_closing_gives_figures_that_open_onto_their_lines(contrat: Contrat) -> None:
    une = contrat.structure
    fabrique.valider_mois(une, MARS)
    client = entrer(une)
    page = texte(client.post(adresse("cloture", une), follow=True))
    assert "Mars 2025 est clos." in page
    figures = re.findall(r'<h2 class="h6">([^<]*)</h2> <span class="chiffre-cle">([^<]*)<', page)
    assert figures == [
        ("À payer (brut)", "95,04 €"),  # 8 h × 11,88 €
        ("À facturer (HT)", "176,00 €"),  # 8 h × 22,00 €
        ("Heures d’insertion", "8 h 00"),
        ("ETP du mois", "0,05"),  # 8 × 12 / 1 820
        ("Aide au poste du mois", "105,15 €"),  # 8 / 1 820 × 23 921,00 €
        ("Écart aux douzièmes", "−59 697,35 €"),  # 105,147… − 3 twelfths of 239 210,00 €
    ]
    for nom in ("paie", "facturation", "clauses", "etat_mensuel"):
        assert f'href="{adresse(nom, une)}"' in page
    assert f'href="{reverse("aides", args=[une.pk])}"' in page
    cloture = Cloture.objects.get()
    assert cloture.empreinte in page
    assert cloture.close_par is not None
    assert "À faire maintenant" in page
    assert f'href="{adresse("heures_mois", une, AVRIL)}"' in page


def test_without_an_annexe_the_aid_says_why_it_is_missing() -> None:
    une = fabrique.structure("EI")
    signe = fabrique.contrat(fabrique.salarie(une), fabrique.convention(une, "EI"))
    fabrique.heures(signe, date(2025, 3, 4), 480)
    fabrique.valider_mois(une, MARS)
    page = texte(entrer(une).post(adresse("cloture", une), follow=True))
    assert "Aucune annexe financière en vigueur ce mois-ci." in page
    assert '<span class="chiffre-cle">—</span>' in page


def test_a_closed_month_offers_its_results_only(contrat: Contrat) -> None:
    une = contrat.structure
    fabrique.valider_mois(une, MARS)
    client = entrer(une)
    client.post(adresse("cloture", une))
    page = texte(client.get(adresse("cloture", une)))
    assert "Voir ce que le mois a produit" in page
    assert "Clôturer mars 2025" not in page
    assert "Mars 2025 était déjà clos." in texte(client.post(adresse("cloture", une), follow=True))
    assert Cloture.objects.count() == 1


def test_an_empty_month_has_nothing_to_close(contrat: Contrat) -> None:
    une = contrat.structure
    vide = date(2024, 6, 1)
    client = entrer(une)
    page = texte(client.get(adresse("cloture", une, vide)))
    assert "il n’y a rien à clôturer" in page
    assert client.get(adresse("cloture_resultats", une, vide)).status_code == 404
