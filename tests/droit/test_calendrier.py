"""Periods, both ends included, with or without an end."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.calendrier import couvre, se_touchent

PREMIER = date(2026, 1, 1)
JOURS = [PREMIER + timedelta(days=n) for n in range(12)]
PERIODES = st.tuples(st.sampled_from(JOURS), st.none() | st.sampled_from(JOURS)).filter(
    lambda p: p[1] is None or p[0] <= p[1]
)


def test_both_ends_of_a_period_are_in_it() -> None:
    assert [couvre(JOURS[1], JOURS[3], jour) for jour in JOURS[:5]] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert couvre(PREMIER, None, date.max)
    assert not couvre(JOURS[1], None, PREMIER)


@given(PERIODES, PERIODES)
def test_two_periods_touch_when_they_share_a_day(
    une: tuple[date, date | None], autre: tuple[date, date | None]
) -> None:
    commun = any(couvre(*une, jour) and couvre(*autre, jour) for jour in JOURS)
    assert se_touchent(*une, *autre) == se_touchent(*autre, *une) == commun
