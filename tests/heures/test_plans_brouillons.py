"""Plans: the drafts they give in a month."""

from datetime import date

import pytest

from etrier.cloture.actions import cloturer
from etrier.heures.actions import valider
from etrier.heures.enums import GenreHeures
from etrier.heures.models import LigneHeures
from etrier.heures.plans.absences import declarer_absence
from etrier.heures.plans.actions import modifier_plan, planifier
from etrier.heures.plans.propositions import appliquer, proposer
from etrier.missions.models import Chantier
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from tests import fabrique
from tests.heures.monde_plans import (
    CONGE,
    FERIE,
    MAI,
    MARDI_MATIN,
    SEPT_HEURES,
    chantier,
    contrat,
    lancer,
    lignes,
    semaine,
)

__all__ = ["chantier", "contrat"]

pytestmark = pytest.mark.django_db


def test_it_writes_the_month_and_a_second_time_nothing(
    contrat: Contrat, chantier: Chantier
) -> None:
    planifier(contrat, semaine(), chantier=chantier, par=None)
    ecrites = lancer(contrat)
    assert (len(ecrites.saisies), ecrites.minutes, ecrites.laissees) == (22, 22 * SEPT_HEURES, [])
    assert [jour for jour, nature, _m in lignes(contrat) if nature == FERIE] == [1, 8, 29]
    travail = LigneHeures.objects.filter(contrat=contrat, nature=GenreHeures.TRAVAIL)
    assert set(travail.values_list("chantier", "validee_le")) == {(chantier.pk, None)}
    encore = lancer(contrat)
    assert (encore.saisies, encore.laissees) == ([], [])
    assert Acte.objects.filter(verbe="plans.appliquer").count() == 1


def test_a_preview_writes_nothing(contrat: Contrat) -> None:
    planifier(contrat, semaine(), par=None)
    assert len(proposer(contrat.structure, MAI).saisies) == 22
    assert lignes(contrat) == []


def test_what_somebody_typed_is_never_overwritten_and_said(
    contrat: Contrat, chantier: Chantier
) -> None:
    planifier(contrat, semaine(), chantier=chantier, par=None)
    fabrique.heures(contrat, date(2025, 5, 5), 300, chantier_id=chantier.pk)
    fabrique.heures(contrat, date(2025, 5, 6), SEPT_HEURES, chantier_id=chantier.pk)
    laissees = lancer(contrat).laissees
    assert [(x.jour.day, x.prevues, x.tenues) for x in laissees] == [(5, SEPT_HEURES, 300)]
    assert (5, 1, 300) in lignes(contrat)
    assert len(lignes(contrat)) == 22


def test_a_changed_plan_applied_again_says_the_days_that_differ(contrat: Contrat) -> None:
    plan = planifier(contrat, semaine(), par=None)
    lancer(contrat)
    modifier_plan(plan, semaine((SEPT_HEURES,) * 4 + (300, 240, 0)), par=None)
    encore = lancer(contrat)
    assert {s.jour.weekday() for s in encore.saisies} == {5}
    assert {x.jour.weekday() for x in encore.laissees} == {4}


@pytest.mark.parametrize("nature", [CONGE, GenreHeures.ABSENCE_NON_PAYEE, GenreHeures.FORMATION])
def test_leave_typed_without_a_declared_absence_takes_the_day(
    contrat: Contrat, chantier: Chantier, nature: int
) -> None:
    planifier(contrat, semaine(), chantier=chantier, par=None)
    fabrique.heures(contrat, date(2025, 5, 5), SEPT_HEURES, nature=nature)
    assert [x.jour.day for x in lancer(contrat).laissees] == [5]
    assert [x for x in lignes(contrat) if x[0] == 5] == [(5, nature, SEPT_HEURES)]


def test_a_day_worked_on_another_chantier_is_not_worked_twice(
    contrat: Contrat, chantier: Chantier
) -> None:
    planifier(contrat, semaine(), chantier=chantier, par=None)
    ailleurs = fabrique.chantier(contrat.structure)
    fabrique.heures(contrat, date(2025, 5, 5), 400, chantier_id=ailleurs.pk)
    lancer(contrat)
    assert [x for x in lignes(contrat) if x[0] == 5] == [(5, 1, 400)]


