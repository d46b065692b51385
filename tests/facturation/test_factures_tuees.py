"""Invoicing two hundred clients, killed at random and run again: no gap, no double."""

from typing import Any

import pytest

from tests.bases import Bases

VICTIME = "tests.facturation.victime_factures"
GRAINE, NOMBRE, CLIENTS, LOT = 20261123, 12, 200, 20


@pytest.fixture(scope="module")
def tuees(bases: Bases) -> dict[str, Any]:
    """What each death left behind."""
    livre: dict[str, Any] = bases.neuve().demander(VICTIME, str(GRAINE), str(NOMBRE))
    return livre


def test_they_do_die_all_along_the_way(tuees: dict[str, Any]) -> None:
    morts = tuees["morts"]
    assert sum(m["tue"] for m in morts) >= NOMBRE // 3
    assert any(m["laisse"]["brouillons"] and not m["laisse"]["numeros"] for m in morts)
    assert any(0 < len(m["laisse"]["numeros"]) < CLIENTS for m in morts)


def test_a_death_leaves_whole_lots_and_no_gap(tuees: dict[str, Any]) -> None:
    for mort in tuees["morts"]:
        laisse = mort["laisse"]
        numeros = laisse["numeros"]
        assert numeros == list(range(1, len(numeros) + 1))
        assert laisse["compteur"] == len(numeros)
        assert len(numeros) % LOT == laisse["brouillons"] % LOT == 0
        assert laisse["prises"] == len(numeros) + laisse["brouillons"]


def test_run_again_everybody_is_invoiced_once(tuees: dict[str, Any]) -> None:
    for mort in tuees["morts"]:
        assert mort["refait"] == {
            "brouillons": 0,
            "numeros": list(range(1, CLIENTS + 1)),
            "clients": CLIENTS,
            "compteur": CLIENTS,
            "prises": CLIENTS,
        }
    assert tuees["fautes"] == []
