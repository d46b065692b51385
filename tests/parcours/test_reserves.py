"""What deserves a look about a contract without being refused."""

from datetime import date

import pytest

from etrier.droit.calendrier import ajouter_mois
from etrier.parcours.models import Contrat, Salarie
from etrier.parcours.verification import Termes, reserves
from etrier.structures.models import Convention
from tests import fabrique

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention() -> Convention:
    return fabrique.convention(fabrique.structure(), "ACI")


@pytest.fixture
def camille(convention: Convention) -> Salarie:
    return fabrique.salarie(convention.structure)


def phrases(contrat: Contrat, heures: int = 26, taux: int = 1250) -> str:
    """The warnings in one text."""
    return " ".join(reserves(contrat, Termes(contrat.debut, contrat.fin, heures * 60, taux)))


def test_an_ordinary_contract_has_none(camille: Salarie, convention: Convention) -> None:
    assert phrases(fabrique.contrat(camille, convention)) == ""


@pytest.mark.parametrize(("fin", "dit"), [(date(2025, 4, 29), True), (date(2025, 4, 30), False)])
def test_under_four_months(camille: Salarie, convention: Convention, fin: date, dit: bool) -> None:
    contrat = fabrique.contrat(camille, convention, fin=fin)
    assert ("dure moins de 4 mois" in phrases(contrat)) is dit


@pytest.mark.parametrize(
    ("heures", "phrase"),
    [(19, "20 heures par semaine au moins"), (36, "ne dépasse pas la durée légale, 35 heures")],
)
def test_weekly_hours_out_of_the_ordinary(
    camille: Salarie, convention: Convention, heures: int, phrase: str
) -> None:
    assert phrase in phrases(fabrique.contrat(camille, convention), heures=heures)


def test_a_rate_under_the_smic_of_the_day(camille: Salarie, convention: Convention) -> None:
    contrat = fabrique.contrat(camille, convention)
    assert "sous le SMIC connu au 01/01/2025, 11,88 €" in phrases(contrat, taux=1187)
    assert phrases(contrat, taux=1188) == ""


def test_more_than_twenty_four_months_in_all(camille: Salarie, convention: Convention) -> None:
    fabrique.contrat(camille, convention, debut=date(2024, 1, 1), fin=date(2024, 12, 31))
    deuxieme = fabrique.contrat(camille, convention)
    assert phrases(deuxieme) == ""
    troisieme = fabrique.contrat(camille, convention, debut=date(2026, 1, 1), fin=date(2026, 6, 30))
    assert "dépassent 24 mois en tout" in phrases(troisieme, taux=1300)


def test_no_pass_on_the_first_day(camille: Salarie, convention: Convention) -> None:
    camille.personne.les_pass.all().delete()
    assert "Aucun PASS IAE ne couvre le 01/01/2025" in phrases(
        fabrique.contrat(camille, convention)
    )


def test_a_geiq_needs_no_pass(camille: Salarie) -> None:
    camille.personne.les_pass.all().delete()
    geiq = fabrique.convention(camille.structure, "GEIQ")
    contrat = fabrique.contrat(camille, geiq, genre="PROFESSIONNALISATION")
    assert phrases(contrat, taux=700) == ""


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2025, 1, 1), 4, date(2025, 5, 1)),
        (date(2025, 10, 31), 4, date(2026, 2, 28)),
        (date(2023, 10, 31), 4, date(2024, 2, 29)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_months_are_added_by_the_calendar(jour: date, mois: int, attendu: date) -> None:
    assert ajouter_mois(jour, mois) == attendu
