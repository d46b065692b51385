"""Screens of plans, absences and codes."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etrier.heures.enums import GenreHeures
from etrier.heures.models import Absence, CodeHeures, LigneHeures, PlanHeures
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.monde_heures import lire, texte

pytestmark = pytest.mark.django_db
MAI = date(2025, 5, 1)
SEMAINE = {f"jour_{rang}": "7h" for rang in range(5)}


@pytest.fixture
def contrat() -> Contrat:
    """Somebody under an open-ended contract."""
    une = fabrique.structure()
    return fabrique.contrat(fabrique.salarie(une), fabrique.convention(une), fin=None)


@pytest.fixture
def client(contrat: Contrat) -> Client:
    """The direction, signed in."""
    navigateur = Client()
    navigateur.force_login(fabrique.utilisateur(Role.DIRECTION, contrat.structure))
    return navigateur


def adresse(contrat: Contrat, nom: str, **autres: Any) -> str:
    return reverse(nom, kwargs={"structure_id": contrat.structure_id, **autres})


def envoyer(client: Client, url: str, **champs: Any) -> str:
    """What the page that follows says."""
    return texte(client.post(url, champs, follow=True))


def planifier(client: Client, contrat: Contrat, **champs: Any) -> str:
    demande = {
        "contrats": [contrat.pk],
        "toutes_les_semaines": 1,
        "debut": "2025-05-01",
        **SEMAINE,
        **champs,
    }
    return envoyer(client, adresse(contrat, "plan_nouveau"), **demande)


def qui(contrat: Contrat) -> str:
    return str(contrat.salarie.personne)


# Plans


def test_a_plan_typed_is_listed_as_one_says_it(client: Client, contrat: Contrat) -> None:
    chantier = fabrique.chantier(contrat.structure)
    page = planifier(
        client,
        contrat,
        lieu=f"c{chantier.pk}",
        jour_2="",
        jour_5="3,5",
        toutes_les_semaines=2,
        travaille_les_feries="on",
    )
    assert "1 plan fait." in page
    assert "lu ma je ve 7h, sa 3h30, une semaine sur 2, fériés compris" in page
    assert qui(contrat) in page
    plan = PlanHeures.objects.get()
    assert plan.minutes_par_jour == [420, 420, 0, 420, 420, 210, 0]
    assert (plan.chantier, plan.debut, plan.fin) == (chantier, MAI, None)


def test_a_team_is_planned_at_once_each_from_her_own_first_day(
    client: Client, contrat: Contrat
) -> None:
    plus_tard = fabrique.contrat(
        fabrique.salarie(contrat.structure),
        contrat.convention,
        debut=date(2025, 6, 2),
        fin=None,
    )
    assert "2 plans faits." in planifier(client, contrat, contrats=[contrat.pk, plus_tard.pk])
    assert [p.debut for p in PlanHeures.objects.order_by("debut")] == [MAI, date(2025, 6, 2)]


def test_an_empty_week_is_that_of_the_contract(client: Client, contrat: Contrat) -> None:
    planifier(client, contrat, **dict.fromkeys(SEMAINE, ""))
    assert PlanHeures.objects.get().minutes_par_jour == [312] * 5 + [0, 0]


def test_everybody_or_nobody_and_the_refusal_names_whom(client: Client, contrat: Contrat) -> None:
    autre = fabrique.contrat(fabrique.salarie(contrat.structure), contrat.convention, fin=None)
    fabrique.plan(autre)
    page = planifier(client, contrat, contrats=[contrat.pk, autre.pk])
    assert f"{qui(autre)} : Ce contrat a déjà un plan au même endroit" in page.replace("\xa0", " ")
    assert PlanHeures.objects.count() == 1


def test_a_mission_is_planned_from_its_own_page(client: Client, contrat: Contrat) -> None:
    mission = fabrique.mission(fabrique.client(contrat.structure), contrat)
    fiche = lire(client, adresse(contrat, "mission", mission_id=mission.pk))
    url = f"{adresse(contrat, 'plan_nouveau')}?contrat={contrat.pk}&lieu=m{mission.pk}"
    assert url in fiche
    page = lire(client, url)
    assert f'value="m{mission.pk}" selected' in page
    assert page.count(" checked>") == 1
    planifier(client, contrat, lieu=f"m{mission.pk}")
    assert PlanHeures.objects.get().mission == mission


def test_the_sheet_of_a_person_and_the_grid_lead_to_the_plans(
    client: Client, contrat: Contrat
) -> None:
    fiche = lire(client, adresse(contrat, "salarie", salarie_id=contrat.salarie_id))
    assert f"{adresse(contrat, 'plan_nouveau')}?contrat={contrat.pk}" in fiche
    grille = lire(client, adresse(contrat, "heures_mois", mois="2025-05"))
    assert adresse(contrat, "plans_appliquer", mois="2025-05") in grille


def test_a_plan_is_changed_from_a_day_on(client: Client, contrat: Contrat) -> None:
    plan = fabrique.plan(contrat)
    url = adresse(contrat, "plan_modifier", plan_id=plan.pk)
    assert 'value="7"' in lire(client, url)
    page = envoyer(client, url, jour_0="6h", toutes_les_semaines=1, debut="2025-06-02")
    assert "Le plan est changé" in page
    assert sorted(PlanHeures.objects.values_list("debut", "fin")) == [
        (date(2025, 1, 1), date(2025, 6, 1)),
        (date(2025, 6, 2), None),
    ]


def test_a_plan_is_stopped_and_the_drafts_after_it_are_counted(
    client: Client, contrat: Contrat
) -> None:
    plan = fabrique.plan(contrat)
    fabrique.heures(contrat, date(2025, 5, 5), 420)
    url = adresse(contrat, "plan_arreter", plan_id=plan.pk)
    assert qui(contrat) in lire(client, url)
    assert "1 brouillon reste" in envoyer(client, url, dernier_jour="2025-05-04")
    assert PlanHeures.objects.get().fin == date(2025, 5, 4)
    finis = lire(client, adresse(contrat, "plans"), etat="termines")
    assert qui(contrat) in finis
    assert qui(contrat) not in lire(client, adresse(contrat, "plans"))


def test_an_unreadable_hour_is_said_beside_its_day(client: Client, contrat: Contrat) -> None:
    page = planifier(client, contrat, jour_1="sept")
    assert "« sept » n'est pas un nombre d'heures" in page.replace("\xa0", " ")
    assert not PlanHeures.objects.exists()


# The drafts of a month


def test_the_preview_says_what_the_button_writes(client: Client, contrat: Contrat) -> None:
    fabrique.plan(contrat)
    fabrique.absence(contrat.salarie, date(2025, 5, 5), date(2025, 5, 6))
    fabrique.heures(contrat, date(2025, 5, 7), 300)
    url = adresse(contrat, "plans_appliquer", mois="2025-05")
    page = lire(client, url)
    assert qui(contrat) in page
    # 22 weekdays: three holidays, two days of leave, one already typed.
    for attendu in ("112 h 00", "14 h 00", "21 h 00", "147 h 00", "07/05/2025"):
        assert attendu in page.replace("\u202f", " ")
    assert LigneHeures.objects.count() == 1
    suite = client.post(url, follow=True)
    assert suite.redirect_chain[-1][0] == adresse(contrat, "heures_mois", mois="2025-05")
    vue = texte(suite).replace("\u202f", " ")
    assert "21 brouillons écrits : 147 h 00. 1 jour qui tenait d’autres heures" in vue
    assert LigneHeures.objects.count() == 22


def test_a_month_already_filled_has_nothing_to_write(client: Client, contrat: Contrat) -> None:
    fabrique.plan(contrat)
    url = adresse(contrat, "plans_appliquer", mois="2025-05")
    client.post(url)
    page = lire(client, url)
    assert "Rien à écrire" in page
    assert "Écrire ces brouillons" not in page
    assert "déjà dans la grille" in envoyer(client, url)


def test_the_preview_is_a_file_too(client: Client, contrat: Contrat) -> None:
    fabrique.plan(contrat)
    url = adresse(contrat, "plans_appliquer", mois="2025-05")
    fichier = client.get(url, {"format-brouillons": "csv"}).content.decode("utf-8-sig")
    assert qui(contrat) in fichier


# Absences


def declarer(client: Client, contrat: Contrat, **champs: Any) -> str:
    demande = {"salarie": contrat.salarie_id, "nature": 5, "debut": "2025-05-12", **champs}
    return envoyer(client, adresse(contrat, "absence_nouvelle"), **demande)


def test_an_absence_stands_on_the_wall_planner(client: Client, contrat: Contrat) -> None:
    page = declarer(client, contrat, fin="2025-05-13")
    assert "congé payé du 12/05/2025 au 13/05/2025" in page
    assert "avec les plans du mois" in page
    # Letter for the eye, words for the ear.
    assert page.count('<span aria-hidden="true">CP</span>') == 2
    assert page.count('<span class="visually-hidden">congé payé</span>') == 2
    assert "jeudi 8 mai, Fête de la Victoire" in page


def test_the_drafts_it_replaced_are_said(client: Client, contrat: Contrat) -> None:
    fabrique.heures(contrat, date(2025, 5, 12), 420)
    page = declarer(client, contrat, nature=4, minutes_par_jour="3h30").replace("\u202f", " ")
    assert "1 jour : 3 h 30 en brouillon remplacées par l’absence" in page
    assert "absence non payée, 3 h 30" in page


def test_a_validated_day_is_said_to_stay(client: Client, contrat: Contrat) -> None:
    fabrique.heures(contrat, date(2025, 5, 12), 420)
    fabrique.valider_mois(contrat.structure, MAI)
    assert "1 jour a des heures validées, qui n’ont pas changé" in declarer(client, contrat)


def test_leave_typed_in_the_hours_shows_on_the_planner_too(
    client: Client, contrat: Contrat
) -> None:
    fabrique.heures(contrat, date(2025, 5, 12), 420, nature=GenreHeures.CONGE_PAYE)
    page = lire(client, adresse(contrat, "absences", mois="2025-05")).replace("\u202f", " ")
    assert "congé payé, 7 h 00, saisie dans les heures" in page


def test_days_outside_the_contract_are_said(client: Client, contrat: Contrat) -> None:
    Contrat.objects.filter(pk=contrat.pk).update(fin=date(2025, 5, 20))
    page = lire(client, adresse(contrat, "absences", mois="2025-05"))
    assert page.count('<span class="visually-hidden">hors contrat</span>') == 11
    assert "Personne n’est sous contrat" in lire(
        client, adresse(contrat, "absences", mois="2025-06")
    )


def test_the_condition_of_the_vendredi_saint_is_written_in_alsace(
    client: Client, contrat: Contrat
) -> None:
    url = adresse(contrat, "absences", mois="2025-04")
    assert "temple protestant" not in lire(client, url)
    Structure.objects.filter(pk=contrat.structure_id).update(code_insee="67482")
    assert "Vendredi saint (dans les communes qui ont un temple protestant" in lire(client, url)


def test_an_absence_refused_says_why(client: Client, contrat: Contrat) -> None:
    declarer(client, contrat)
    assert "est déjà absente du 12/05/2025" in declarer(client, contrat)
    assert Absence.objects.count() == 1


def test_an_absence_is_taken_away_once_confirmed(client: Client, contrat: Contrat) -> None:
    declarer(client, contrat)
    absence = Absence.objects.get()
    url = adresse(contrat, "absence_annuler", absence_id=absence.pk)
    assert "congé payé le 12/05/2025" in lire(client, url)
    assert Absence.objects.exists()
    assert "L’absence est retirée" in envoyer(client, url)
    assert not Absence.objects.exists()


def test_no_field_lets_one_write_a_reason(client: Client, contrat: Contrat) -> None:
    page = lire(client, adresse(contrat, "absence_nouvelle"))
    formulaire = page.split("<form")[-1]
    assert "<textarea" not in formulaire
    assert formulaire.count("<input") == 4, "the token, two days and a duration"


# Codes


def test_a_code_is_added_then_taken_away(client: Client, contrat: Contrat) -> None:
    page = envoyer(client, adresse(contrat, "code_nouveau"), code="rtt", nature=3)
    assert "Le code RTT se tape dans la grille : absence payée" in page
    code = CodeHeures.objects.get()
    retirer = adresse(contrat, "code_retirer", code_id=code.pk)
    assert retirer in page
    assert "RTT : absence payée" in lire(client, retirer).replace("\xa0", " ")
    envoyer(client, retirer)
    assert not CodeHeures.objects.exists()


def test_a_code_of_the_house_cannot_be_hidden(client: Client, contrat: Contrat) -> None:
    page = envoyer(client, adresse(contrat, "code_nouveau"), code="cp", nature=4)
    assert "est un code de la maison (congé payé)" in page


# Rights


@pytest.mark.parametrize("nom", ["plans", "absences", "codes"])
def test_a_reader_sees_no_button_that_writes(contrat: Contrat, nom: str) -> None:
    fabrique.plan(contrat)
    fabrique.absence(contrat.salarie, MAI, MAI)
    lecteur = Client()
    lecteur.force_login(fabrique.utilisateur(Role.LECTURE, contrat.structure))
    autres = {"mois": "2025-05"} if nom == "absences" else {}
    page = lire(lecteur, adresse(contrat, nom, **autres))
    for interdit in ("nouveau/", "nouvelle/", "modifier/", "arreter/", "annuler/", "appliquer/"):
        assert interdit not in page
