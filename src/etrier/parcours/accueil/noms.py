"""Is it the same person? Names compared as people write them: accents, hyphens, a slip."""

from collections.abc import Iterable
from datetime import date

from rapidfuzz import fuzz

from etrier.droit.lettres import decouper
from etrier.parcours.models import Personne

# Out of 100. One wrong letter in a name of six gives 83; twins share only the family name.
SEUIL_NOM, SEUIL_PRENOM = 80, 75


def meme_nom(nom: str, prenom: str, autre_nom: str, autre_prenom: str) -> bool:
    """True when both names may be one person's: half of a double name, a letter mistaken, the
    first name written in the place of the name."""
    ici, la = (decouper(nom), decouper(prenom)), (decouper(autre_nom), decouper(autre_prenom))
    return _proches(ici, la) or _proches(ici, la[::-1])


def _proches(ici: tuple[list[str], list[str]], la: tuple[list[str], list[str]]) -> bool:
    return _ressemble(ici[0], la[0], SEUIL_NOM) and _ressemble(ici[1], la[1], SEUIL_PRENOM)


def _ressemble(uns: list[str], autres: list[str], seuil: int) -> bool:
    if not uns or not autres:
        return False
    if set(uns) <= set(autres) or set(autres) <= set(uns):
        return True
    return fuzz.ratio("".join(uns), "".join(autres)) >= seuil


def les_proches(
    parmi: Iterable[Personne], nom: str, prenom: str, naissance: date
) -> list[Personne]:
    """Those born that day whose name is near."""
    return [p for p in parmi if p.naissance == naissance and meme_nom(nom, prenom, p.nom, p.prenom)]
