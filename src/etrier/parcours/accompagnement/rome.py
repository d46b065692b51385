"""Jobs by their ROME names: found as one types, accents and capitals apart."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etrier.droit.lettres import decouper, en_mots

FICHIER = Path(__file__).with_name("rome.txt")
LETTRES_MINIMALES = 2


@dataclass(frozen=True)
class Metier:
    """A name of job and its code."""

    code_rome: str
    libelle: str


def chercher(texte: str, limite: int = 12) -> list[Metier]:
    """Jobs where each word typed starts a word of the name, or is the code; the closest first.

    Empty under two letters.
    """
    mots = decouper(texte)
    if len("".join(mots)) < LETTRES_MINIMALES:
        return []
    trouves = [
        (not plat.startswith(mots[0]), len(plat), metier)
        for metier, plat in _metiers()
        if all(f" {mot}" in f" {plat}" for mot in mots)
    ]
    trouves.sort(key=lambda t: (t[0], t[1], t[2].libelle))
    return [metier for _loin, _longueur, metier in trouves[:limite]]


def connu(code_rome: str, libelle: str) -> bool:
    """True for a job of the list, as it is written there."""
    return any(m.code_rome == code_rome and m.libelle == libelle for m, _plat in _metiers())


@cache
def _metiers() -> tuple[tuple[Metier, str], ...]:
    lus = []
    for ligne in FICHIER.read_text(encoding="utf-8").splitlines():
        code, _, noms = ligne.partition("\t")
        lus += [(Metier(code, nom), f"{en_mots(nom)} {code.casefold()}") for nom in noms.split("|")]
    return tuple(lus)
