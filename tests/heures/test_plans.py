"""Plans: what may be planned, what changes, what a day expects."""

from datetime import date

import pytest
from django.db import IntegrityError

from etrier.heures.models import PlanHeures
from etrier.heures.plans.actions import Semaine, arreter_plan, modifier_plan, planifier
from etrier.heures.plans.prevision import prevues
from etrier.missions.models import Chantier
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from tests import fabrique
from tests.heures.monde_plans import MARDI_MATIN, SEPT_HEURES, chantier, contrat, lancer, semaine

__all__ = ["chantier", "contrat"]

pytestmark = pytest.mark.django_db

# What may be planned


@pytest.mark.parametrize(
    ("voulue", "phrase"),
    [
        (semaine((0,) * 7), "au moins un jour"),
        (semaine((420, 420)), "au moins un jour"),
        (semaine((1441,) + (0,) * 6), "24 heures"),
        (semaine((-60,) + (0,) * 6), "24 heures"),
        (semaine(toutes_les_semaines=0), "8 semaines"),
        (semaine(toutes_les_semaines=9), "8 semaines"),
        (semaine(fin=date(2024, 12, 31)), "précède le début"),
        (semaine(debut=date(2024, 12, 31)), "du contrat, du 01/01/2025 au 31/12/2025"),
        (semaine(fin=date(2026, 1, 1)), "du contrat, du 01/01/2025 au 31/12/2025"),
        (semaine(debut=date(2026, 1, 1)), "du contrat"),
    ],
)
def test_it_refuses_an_impossible_week(contrat: Contrat, voulue: Semaine, phrase: str) -> None:
    with pytest.raises(Refus, match=phrase):
        planifier(contrat, voulue, par=None)
    assert not PlanHeures.objects.exists()


def test_it_refuses_the_mission_of_somebody_else(contrat: Contrat) -> None:
    autre = fabrique.contrat(fabrique.salarie(contrat.structure), contrat.convention)
    mission = fabrique.mission(fabrique.client(contrat.structure), autre)
    with pytest.raises(Refus, match="d’une autre personne"):
        planifier(contrat, semaine(), mission=mission, par=None)


def test_it_refuses_dates_outside_the_mission(contrat: Contrat) -> None:
    mission = fabrique.mission(fabrique.client(contrat.structure), contrat)
    mission.debut = date(2025, 3, 3)
    mission.save()
    with pytest.raises(Refus, match="de la mission, du 03/03/2025 au 31/12/2025"):
        planifier(contrat, semaine(), mission=mission, par=None)


def test_it_refuses_a_chantier_and_a_mission_at_once(contrat: Contrat, chantier: Chantier) -> None:
    mission = fabrique.mission(fabrique.client(contrat.structure), contrat)
    with pytest.raises(Refus, match="jamais les deux"):
        planifier(contrat, semaine(), chantier=chantier, mission=mission, par=None)


def test_it_refuses_the_chantier_or_the_clause_of_another_structure(contrat: Contrat) -> None:
    ailleurs = fabrique.structure()
    with pytest.raises(Refus, match="pas de cette structure"):
        planifier(contrat, semaine(), chantier=fabrique.chantier(ailleurs), par=None)
    clause = fabrique.clause(fabrique.client(ailleurs))
    with pytest.raises(Refus, match="pas de cette structure"):
        planifier(contrat, semaine(clause=clause), par=None)


def test_it_refuses_a_second_plan_at_the_same_place_the_same_weeks(
    contrat: Contrat, chantier: Chantier
) -> None:
    planifier(contrat, semaine(), chantier=chantier, par=None)
    with pytest.raises(Refus, match="à partir du 01/01/2025"):
        planifier(contrat, semaine(debut=date(2025, 6, 2)), chantier=chantier, par=None)
    planifier(contrat, semaine(), par=None)
    assert PlanHeures.objects.count() == 2


def test_a_week_out_of_two_leaves_room_for_the_other_one(contrat: Contrat) -> None:
    planifier(contrat, semaine(debut=date(2025, 1, 6), toutes_les_semaines=2), par=None)
    with pytest.raises(Refus, match="déjà un plan"):
        planifier(contrat, semaine(debut=date(2025, 1, 22), toutes_les_semaines=4), par=None)
    planifier(contrat, semaine(debut=date(2025, 1, 15), toutes_les_semaines=2), par=None)
    jours = prevues([contrat], date(2025, 1, 15), date(2025, 3, 31))
    assert len(jours) == 54, "every week from Monday to Friday, once"


# A change keeps what was planned


def test_a_change_ends_the_old_plan_the_day_before(contrat: Contrat, chantier: Chantier) -> None:
    plan = planifier(contrat, semaine(), chantier=chantier, par=None)
    suite = modifier_plan(plan, semaine((300,) * 7, date(2025, 6, 10)), par=None)
    plan.refresh_from_db()
    assert (plan.fin, plan.minutes_hebdo) == (date(2025, 6, 9), 5 * SEPT_HEURES)
    assert (suite.debut, suite.chantier, suite.minutes_hebdo) == (
        date(2025, 6, 10),
        chantier,
        2100,
    )


def test_a_change_from_the_first_day_rewrites_the_plan(contrat: Contrat) -> None:
    plan = planifier(contrat, semaine(), par=None)
    suite = modifier_plan(plan, semaine(MARDI_MATIN), par=None)
    assert suite.pk == plan.pk
    assert PlanHeures.objects.get().minutes_hebdo == 210


