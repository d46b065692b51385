"""Plans: the usual week, and the drafts it gives in a month."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from etrier.cloture.actions import cloturer
from etrier.heures.actions import valider
from etrier.heures.calendrier import feries
from etrier.heures.enums import GenreHeures
from etrier.heures.models import Absence, LigneHeures, PlanHeures
from etrier.heures.plans.absences import declarer_absence
from etrier.heures.plans.actions import Semaine, arreter_plan, modifier_plan, planifier
from etrier.heures.plans.journee import Journee
from etrier.heures.plans.prevision import prevues
from etrier.heures.plans.propositions import Propositions, appliquer, proposer
from etrier.missions.models import Chantier
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.socle.mois import dernier_jour, jours_de
from tests import fabrique

pytestmark = pytest.mark.django_db

# In May 2025 Thursdays 1, 8 and 29 are holidays.
MAI, FIN_MAI = date(2025, 5, 1), date(2025, 5, 31)
SEPT_HEURES = 420
LUNDI_VENDREDI = (SEPT_HEURES,) * 5 + (0, 0)
MARDI_MATIN = (0, 210, 0, 0, 0, 0, 0)
FERIE, CONGE = GenreHeures.JOUR_FERIE, GenreHeures.CONGE_PAYE


def semaine(
    minutes: Sequence[int] = LUNDI_VENDREDI, debut: date = date(2025, 1, 1), **autres: object
) -> Semaine:
    return Semaine(minutes, debut, **autres)  # type: ignore[arg-type]


@pytest.fixture
def contrat() -> Contrat:
    une = fabrique.structure()
    return fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))


@pytest.fixture
def chantier(contrat: Contrat) -> Chantier:
    return fabrique.chantier(contrat.structure)


def lancer(contrat: Contrat, mois: date = MAI) -> Propositions:
    return appliquer(contrat.structure, mois, par=None)


def lignes(contrat: Contrat) -> list[tuple[int, int, int]]:
    """Day of the month, nature, minutes."""
    trouvees = LigneHeures.objects.filter(contrat=contrat).order_by("jour", "nature", "pk")
    return [(x.jour.day, x.nature, x.minutes) for x in trouvees]


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


# The drafts of a month


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


# What must hold of every plan


semaines = st.lists(st.integers(0, 600), min_size=7, max_size=7).filter(any)
debuts = st.dates(date(2019, 1, 1), date(2021, 3, 1))


@given(debut=debuts, rythme=st.integers(1, 8), minutes=semaines, ecart=st.integers(0, 500))
def test_weeks_are_counted_from_the_first_one_across_the_years(
    debut: date, rythme: int, minutes: list[int], ecart: int
) -> None:
    """2020 has a week 53: counting by its number would lose the rhythm."""
    plan = PlanHeures(debut=debut, toutes_les_semaines=rythme, minutes_par_jour=minutes)
    jour = debut + timedelta(days=ecart)
    lundi = debut - timedelta(days=debut.weekday())
    semaines_ecoulees = [n for n in range(ecart // 7 + 2) if lundi + timedelta(7 * n) <= jour]
    travaillee = semaines_ecoulees[-1] % rythme == 0
    assert plan.minutes_du(jour) == (minutes[jour.weekday()] if travaillee else 0)


def test_a_week_53_does_not_shift_the_fortnight() -> None:
    plan = PlanHeures(
        debut=date(2020, 12, 21), toutes_les_semaines=2, minutes_par_jour=LUNDI_VENDREDI
    )
    lundis = [date(2020, 12, 21) + timedelta(7 * n) for n in range(5)]
    assert [plan.minutes_du(x) for x in lundis] == [420, 0, 420, 0, 420]
    assert date(2020, 12, 28).isocalendar().week == 53


@st.composite
def mois_planifies(draw: st.DrawFn) -> tuple[Contrat, list[PlanHeures], Absence | None]:
    """A contract, one to three plans without a place, perhaps an absence; unsaved."""
    jours = st.dates(date(2025, 4, 1), date(2025, 6, 30))
    debut, fin = sorted([draw(jours), draw(jours)])
    contrat = Contrat(pk=1, salarie_id=1, debut=debut, fin=fin)
    plans = []
    for _ in range(draw(st.integers(1, 3))):
        plans.append(
            PlanHeures(
                contrat=contrat,
                debut=draw(st.dates(debut, fin)),
                toutes_les_semaines=draw(st.integers(1, 3)),
                minutes_par_jour=draw(semaines),
                travaille_les_feries=draw(st.booleans()),
            )
        )
    if draw(st.booleans()):
        return contrat, plans, None
    premier, dernier = sorted([draw(jours), draw(jours)])
    nature = draw(st.sampled_from([2, 3, 4, 5]))
    return contrat, plans, Absence(debut=premier, fin=dernier, nature=nature)


def journees(mois: tuple[Contrat, list[PlanHeures], Absence | None]) -> Iterator[Journee]:
    contrat, plans, absence = mois
    chomes = {date(2025, 5, 1), date(2025, 5, 8), date(2025, 5, 29)}
    for jour in jours_de(MAI, FIN_MAI):
        absente = absence if absence and absence.couvre(jour) else None
        yield Journee(contrat, jour, plans, absente, jour in chomes)


@given(mois=mois_planifies())
def test_drafts_of_whole_days_add_up_to_what_is_planned_inside_the_contract(
    mois: tuple[Contrat, list[PlanHeures], Absence | None],
) -> None:
    """Off missions nothing is lost: a day is worked, missed, or a holiday."""
    contrat, plans, _absence = mois
    for journee in journees(mois):
        planifiees = sum(p.minutes_du(journee.jour) for p in plans)
        brouillons = journee.brouillons()
        attendues = planifiees if contrat.couvre(journee.jour) else 0
        assert sum(s.minutes for s in brouillons) == attendues
        if journee.absence is not None:
            assert all(s.nature != GenreHeures.TRAVAIL for s in brouillons)
        assert all(s.nature != FERIE or journee.ferie for s in brouillons)
        assert all(MAI <= s.jour <= FIN_MAI and contrat.couvre(s.jour) for s in brouillons)


@given(mois=mois_planifies(), manque=st.integers(1, 1440))
def test_missed_minutes_are_taken_off_the_work_and_no_more(
    mois: tuple[Contrat, list[PlanHeures], Absence | None], manque: int
) -> None:
    contrat, plans, absence = mois
    entieres = list(journees((contrat, plans, None)))
    if absence is not None:
        absence.minutes_par_jour = manque
    for journee, entiere in zip(journees(mois), entieres, strict=True):
        travail = sum(s.minutes for s in journee.brouillons() if s.nature == 1)
        plein = sum(s.minutes for s in entiere.brouillons() if s.nature == 1)
        assert travail == (max(plein - manque, 0) if journee.absence else plein)


@settings(max_examples=30)
@given(
    debut=st.dates(date(2025, 4, 1), date(2025, 5, 31)),
    rythme=st.integers(1, 3),
    minutes=semaines,
    tapees=st.dictionaries(st.integers(1, 31), st.integers(1, 600), max_size=8),
)
def test_twice_is_once_and_what_was_typed_stays(
    debut: date, rythme: int, minutes: list[int], tapees: dict[int, int]
) -> None:
    une = fabrique.structure()
    contrat = fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))
    planifier(contrat, semaine(minutes, debut, toutes_les_semaines=rythme), par=None)
    for jour, duree in tapees.items():
        fabrique.heures(contrat, MAI.replace(day=jour), duree)
    lancer(contrat)
    une_fois = lignes(contrat)
    assert lancer(contrat).saisies == []
    assert lignes(contrat) == une_fois
    assert {(jour, 1, duree) for jour, duree in tapees.items()} <= set(une_fois)
    chomes = {j.day for j in feries(une, 2025) if j.month == 5}
    prevus = prevues([contrat], max(debut, MAI), dernier_jour(MAI))
    attendues = {
        (jour.day, FERIE if jour.day in chomes else 1, m)
        for (_c, jour), m in prevus.items()
        if jour.day not in tapees
    }
    assert set(une_fois) == attendues | {(jour, 1, duree) for jour, duree in tapees.items()}
