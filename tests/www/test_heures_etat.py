"""The month grid: what its script reads, and what no longer changes."""

import json
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from etrier.cloture.actions import cloturer
from etrier.heures.actions import corriger
from etrier.heures.models import CodeHeures, LigneHeures
from tests import fabrique
from tests.www.monde_heures import (
    JUIN,
    LE_6,
    MAI,
    Monde,
    adresse,
    cellules,
    entrer,
    etat,
    lire,
    monde,
)

__all__ = ["monde"]

pytestmark = pytest.mark.django_db

# What the script reads


def test_the_state_stands_in_the_page_and_cannot_break_out_of_it(monde: Monde) -> None:
    personne = monde.contrat.salarie.personne
    personne.nom = '</script><b>L’Été & "Fils"'
    personne.save()
    reponse = entrer(monde).get(adresse("heures_mois", monde))
    html = reponse.content.decode()
    assert "</script><b>" not in html
    assert "<b>L" not in html
    brut = html.split('<script id="grille-donnees" type="application/json">')[1]
    lu = json.loads(brut.split("</script>")[0])
    assert lu["rangs"][monde.rang]["qui"] == f"Camille {personne.nom}"
    assert f'aria-label="Camille {personne.nom}, mardi 6 mai' in unescape(html)


def test_the_state_says_days_codes_natures_and_plan(monde: Monde) -> None:
    CodeHeures.objects.create(structure=monde.structure, code="MAL", nature=4)
    lu = etat(entrer(monde), monde)
    assert lu["jours"][5] == {
        "n": 6, "nom": "mardi 6 mai", "semaine": 19, "motif": "", "ferie": False
    }  # fmt: skip
    assert lu["jours"][0]["ferie"]
    assert list(lu["codes"].items())[:3] == [("F", 2), ("CP", 5), ("AP", 3)]
    assert lu["codes"]["MAL"] == 4
    assert lu["natures"]["5"] == "congé payé"
    assert lu["clos"] is False
    assert lu["rangs"][monde.rang]["prevu"]["6"] == 312  # 26 h in five days
    assert "3" not in lu["rangs"][monde.rang]["prevu"]


def test_the_post_is_the_annexes_else_the_dispositifs(monde: Monde) -> None:
    client = entrer(monde)
    assert etat(client, monde)["etp"] == {
        "minutes": 9100, "natures": [1, 2, 3, 5, 6], "ailleurs": 0
    }  # fmt: skip
    annexe = fabrique.annexe(monde.contrat.convention)
    annexe.duree_etp_minutes = 1600 * 60
    annexe.save()
    assert etat(client, monde)["etp"]["minutes"] == 8000


def test_two_dispositifs_have_no_common_post(monde: Monde) -> None:
    fabrique.contrat(fabrique.salarie(monde.structure), fabrique.convention(monde.structure, "EI"))
    assert etat(entrer(monde), monde)["etp"]["minutes"] is None


def test_alarms_stand_on_their_day(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 660, chantier_id=monde.chantier.pk)
    lues = etat(entrer(monde), monde)["alarmes"]
    assert [(a["code"], a["jour"], a["salarie"], a["grave"], a["lang"]) for a in lues] == [
        ("PLUS_10H_JOUR", 6, monde.contrat.salarie_id, True, "fr")
    ]
    assert "11\xa0h de présence le 06/05/2025" in lues[0]["phrase"]


def test_an_alarm_of_a_contract_stands_on_its_row(monde: Monde) -> None:
    monde.contrat.salarie.personne.les_pass.update(fin=date(2025, 5, 5))
    fabrique.heures(monde.contrat, LE_6, 420, chantier_id=monde.chantier.pk)
    lues = etat(entrer(monde), monde)["alarmes"]
    assert [(a["code"], a["rang"], a["jour"]) for a in lues] == [
        ("HORS_PASS", monde.rang_chantier, 6)
    ]


def test_work_on_a_public_holiday_is_remarked_not_held_as_unlawful(monde: Monde) -> None:
    fabrique.heures(monde.contrat, date(2025, 5, 8), 420)
    fabrique.heures(monde.contrat, date(2025, 5, 1), 420, nature=6)
    (lue,) = etat(entrer(monde), monde)["alarmes"]
    assert (lue["code"], lue["jour"], lue["grave"]) == ("FERIE", 8, False)
    assert "Travail un jour férié" in lue["phrase"]
    assert "lang" not in lue


# What no longer changes


def test_validated_hours_are_read_only_and_open_onto_their_line(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    fabrique.valider_mois(monde.structure, MAI)
    client = entrer(monde)
    lien = reverse("heures_ligne", args=[monde.structure.pk, LigneHeures.objects.get().pk])
    case = cellules(client, adresse("heures_mois", monde))[monde.rang, 6]
    assert f'class="j fige" aria-readonly="true" data-ligne="{lien}"' in case
    assert case.endswith(' : 7h30, validée">7h30')
    assert etat(client, monde)["rangs"][monde.rang]["cases"]["6"] == {
        "c": {}, "fige": {"1": 450}, "ligne": lien
    }  # fmt: skip
    assert "Clôturer ce mois" in lire(client, adresse("heures_mois", monde))


def test_a_correction_shows_its_result_and_its_reason(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    fabrique.valider_mois(monde.structure, MAI)
    motif = 'Relu < "vu"'
    _annulee, bonne = corriger(LigneHeures.objects.get(), minutes=300, motif=motif, par=None)
    client = entrer(monde)
    case = cellules(client, adresse("heures_mois", monde))[monde.rang, 6]
    assert bonne is not None
    assert reverse("heures_ligne", args=[monde.structure.pk, bonne.pk]) in case
    assert 'class="j fige corrige"' in case
    assert f'title="corrigée : {motif}"' in case
    assert case.endswith(f' : 5h, corrigée : {motif}">5h')
    assert etat(client, monde)["rangs"][monde.rang]["cases"]["6"]["motif"] == motif


def test_hours_corrected_to_nothing_still_show(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    fabrique.valider_mois(monde.structure, MAI)
    corriger(LigneHeures.objects.get(), minutes=0, motif="Absente", par=None)
    client = entrer(monde)
    assert cellules(client, adresse("heures_mois", monde))[monde.rang, 6].endswith(">0h")
    assert etat(client, monde)["rangs"][monde.rang]["cases"]["6"]["fige"] == {"1": 0}


def test_a_closed_month_is_read_only(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    fabrique.valider_mois(monde.structure, MAI)
    assert cloturer([monde.structure.pk], MAI, par=None).closes
    client = entrer(monde)
    page = lire(client, adresse("heures_mois", monde))
    assert "Mois clos : lecture seule" in page
    assert "data-saisie" not in page
    assert etat(client, monde)["clos"] is True
    assert 'name="h.' not in lire(client, adresse("heures_formulaire", monde))


def test_corrections_of_a_closed_month_show_in_the_next(monde: Monde) -> None:
    fabrique.heures(monde.contrat, LE_6, 450)
    fabrique.valider_mois(monde.structure, MAI)
    cloturer([monde.structure.pk], MAI, par=None)
    corriger(LigneHeures.objects.get(), minutes=300, motif="Relevé relu", par=None)
    page = lire(entrer(monde), adresse("heures_mois", monde, JUIN))
    assert "Corrections de mois clos comptées dans ce mois" in page
    assert page.count("Relevé relu") == 2
