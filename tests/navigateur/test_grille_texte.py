"""The browser reads and writes a cell exactly as the server does."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from etrier.droit.lecture import SaisieInvalide
from etrier.heures.cases import CODES, ecrire_case, lire_case
from tests.bases import Bases
from tests.navigateur.grille import Ateliers, monter

pytestmark = pytest.mark.navigateur

GRAINE, TIRAGES = 20261005, 4_000
MORCEAUX = (
    *("7h30", "7:30", "7,5", "7.5", "7", "0", "7,33", "0,008", "12h", "24:00", "25", "9:99"),
    *("CP", "cp", "F3", "AN3h30", "JF 2", "XY", "h", "H", ",", ":", "7h3", "1e2", "-3", "é", "½"),
    *(" ", "  ", "+", " / ", ";", "\u00a0", "\u202f", "7 h 30", "7 h CP", "7h CP3h30", "h30"),
)
# A duration whose decimals are as many as somebody can paste.
LONGS = ("7,4999999999999999999999", "0,00833333333333333333", "0,0083333333333333333334")
LIRE = """async (textes) => {
  const { lire, ecrire, Illisible } = await import("/static/grille/texte.js");
  const codes = %s;
  return textes.map(([texte, prevu]) => {
    try {
      const contenu = lire(texte, codes, prevu);
      return [contenu, ecrire(contenu, codes)];
    } catch (erreur) {
      if (!(erreur instanceof Illisible)) throw erreur;
      return [null, null];
    }
  });
}"""


@pytest.fixture(scope="module")
def ateliers(bases: Bases) -> Iterator[Ateliers]:
    with monter(bases, {"texte": 1}) as montes:
        yield montes


def test_the_browser_is_the_twin_of_the_server(chromium: Browser, ateliers: Ateliers) -> None:
    hasard = random.Random(GRAINE)
    textes = [
        ("".join(hasard.choices(MORCEAUX, k=hasard.randint(1, 4))), hasard.choice((0, 210, 420)))
        for _tirage in range(TIRAGES)
    ] + [(texte, 420) for texte in (*MORCEAUX, *LONGS, "")]
    with ateliers.grille(chromium, "texte") as grille:
        lus = grille.page.evaluate(LIRE % dict(CODES), textes)
    differents = [
        (texte, prevu, ici, la)
        for (texte, prevu), la in zip(textes, lus, strict=True)
        if (ici := _lire(texte, prevu)) != la
    ]
    assert differents == []
    refus = sum(ecrit is None for _lu, ecrit in lus)
    assert TIRAGES // 5 < refus < TIRAGES, "some must be read, some refused"


def _lire(texte: str, prevu: int) -> list[Any]:
    try:
        contenu = lire_case(texte, CODES, prevu)
    except SaisieInvalide:
        return [None, None]
    return [{str(n): m for n, m in contenu.items()}, ecrire_case(contenu)]
