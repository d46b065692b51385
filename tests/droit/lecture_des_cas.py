"""Reading the cases a jurist wrote (`cas/*.yaml`): hours, amounts and natures in French.

In a case, « 10 h 01 » is a number of minutes, « 12,34 € » a number of centimes, a nature of hours
its code (`travail`), and `jours: [...]` one line per day. Columns not written take the defaults of
the test, then null.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from etrier.droit.lecture import lire_heures, lire_montant
from etrier.droit.vocabulaire import NatureHeures

DOSSIER = Path(__file__).parent / "cas"
HEURES = re.compile(r"(-?)(\d+ h(?: \d{2})?)")
NATURES = {nature.code: int(nature) for nature in NatureHeures}
Schema = Mapping[str, type[pl.DataType]]


@dataclass(frozen=True)
class Cas:
    """One case: what it shows, the article, what goes in and what must come out."""

    titre: str
    article: str
    entree: dict[str, Any]
    attendu: list[dict[str, Any]]
    filtre: dict[str, list[str]]


def cas_de(regle: str) -> list[Any]:
    """The cases of a rule, as pytest parameters named by their title."""
    lus = yaml.safe_load((DOSSIER / f"{regle}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(Cas(**{"filtre": {}, **cas}), id=cas["titre"]) for cas in lus]


def _valeur(colonne: str, ecrite: Any) -> Any:
    if not isinstance(ecrite, str):
        return ecrite
    if colonne == "nature":
        return NATURES[ecrite]
    if trouve := HEURES.fullmatch(ecrite):
        return (-1 if trouve[1] else 1) * lire_heures(trouve[2])
    if ecrite.endswith("€"):
        signe = -1 if ecrite.startswith("-") else 1
        return signe * lire_montant(ecrite.removeprefix("-"))
    return ecrite


def _deplier(rangee: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One row per day of `jours`."""
    for jour in rangee.get("jours", [None]):
        seule = {nom: _valeur(nom, valeur) for nom, valeur in rangee.items() if nom != "jours"}
        yield seule if jour is None else {**seule, "jour": jour}


def frame(rangees: Any, schema: Schema, **defauts: Any) -> pl.DataFrame:
    """The frame of a rule from rows as they are written in a case; `mois` only if one has it."""
    depliees = [{**defauts, **seule} for rangee in rangees or [] for seule in _deplier(rangee)]
    ecrites = {nom for rangee in depliees for nom in rangee}
    colonnes = dict(schema) | ({"mois": pl.Date} if "mois" in ecrites else {})
    assert ecrites <= set(colonnes), f"columns unknown to the rule: {ecrites - set(colonnes)}"
    return pl.DataFrame(depliees, schema=colonnes, orient="row")


def verifier(cas: Cas, sortie: pl.DataFrame) -> None:
    """Every row of the output, in order, on the columns the case writes."""
    gardees = sortie
    for colonne, valeurs in cas.filtre.items():
        gardees = gardees.filter(pl.col(colonne).is_in(valeurs))
    colonnes = list(dict.fromkeys(nom for rangee in cas.attendu for nom in rangee))
    obtenu = gardees.select(colonnes).to_dicts() if colonnes else gardees.to_dicts()
    attendu = [{nom: _valeur(nom, rangee.get(nom)) for nom in colonnes} for rangee in cas.attendu]
    assert obtenu == attendu
