"""Public holidays where a structure works, as the Code du travail lists them.

The days come from the `holidays` library; three differences with the law are settled here:

- Overseas (CT L3422-2) the law adds one day, the abolition of slavery. The library also gives days
  of custom or of collective agreements (Mi-Carême, Vendredi saint and the Schœlcher day in
  Guadeloupe, the latter in Martinique and Saint-Martin too): they are left out. It places the day
  of Saint-Martin on 28 May, the law on 27 May: the law is followed.
- In Alsace-Moselle (CT L3134-13) the Vendredi saint is a holiday only in communes with a Protestant
  temple or a mixed church. No list of them is kept: it stands for the three départements, and the
  screens say the condition (`sous_condition`).
- A holiday is not always a day off: only 1 May is (CT L3133-4); the others depend on an agreement
  or on the employer (CT L3133-3-1, L3133-3-2). A plan says whether it is worked.
"""

from datetime import date
from functools import lru_cache

import holidays

from etrier.structures.models import Structure

# The library's codes. Days of their own: CT L3134-13.
_DROIT_LOCAL = {"57": "57", "67": "6AE", "68": "6AE"}
# CT L3422-2: month and day of the abolition of slavery, by the start of the commune's code.
_ABOLITION = {
    "971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27),
    "977": (10, 9), "978": (5, 27),
}  # fmt: skip
# A labour code of their own, or none of these days: as the library says.
_AILLEURS = {"975": "PM", "986": "WF", "987": "PF", "988": "NC"}
# Where the library names the abolition, in every language.
_LA_REUNION, _ABOLITION_A_LA_REUNION = "974", (12, 20)
DECEMBRE = 12


def feries(structure: Structure, annee: int, langue: str = "fr") -> dict[date, str]:
    """Public holidays of a year, by day, with their name: those of the commune of the structure."""
    return dict(_feries(annee, territoire(structure.code_insee), langue))


def territoire(code_insee: str) -> str | None:
    """The part of France that has days of its own: `57`, `6AE`, `971`…; None elsewhere."""
    debut = code_insee[:3]
    if debut in _ABOLITION:
        return debut
    return _AILLEURS.get(debut) or _DROIT_LOCAL.get(code_insee[:2])


def sous_condition(structure: Structure, jour: date) -> bool:
    """True for the Vendredi saint in Alsace-Moselle: a holiday in some communes only
    (CT L3134-13)."""
    ou = territoire(structure.code_insee)
    if ou not in _DROIT_LOCAL.values() or jour.month == DECEMBRE:
        return False
    return jour in _feries(jour.year, ou, "fr") and jour not in _feries(jour.year, None, "fr")


@lru_cache(maxsize=64)
def _feries(annee: int, ou: str | None, langue: str) -> dict[date, str]:
    # The library knows its English as en_US.
    connue = "en_US" if langue.startswith("en") else "fr"
    if ou is None or ou not in _ABOLITION:
        return _lire(annee, ou, connue)
    jours = _lire(annee, None, connue)
    nom = _lire(annee, _LA_REUNION, connue).get(date(annee, *_ABOLITION_A_LA_REUNION))
    if nom is not None:
        abolition = date(annee, *_ABOLITION[ou])
        jours[abolition] = " ; ".join(filter(None, (jours.get(abolition), nom)))
    return jours


def _lire(annee: int, ou: str | None, langue: str) -> dict[date, str]:
    trouves = holidays.country_holidays("FR", subdiv=ou, years=annee, language=langue)
    return dict(trouves.items())
