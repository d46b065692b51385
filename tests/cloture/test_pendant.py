"""Hours written while a month is closed."""

from tests.bases import Bases


def test_a_close_waits_for_whoever_writes_and_leaves_no_line_out(bases: Bases) -> None:
    fait = bases.neuve().demander("tests.cloture.pendant")
    assert fait == {"refusee": True, "clotures": 0, "lignes": 2}