def test_a_plan_still_to_begin_and_without_hours_is_put_off() -> None:
    une = fabrique.structure()
    plus_tard = fabrique.contrat(
        fabrique.salarie(une), fabrique.convention(une), debut=date(2099, 1, 1), fin=None
    )
    plan = planifier(plus_tard, semaine(debut=date(2099, 3, 2)), par=None)
    modifier_plan(plan, semaine(debut=date(2099, 4, 6)), par=None)
    assert PlanHeures.objects.get().debut == date(2099, 4, 6)


def test_a_fortnight_that_changes_keeps_its_weeks(contrat: Contrat) -> None:
    plan = planifier(contrat, semaine(debut=date(2025, 1, 6), toutes_les_semaines=2), par=None)
    # The 15th of January is in a week without work.
    voulue = semaine(MARDI_MATIN, date(2025, 1, 15), toutes_les_semaines=2)
    suite = modifier_plan(plan, voulue, par=None)
    plan.refresh_from_db()
    assert (plan.fin, suite.debut) == (date(2025, 1, 19), date(2025, 1, 20))
    assert suite.minutes_du(date(2025, 1, 21)) == 210


def test_it_refuses_to_change_a_plan_after_its_end(contrat: Contrat) -> None:
    plan = planifier(contrat, semaine(fin=date(2025, 2, 28)), par=None)
    with pytest.raises(Refus, match="finit le 28/02/2025"):
        modifier_plan(plan, semaine(debut=date(2025, 3, 3)), par=None)


def test_a_refused_change_leaves_the_old_plan_whole(contrat: Contrat) -> None:
    plan = planifier(contrat, semaine(), par=None)
    with pytest.raises(Refus, match="au moins un jour"):
        modifier_plan(plan, semaine((0,) * 7, date(2025, 6, 2)), par=None)
    assert PlanHeures.objects.get().fin is None


def test_a_stopped_plan_keeps_its_past_and_says_the_drafts_that_remain(contrat: Contrat) -> None:
    plan = planifier(contrat, semaine(), par=None)
    lancer(contrat)
    # From Monday 26: five days but the holiday, which holds a draft too.
    assert arreter_plan(plan, date(2025, 5, 25), par=None) == 5
    assert PlanHeures.objects.get().fin == date(2025, 5, 25)
    with pytest.raises(Refus, match="finit déjà le 25/05/2025"):
        arreter_plan(plan, date(2025, 6, 1), par=None)


def test_a_plan_stopped_before_it_began_goes_away(contrat: Contrat) -> None:
    plan = planifier(contrat, semaine(debut=date(2025, 6, 2)), par=None)
    arreter_plan(plan, date(2025, 6, 1), par=None)
    assert not PlanHeures.objects.exists()


def test_each_act_is_in_the_audit(contrat: Contrat) -> None:
    plan = planifier(contrat, semaine(), par=None)
    suite = modifier_plan(plan, semaine(MARDI_MATIN, date(2025, 6, 2)), par=None)
    lancer(contrat)
    arreter_plan(suite, date(2025, 12, 1), par=None)
    assert list(Acte.objects.order_by("pk").values_list("verbe", flat=True)) == [
        "plan.creer",
        "plan.modifier",
        "plans.appliquer",
        "plan.arreter",
    ]
    assert Acte.objects.get(verbe="plans.appliquer").details == {
        "mois": "2025-05-01",
        "ajoutees": 22,
        "laissees": 0,
    }


def test_two_places_on_one_plan_are_refused_by_the_table_too(
    contrat: Contrat, chantier: Chantier
) -> None:
    mission = fabrique.mission(fabrique.client(contrat.structure), contrat)
    plan = planifier(contrat, semaine(), chantier=chantier, par=None)
    plan.mission = mission
    with pytest.raises(IntegrityError):
        plan.save()


# The planned day


def test_a_contract_without_a_plan_expects_its_weekly_duration(contrat: Contrat) -> None:
    attendus = prevues([contrat], date(2025, 5, 5), date(2025, 5, 11))
    assert list(attendus.values()) == [312] * 5


def test_plans_of_a_contract_add_up_and_replace_its_weekly_duration(
    contrat: Contrat, chantier: Chantier
) -> None:
    planifier(contrat, semaine(debut=date(2025, 5, 7)), chantier=chantier, par=None)
    planifier(contrat, semaine(MARDI_MATIN, date(2025, 5, 7)), par=None)
    attendus = prevues([contrat], date(2025, 5, 6), date(2025, 5, 13))
    par_jour = {jour.day: minutes for (_contrat, jour), minutes in attendus.items()}
    # The 6th has no plan yet; the 8th is a holiday, and a planned day all the same.
    assert par_jour == {6: 312, 7: 420, 8: 420, 9: 420, 12: 420, 13: 630}


def test_a_week_without_work_is_planned_at_nothing(contrat: Contrat) -> None:
    planifier(contrat, semaine(debut=date(2025, 5, 5), toutes_les_semaines=2), par=None)
    attendus = prevues([contrat], date(2025, 5, 12), date(2025, 5, 18))
    assert attendus == {}


def test_a_plan_ends_with_its_mission(contrat: Contrat) -> None:
    mission = fabrique.mission(fabrique.client(contrat.structure), contrat)
    plan = planifier(contrat, semaine(), mission=mission, par=None)
    mission.fin = date(2025, 5, 6)
    mission.save()
    plan.refresh_from_db()
    assert plan.dernier_jour == date(2025, 5, 6)
    attendus = prevues([contrat], date(2025, 5, 5), date(2025, 5, 7))
    assert list(attendus.values()) == [SEPT_HEURES, SEPT_HEURES, 312]


def test_nothing_is_planned_outside_the_contract(contrat: Contrat) -> None:
    planifier(contrat, semaine(), par=None)
    attendus = prevues([contrat], date(2025, 12, 29), date(2026, 1, 4))
    assert [jour.day for _c, jour in attendus] == [29, 30, 31]
