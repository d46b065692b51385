"""A period said in a sentence, on a paper and on a screen."""

from datetime import date

import pytest
from django.utils import translation

from etrier.droit.ecriture import du_au
from etrier.socle.mois import est_un_mois
from etrier.socle.periodes import dire_periode
from etrier.www import formats_ecran

MARS = date(2026, 3, 1), date(2026, 3, 31)


def test_a_sentence_says_both_ends_or_the_first() -> None:
    assert dire_periode(*MARS) == du_au(*MARS) == "du 01/03/2026 au 31/03/2026"
    assert dire_periode(MARS[0], None) == "depuis le 01/03/2026"


@pytest.mark.parametrize(
    ("debut", "fin", "entier"),
    [
        (*MARS, True),
        (date(2028, 2, 1), date(2028, 2, 29), True),
        (date(2028, 2, 1), date(2028, 2, 28), False),
        (date(2026, 3, 2), date(2026, 3, 31), False),
        (date(2026, 3, 1), date(2026, 4, 30), False),
    ],
)
def test_a_month_is_whole_from_its_first_to_its_last_day(
    debut: date, fin: date, entier: bool
) -> None:
    assert est_un_mois(debut, fin) is entier


@pytest.mark.parametrize(
    ("langue", "mois", "jours"),
    [
        ("fr", "mars 2026", "du 01/03/2026 au 15/03/2026"),
        ("en", "March 2026", "from 1 Mar 2026 to 15 Mar 2026"),
    ],
)
def test_a_screen_names_a_whole_month_in_its_language(langue: str, mois: str, jours: str) -> None:
    with translation.override(langue):
        assert formats_ecran.periode(*MARS) == mois
        assert formats_ecran.periode(MARS[0], date(2026, 3, 15)) == jours
