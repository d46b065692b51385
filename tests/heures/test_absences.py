"""Absences, and the codes typed for them."""

from datetime import date

import pytest

from etrier.heures.cases import CODES, lire_case
from etrier.heures.codes import ajouter_code, codes_de, retirer_code
from etrier.heures.enums import GenreHeures
from etrier.heures.models import Absence, CodeHeures, LigneHeures
from etrier.heures.plans.absences import Effet, annuler_absence, declarer_absence
from etrier.heures.plans.actions import Semaine, planifier
from etrier.heures.plans.propositions import Propositions, appliquer
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from tests import fabrique

pytestmark = pytest.mark.django_db

# In May 2025 Thursdays 1, 8 and 29 are holidays.
MAI = date(2025, 5, 1)
LUNDI, MERCREDI, VENDREDI = date(2025, 5, 12), date(2025, 5, 14), date(2025, 5, 16)
TRAVAIL, FERIE, CONGE = GenreHeures.TRAVAIL, GenreHeures.JOUR_FERIE, GenreHeures.CONGE_PAYE
NON_PAYEE, FORMATION = GenreHeures.ABSENCE_NON_PAYEE, GenreHeures.FORMATION


@pytest.fixture
def contrat() -> Contrat:
    """A person planned seven hours a day, from Monday to Friday, on a chantier."""
    une = fabrique.structure()
    signe = fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))
    semaine = Semaine((420,) * 5 + (0, 0), date(2025, 1, 1))
    planifier(signe, semaine, chantier=fabrique.chantier(une), par=None)
    return signe


def absenter(
    contrat: Contrat,
    debut: date = LUNDI,
    fin: date = MERCREDI,
    nature: int = CONGE,
    minutes: int | None = None,
) -> Effet:
    return declarer_absence(
        contrat.structure,
        contrat.salarie,
        debut=debut,
        fin=fin,
        nature=nature,
        minutes_par_jour=minutes,
        par=None,
    )


def lancer(contrat: Contrat) -> Propositions:
    return appliquer(contrat.structure, MAI, par=None)


def du(contrat: Contrat, *jours: int) -> list[tuple[int, int, int]]:
    """Day of May, nature, minutes."""
    trouvees = LigneHeures.objects.filter(contrat=contrat, jour__day__in=jours)
    return sorted((x.jour.day, x.nature, x.minutes) for x in trouvees)


# What may be declared


@pytest.mark.parametrize(
    ("absence", "phrase"),
    [
        ({"nature": TRAVAIL}, "Choisissez la nature"),
        ({"nature": FERIE}, "Choisissez la nature"),
        ({"nature": 12}, "Choisissez la nature"),
        ({"fin": date(2025, 5, 11)}, "précède le début"),
        ({"fin": date(2052, 5, 14)}, "trois ans"),
        ({"minutes": 0}, "durée par jour"),
        ({"minutes": 1441}, "durée par jour"),
        ({"debut": date(2026, 5, 1), "fin": date(2026, 5, 2)}, "n’a pas de contrat"),
    ],
)
def test_it_refuses_an_impossible_absence(
    contrat: Contrat, absence: dict[str, object], phrase: str
) -> None:
    with pytest.raises(Refus, match=phrase):
        absenter(contrat, **absence)  # type: ignore[arg-type]
    assert not Absence.objects.exists()


def test_it_refuses_two_absences_of_one_person_on_one_day(contrat: Contrat) -> None:
    absenter(contrat)
    with pytest.raises(Refus, match="du 12/05/2025 au 14/05/2025"):
        absenter(contrat, MERCREDI, VENDREDI, NON_PAYEE)
    absenter(contrat, date(2025, 5, 15), VENDREDI)
    assert Absence.objects.count() == 2


def test_two_people_may_be_absent_together(contrat: Contrat) -> None:
    autre = fabrique.contrat(fabrique.salarie(contrat.structure), contrat.convention)
    absenter(contrat)
    absenter(autre)
    assert Absence.objects.count() == 2


def test_an_absence_keeps_no_words(contrat: Contrat) -> None:
    """A reason may be medical: there is no room for one, nor in the audit."""
    absenter(contrat, nature=NON_PAYEE)
    colonnes = {type(c).__name__ for c in Absence._meta.get_fields()}
    assert not colonnes & {"CharField", "TextField", "JSONField"}
    assert Acte.objects.get(verbe="absence.declarer").details == {
        "debut": "2025-05-12",
        "fin": "2025-05-14",
        "genre_heures": 4,
        "brouillons": 0,
    }


# What an absence gives


def test_the_plans_of_the_month_give_the_absence_in_place_of_the_work(contrat: Contrat) -> None:
    absenter(contrat)
    lancer(contrat)
    assert du(contrat, 12, 13, 14, 15) == [(12, 5, 420), (13, 5, 420), (14, 5, 420), (15, 1, 420)]
    assert lancer(contrat).saisies == []


def test_half_a_day_missed_leaves_the_other_half_worked(contrat: Contrat) -> None:
    absenter(contrat, LUNDI, LUNDI, FORMATION, minutes=180)
    lancer(contrat)
    assert du(contrat, 12) == [(12, 1, 240), (12, 2, 180)]
    assert lancer(contrat).laissees == []


