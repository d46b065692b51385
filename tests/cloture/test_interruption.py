"""Killed in the middle of its work, a close or an import leaves whole books, and can be redone."""

import random
import signal
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from tests.bases import Base, Bases

VICTIME = "tests.cloture.victime"
GRAINE = 20261116
# A batch says three things (reading, deriving, writing) and makes ten gestures (before and after
# each of five tables); there are three batches. Gesture 1: the close is written, not what it led
# to; gesture 10: everything is written and nothing committed.
ETAPES = ("etape:1", "etape:2", "etape:3", "etape:4", "etape:9", "etape:10")
GESTES = ("geste:1", "geste:2", "geste:6", "geste:10", "geste:11", "geste:15", "geste:30")
NOMBRE_AU_HASARD = 5
IMPORTS = ("geste:1", "geste:2", "geste:4")


@dataclass(frozen=True)
class Suites:
    """A death and what followed: the books as found, after a second try, after a third."""

    code: int
    trouve: dict[str, Any]
    refait: dict[str, Any]
    encore: dict[str, Any]


@dataclass(frozen=True)
class Temoin:
    """The same world, closed without interruption; and how long that took."""

    duree: float
    clos: dict[str, Any]


@pytest.fixture(scope="module")
def modele(bases: Bases) -> Base:
    """A prepared world, copied for each death."""
    base = bases.neuve()
    base.demander(VICTIME, "preparer")
    return base


@pytest.fixture(scope="module")
def temoin(bases: Bases, modele: Base) -> Temoin:
    """What an undisturbed close gives."""
    base = bases.copie(modele)
    duree = base.demander(VICTIME, "cloturer", "jamais")["duree"]
    return Temoin(duree, base.demander(VICTIME, "decrire"))


def tuer(bases: Bases, modele: Base, acte: str, points: Iterable[str]) -> dict[str, Suites]:
    """Kill the act at each point, on a copy of its own, two at a time."""
    copies = {point: bases.copie(modele) for point in points}

    def un(point: str) -> Suites:
        code = copies[point].executer(VICTIME, acte, point).returncode
        bases.attendre(copies[point])
        return Suites(code, *copies[point].demander(VICTIME, "reprendre", acte))

    with ThreadPoolExecutor(2) as deux:
        return dict(zip(copies, deux.map(un, copies), strict=True))


@pytest.fixture(scope="module")
def clotures(bases: Bases, modele: Base, temoin: Temoin) -> dict[str, Suites]:
    """Closes killed at chosen points, and at random times."""
    hasard = random.Random(GRAINE)
    delais = [f"delai:{hasard.random() * temoin.duree:.4f}" for _ in range(NOMBRE_AU_HASARD)]
    return tuer(bases, modele, "cloturer", (*ETAPES, *GESTES, *delais))


@pytest.fixture(scope="module")
def imports(bases: Bases, modele: Base) -> dict[str, Suites]:
    """Imports killed at chosen points."""
    return tuer(bases, modele, "importer", IMPORTS)


def test_they_do_die(clotures: dict[str, Suites]) -> None:
    for point in (*ETAPES, *GESTES):
        assert clotures[point].code == -signal.SIGKILL, point
    au_hasard = [s.code for p, s in clotures.items() if p.startswith("delai")]
    assert len(au_hasard) == NOMBRE_AU_HASARD
    assert set(au_hasard) <= {-signal.SIGKILL, 0}


def test_a_killed_close_leaves_whole_books(clotures: dict[str, Suites], temoin: Temoin) -> None:
    ouverte = [0] * len(next(iter(temoin.clos["comptes"].values())))
    for point, suites in clotures.items():
        for structure, comptes in suites.trouve["comptes"].items():
            entiere = temoin.clos["comptes"][structure]
            assert comptes in (ouverte, entiere), (point, structure)
        assert suites.trouve["anomalies"] == [], point


def test_what_was_committed_before_the_death_stays(clotures: dict[str, Suites]) -> None:
    closes = {p: len(s.trouve["sceaux"]) for p, s in clotures.items()}
    # Two structures a batch: nothing, one batch, two, or all three.
    attendues = {
        "etape:1": 0, "etape:2": 0, "etape:3": 0, "etape:4": 2, "etape:9": 4, "etape:10": 6,
        "geste:1": 0, "geste:2": 0, "geste:6": 0, "geste:10": 0, "geste:11": 2, "geste:15": 2,
        "geste:30": 4,
    }  # fmt: skip
    assert {p: closes[p] for p in attendues} == attendues
    assert set(closes.values()) <= {0, 2, 4, 6}


def test_closing_again_gives_what_an_undisturbed_close_gives(
    clotures: dict[str, Suites], temoin: Temoin
) -> None:
    assert len(temoin.clos["sceaux"]) == 6
    assert temoin.clos["anomalies"] == []
    for point, suites in clotures.items():
        assert suites.refait == temoin.clos, point
        assert suites.encore == temoin.clos, point


def test_a_killed_import_leaves_nothing_and_can_be_redone(imports: dict[str, Suites]) -> None:
    for point, suites in imports.items():
        assert suites.code == -signal.SIGKILL, point
        trouves, refaits, encore = (
            vu["imports"] for vu in (suites.trouve, suites.refait, suites.encore)
        )
        _imports, actes, lignes = trouves
        assert (trouves[0], lignes) == (0, 0), point
        # One import, 12 people on 20 days; the acts are one entry and one import.
        assert refaits == [1, actes + 2, 240], point
        # The same file again is remembered, and adds no line.
        assert encore == [2, actes + 3, 240], point
        assert suites.encore["anomalies"] == [], point