def test_missions_of_one_day_add_up(contrat: Contrat) -> None:
    chez = [fabrique.mission(fabrique.client(contrat.structure), contrat) for _ in range(3)]
    planifier(contrat, semaine(MARDI_MATIN), mission=chez[0], par=None)
    planifier(contrat, semaine((0, 120, 0, 0, 0, 0, 0)), mission=chez[1], par=None)
    fabrique.heures(contrat, date(2025, 5, 6), 90, mission_id=chez[2].pk)
    lancer(contrat)
    assert sorted(m for jour, _n, m in lignes(contrat) if jour == 6) == [90, 120, 210]


def test_a_holiday_gives_nothing_on_a_mission_and_work_where_it_is_worked(
    contrat: Contrat, chantier: Chantier
) -> None:
    mission = fabrique.mission(fabrique.client(contrat.structure), contrat)
    jeudi = (0, 0, 0, 120, 0, 0, 0)
    planifier(contrat, semaine(jeudi), mission=mission, par=None)
    planifier(contrat, semaine(jeudi, travaille_les_feries=True), chantier=chantier, par=None)
    lancer(contrat)
    assert [x for x in lignes(contrat) if x[0] == 8] == [(8, 1, 120)]
    assert [x for x in lignes(contrat) if x[0] == 15] == [(15, 1, 120), (15, 1, 120)]


def test_hours_count_for_the_clause_only_while_it_runs(contrat: Contrat) -> None:
    clause = fabrique.clause(fabrique.client(contrat.structure))
    clause.fin = date(2025, 5, 16)
    clause.save()
    planifier(contrat, semaine(clause=clause), par=None)
    lancer(contrat)
    comptees = LigneHeures.objects.filter(clause=clause).values_list("jour", flat=True)
    assert max(comptees) == date(2025, 5, 16)
    assert len(comptees) == 10, "eleven weekdays from the 2nd to the 16th, less one holiday"


def test_nothing_is_written_on_a_chantier_before_it_opens(
    contrat: Contrat, chantier: Chantier
) -> None:
    chantier.debut, chantier.fin = date(2025, 5, 12), date(2025, 5, 14)
    chantier.save()
    planifier(contrat, semaine(), chantier=chantier, par=None)
    lancer(contrat)
    assert [jour for jour, _n, _m in lignes(contrat)] == [12, 13, 14]


def test_a_closed_month_receives_nothing_and_says_so(contrat: Contrat) -> None:
    planifier(contrat, semaine(), par=None)
    lancer(contrat)
    valider(contrat.structure, MAI, par=None)
    assert cloturer([contrat.structure_id], MAI, par=None).closes
    assert proposer(contrat.structure, MAI).clos
    with pytest.raises(Refus, match="05/2025 est clos"):
        lancer(contrat)


def test_only_the_contracts_asked_for_are_filled(contrat: Contrat) -> None:
    autre = fabrique.contrat(fabrique.salarie(contrat.structure), contrat.convention)
    for un in (contrat, autre):
        planifier(un, semaine(), par=None)
    appliquer(contrat.structure, MAI, par=None, contrats=[autre.pk])
    assert (lignes(contrat), len(lignes(autre))) == ([], 22)


def test_validated_hours_and_their_corrections_count_as_hours(contrat: Contrat) -> None:
    planifier(contrat, semaine(), par=None)
    fabrique.heures(contrat, date(2025, 5, 5), SEPT_HEURES)
    fabrique.valider_mois(contrat.structure, MAI)
    assert len(lancer(contrat).saisies) == 21


def test_a_month_of_eighty_people_takes_few_queries(
    contrat: Contrat, django_assert_max_num_queries: object
) -> None:
    chantier = fabrique.chantier(contrat.structure)
    for _ in range(79):
        un = fabrique.contrat(fabrique.salarie(contrat.structure), contrat.convention)
        planifier(un, semaine(), chantier=chantier, par=None)
    planifier(contrat, semaine(), chantier=chantier, par=None)
    declarer_absence(
        contrat.structure,
        contrat.salarie,
        debut=date(2025, 5, 12),
        fin=date(2025, 5, 16),
        nature=CONGE,
        par=None,
    )
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        proposees = proposer(contrat.structure, MAI)
    assert len(proposees.saisies) == 80 * 22