def test_minutes_missed_come_off_the_last_place_first(contrat: Contrat) -> None:
    mission = fabrique.mission(fabrique.client(contrat.structure), contrat)
    planifier(contrat, Semaine((120,) + (0,) * 6, date(2025, 1, 2)), mission=mission, par=None)
    absenter(contrat, LUNDI, LUNDI, NON_PAYEE, minutes=150)
    lancer(contrat)
    assert du(contrat, 12) == [(12, 1, 390), (12, 4, 150)]


@pytest.mark.parametrize(
    ("nature", "du_ferie"), [(CONGE, FERIE), (FORMATION, FERIE), (NON_PAYEE, NON_PAYEE), (3, 3)]
)
def test_leave_does_not_count_on_a_holiday_an_absence_does(
    contrat: Contrat, nature: int, du_ferie: int
) -> None:
    absenter(contrat, date(2025, 5, 7), date(2025, 5, 9), nature)
    lancer(contrat)
    assert du(contrat, 7, 8, 9) == [(7, nature, 420), (8, du_ferie, 420), (9, nature, 420)]


def test_without_a_plan_the_usual_day_of_the_contract_is_missed(contrat: Contrat) -> None:
    autre = fabrique.contrat(fabrique.salarie(contrat.structure), contrat.convention)
    absenter(autre, date(2025, 5, 7), date(2025, 5, 12))
    lancer(autre)
    assert du(autre, *range(1, 32)) == [(7, 5, 312), (9, 5, 312), (12, 5, 312)]


def test_days_that_are_not_planned_stay_empty(contrat: Contrat) -> None:
    absenter(contrat, date(2025, 5, 10), date(2025, 5, 11), minutes=180)
    lancer(contrat)
    assert du(contrat, 10, 11) == []


def test_leave_typed_at_the_place_of_the_work_is_the_same_leave(contrat: Contrat) -> None:
    chantier = contrat.plans.get().chantier_id
    fabrique.heures(contrat, LUNDI, 420, nature=CONGE, chantier_id=chantier)
    fabrique.heures(contrat, date(2025, 5, 8), 420, nature=FERIE, chantier_id=chantier)
    absenter(contrat, LUNDI, LUNDI)
    assert lancer(contrat).laissees == []
    assert du(contrat, 8, 12) == [(8, FERIE, 420), (12, CONGE, 420)]


# An absence declared after the drafts


def test_drafts_of_work_give_way_to_the_absence(contrat: Contrat) -> None:
    lancer(contrat)
    effet = absenter(contrat)
    assert (effet.jours, effet.minutes, effet.valides) == (3, 3 * 420, 0)
    assert du(contrat, 12, 13, 14, 15) == [(12, 5, 420), (13, 5, 420), (14, 5, 420), (15, 1, 420)]
    assert lancer(contrat) == Propositions(MAI, contrats={contrat.pk: contrat})


def test_a_short_draft_gives_way_to_the_whole_planned_day(contrat: Contrat) -> None:
    fabrique.heures(contrat, LUNDI, 60)
    absenter(contrat, LUNDI, LUNDI)
    assert du(contrat, 12) == [(12, 5, 420)]


def test_work_on_a_day_nobody_planned_gives_way_minute_for_minute(contrat: Contrat) -> None:
    fabrique.heures(contrat, date(2025, 5, 17), 200)
    absenter(contrat, VENDREDI, date(2025, 5, 18))
    assert du(contrat, 16, 17, 18) == [(17, 5, 200)]


def test_half_a_day_shortens_the_draft(contrat: Contrat) -> None:
    lancer(contrat)
    effet = absenter(contrat, LUNDI, LUNDI, NON_PAYEE, minutes=90)
    assert (effet.jours, effet.minutes) == (1, 90)
    assert du(contrat, 12) == [(12, 1, 330), (12, 4, 90)]


def test_leave_already_typed_is_completed_not_doubled(contrat: Contrat) -> None:
    fabrique.heures(contrat, LUNDI, 210)
    fabrique.heures(contrat, LUNDI, 210, nature=CONGE)
    absenter(contrat, LUNDI, LUNDI)
    assert du(contrat, 12) == [(12, 5, 420)]


@pytest.mark.parametrize("sur_place", [True, False])
def test_half_a_day_already_missed_is_not_missed_twice(contrat: Contrat, sur_place: bool) -> None:
    lieu = contrat.plans.get().chantier_id if sur_place else None
    fabrique.heures(contrat, LUNDI, 330)
    fabrique.heures(contrat, LUNDI, 90, nature=NON_PAYEE, chantier_id=lieu)
    assert absenter(contrat, LUNDI, LUNDI, NON_PAYEE, minutes=90).jours == 0
    assert du(contrat, 12) == [(12, 1, 330), (12, 4, 90)]


def test_another_absence_of_the_day_keeps_its_minutes(contrat: Contrat) -> None:
    fabrique.heures(contrat, LUNDI, 360)
    fabrique.heures(contrat, LUNDI, 60, nature=NON_PAYEE)
    absenter(contrat, LUNDI, LUNDI)
    assert du(contrat, 12) == [(12, 4, 60), (12, 5, 360)]


