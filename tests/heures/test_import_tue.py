"""Two hundred imports killed at random points of their course: books whole, import repeatable."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.bases import Bases
from tests.heures.victime_import import LIGNES, UN_SUR

VICTIME = "tests.heures.victime_import"
GRAINE, NOMBRE = 20261123, 200
RIEN, TOUT = [0, 0, 0], [1, 2, LIGNES]
# The marks an import makes: begun, read (2), matched (2), writing, written.
EN_LECTURE, EN_ECRITURE = 2, 6


@pytest.fixture(scope="module")
def tues(bases: Bases) -> dict[str, Any]:
    """What each death left behind: two books, a hundred deaths on each, one after the other."""
    livres = [bases.neuve(), bases.neuve()]

    def malmener(rang: int) -> Any:
        livres[rang].demander(VICTIME, "preparer")
        return livres[rang].demander(VICTIME, "tuer", str(GRAINE + rang), str(NOMBRE // 2))

    with ThreadPoolExecutor(2) as deux:
        premiers, seconds = deux.map(malmener, range(2))
    return {cle: premiers[cle] + seconds[cle] for cle in ("morts", "livres")}


def test_they_do_die_all_along_the_way(tues: dict[str, Any]) -> None:
    marques = [m["marques"] for m in tues["morts"]]
    assert len(marques) == NOMBRE
    assert sum(m >= 0 for m in marques) > NOMBRE * 0.6
    assert any(0 <= m <= EN_LECTURE for m in marques)
    assert any(EN_LECTURE < m < EN_ECRITURE for m in marques)
    assert any(m >= EN_ECRITURE for m in marques)


def test_a_killed_import_left_all_or_nothing(tues: dict[str, Any]) -> None:
    for rang, mort in enumerate(tues["morts"]):
        assert mort["trouve"] in (RIEN, TOUT), rang
    laisses = [m["trouve"] for m in tues["morts"] if m["marques"] >= 0]
    assert RIEN in laisses


def test_the_same_file_again_completes_it_once(tues: dict[str, Any]) -> None:
    for rang, mort in enumerate(tues["morts"]):
        # Already whole: the second import only remembers the file.
        assert mort["refait"] == (TOUT if mort["trouve"] == RIEN else [1, 1, 0]), rang
        assert mort["encore"] == ([1, 1, 0] if rang % UN_SUR == 0 else [0, 0, 0]), rang
        assert (mort["lignes"], mort["minutes"]) == (LIGNES, LIGNES * 420), rang


def test_half_of_them_wrote_the_good_lines_only(tues: dict[str, Any]) -> None:
    bonnes = [m for m in tues["morts"] if m["bonnes_lignes"]]
    assert len(bonnes) == NOMBRE // 2
    assert any(m["marques"] >= 0 and m["trouve"] == RIEN for m in bonnes)


def test_the_books_are_whole(tues: dict[str, Any]) -> None:
    assert tues["livres"] == []
