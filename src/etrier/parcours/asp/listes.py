"""The ASP's own lists, read from `nomenclatures/` (source and licence: its README)."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from etrier.parcours.asp.textes import comparer

DOSSIER = Path(__file__).with_name("nomenclatures")
FRANCE, ETRANGER = "100", "099"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as the ASP knows it, and the days it does (None: no bound)."""

    code: str
    libelle: str
    depuis: date | None
    jusquau: date | None

    def connue_le(self, jour: date) -> bool:
        """True when the ASP has this commune on that day."""
        return (self.depuis is None or self.depuis <= jour) and (
            self.jusquau is None or jour <= self.jusquau
        )

    def __str__(self) -> str:
        return f"{self.libelle} ({self.code})"


@dataclass(frozen=True, slots=True)
class Pays:
    """A country and its group: 1 France, 2 European Union, 3 elsewhere."""

    code: str
    libelle: str
    groupe: str


def codes(liste: str) -> Mapping[str, str]:
    """Codes of a short list and their labels (`orienteur`, `niveau_formation`, `duree`…).

    Raises KeyError when there is no list of that name.
    """
    return _codes()[liste]


@cache
def types_voie() -> Mapping[str, str]:
    """Kinds of street."""
    return {r["code"]: r["libelle"] for r in _lire("types_voie.csv")}


@cache
def departements() -> Mapping[str, str]:
    """Departments, three characters."""
    return {r["code"]: r["libelle"] for r in _lire("departements.csv")}


@cache
def pays() -> Mapping[str, Pays]:
    """Countries by code."""
    return {r["code"]: Pays(**r) for r in _lire("pays.csv")}


def commune_au(code: str, jour: date) -> Commune | None:
    """The commune that bears this INSEE code that day."""
    return next((c for c in _communes().get(code, ()) if c.connue_le(jour)), None)


def chercher_communes(texte: str, jour: date) -> list[Commune]:
    """Communes of that day with this INSEE code or this name, whatever accents and hyphens."""
    trouvee = commune_au(texte.strip().upper(), jour)
    if trouvee is not None:
        return [trouvee]
    return [c for c in _par_nom().get(comparer(texte), ()) if c.connue_le(jour)]


def departement_de(code_commune: str) -> str:
    """Three characters: `035`, `02A`, `974`."""
    if code_commune.startswith(("97", "98")):
        return code_commune[:3]
    return code_commune[:2].zfill(3)


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    listes: dict[str, dict[str, str]] = {}
    for rangee in _lire("codes.csv"):
        listes.setdefault(rangee["liste"], {})[rangee["code"]] = rangee["libelle"]
    return listes


@cache
def _communes() -> Mapping[str, list[Commune]]:
    par_code: dict[str, list[Commune]] = {}
    for r in _lire("communes.csv"):
        commune = Commune(r["code"], r["libelle"], _jour(r["depuis"]), _jour(r["jusquau"]))
        par_code.setdefault(commune.code, []).append(commune)
    return par_code


@cache
def _par_nom() -> Mapping[str, list[Commune]]:
    par_nom: dict[str, list[Commune]] = {}
    for commune in (c for suite in _communes().values() for c in suite):
        par_nom.setdefault(comparer(commune.libelle), []).append(commune)
    return par_nom


def _jour(texte: str) -> date | None:
    return date.fromisoformat(texte) if texte else None


def _lire(nom: str) -> Iterator[dict[str, str]]:
    with (DOSSIER / nom).open(encoding="utf-8", newline="") as fichier:
        yield from csv.DictReader(fichier, delimiter=";")