def test_a_holiday_already_drafted_stays_within_leave(contrat: Contrat) -> None:
    lancer(contrat)
    assert absenter(contrat, date(2025, 5, 8), date(2025, 5, 9)).jours == 1
    assert du(contrat, 8, 9) == [(8, FERIE, 420), (9, CONGE, 420)]


def test_a_holiday_already_drafted_goes_with_an_unpaid_absence(contrat: Contrat) -> None:
    lancer(contrat)
    assert absenter(contrat, date(2025, 5, 8), date(2025, 5, 9), NON_PAYEE).jours == 2
    assert du(contrat, 8, 9) == [(8, NON_PAYEE, 420), (9, NON_PAYEE, 420)]


def test_validated_hours_stay_and_it_says_so(contrat: Contrat) -> None:
    fabrique.heures(contrat, LUNDI, 420)
    fabrique.valider_mois(contrat.structure, MAI)
    fabrique.heures(contrat, date(2025, 5, 13), 420)
    effet = absenter(contrat)
    assert (effet.jours, effet.valides) == (1, 1)
    assert du(contrat, 12, 13) == [(12, 1, 420), (13, 5, 420)]


def test_the_drafts_are_signed_by_who_declared_the_absence(contrat: Contrat) -> None:
    qui = fabrique.utilisateur()
    lancer(contrat)
    declarer_absence(
        contrat.structure,
        contrat.salarie,
        debut=LUNDI,
        fin=LUNDI,
        nature=FORMATION,
        minutes_par_jour=60,
        par=qui,
    )
    du_jour = LigneHeures.objects.filter(contrat=contrat, jour=LUNDI)
    assert set(du_jour.values_list("saisie_par", flat=True)) == {qui.pk}
    assert Absence.objects.get().saisie_par == qui


# An absence cancelled


def test_a_cancelled_absence_takes_its_drafts_away_and_the_work_comes_back(
    contrat: Contrat,
) -> None:
    absence = absenter(contrat).absence
    lancer(contrat)
    assert annuler_absence(absence, par=None) == 3
    assert du(contrat, 12, 13, 14) == []
    assert len(lancer(contrat).saisies) == 3
    assert not Absence.objects.exists()
    assert Acte.objects.get(verbe="absence.annuler").details["brouillons"] == 3


def test_a_cancelled_absence_leaves_validated_hours(contrat: Contrat) -> None:
    absence = absenter(contrat).absence
    lancer(contrat)
    fabrique.valider_mois(contrat.structure, MAI)
    assert annuler_absence(absence, par=None) == 0
    assert du(contrat, 12) == [(12, 5, 420)]


# Codes


def test_a_structure_types_its_own_codes_beside_those_of_the_house(contrat: Contrat) -> None:
    une = contrat.structure
    ajouter_code(une, code=" rtt ", nature=GenreHeures.ABSENCE_PAYEE, par=None)
    assert codes_de(une) == {**CODES, "RTT": 3}
    assert lire_case("3h30 Rtt", codes_de(une), 420) == {1: 210, 3: 210}
    assert codes_de(fabrique.structure()) == CODES


@pytest.mark.parametrize("code", ["", "TROPLONG", "R2", "R T", "é_", "H", "h"])
def test_it_refuses_what_is_not_a_code(contrat: Contrat, code: str) -> None:
    with pytest.raises(Refus, match="1 à 6 lettres"):
        ajouter_code(contrat.structure, code=code, nature=CONGE, par=None)


@pytest.mark.parametrize("code", ["CP", "cp", "F", "JF"])
def test_it_refuses_to_hide_a_code_of_the_house(contrat: Contrat, code: str) -> None:
    with pytest.raises(Refus, match="code de la maison"):
        ajouter_code(contrat.structure, code=code, nature=NON_PAYEE, par=None)


def test_it_refuses_a_code_for_work_and_a_code_known_already(contrat: Contrat) -> None:
    with pytest.raises(Refus, match="sans code"):
        ajouter_code(contrat.structure, code="W", nature=TRAVAIL, par=None)
    ajouter_code(contrat.structure, code="RTT", nature=3, par=None)
    with pytest.raises(Refus, match="existe déjà"):
        ajouter_code(contrat.structure, code="rtt", nature=NON_PAYEE, par=None)


def test_a_code_taken_away_is_read_no_more(contrat: Contrat) -> None:
    code = ajouter_code(contrat.structure, code="RTT", nature=3, par=None)
    retirer_code(code, par=None)
    assert codes_de(contrat.structure) == CODES
    actes = Acte.objects.filter(verbe__startswith="code.").order_by("pk")
    assert [x.verbe for x in actes] == ["code.ajouter", "code.retirer"]


def test_a_code_of_the_house_keeps_its_meaning_whatever_the_table_says(contrat: Contrat) -> None:
    CodeHeures.objects.create(structure=contrat.structure, code="CP", nature=NON_PAYEE)
    assert codes_de(contrat.structure)["CP"] == CONGE
