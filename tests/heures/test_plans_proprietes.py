"""What must hold of every plan."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etrier.heures.calendrier import feries
from etrier.heures.enums import GenreHeures
from etrier.heures.models import Absence, PlanHeures
from etrier.heures.plans.actions import planifier
from etrier.heures.plans.journee import Journee
from etrier.heures.plans.prevision import prevues
from etrier.parcours.models import Contrat
from etrier.socle.mois import dernier_jour, jours_de
from tests import fabrique
from tests.heures.monde_plans import (
    FERIE,
    FIN_MAI,
    LUNDI_VENDREDI,
    MAI,
    contrat,
    lancer,
    lignes,
    semaine,
)

__all__ = ["contrat"]

pytestmark = pytest.mark.django_db
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
