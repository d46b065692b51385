"""Reading the cases a jurist writes: `tests/droit/cas/<regle>.yaml`.

A file is a list of cases: `titre`, `article`, `entree`, `attendu`. Everything is read as text, then
by the readers of `etrier.droit.lecture`: hours ("130 h 30"), amounts ("92 003,85 €"), dates
("31/12/2025"), posts ("7,95"). An empty value is a missing value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from etrier.droit.lecture import (
    lire_booleen,
    lire_date,
    lire_entier,
    lire_heures,
    lire_montant,
    lire_postes,
)
from etrier.droit.vocabulaire import NatureHeures

CAS = Path(__file__).parent / "cas"

Ligne = Mapping[str, str]


@dataclass(frozen=True)
class Cas:
    """One worked case: what goes in, what must come out, and the text that says so."""

    titre: str
    article: str
    entree: Any
    attendu: Any


def lire_cas(nom: str) -> list[Cas]:
    """The cases of one file. Raises TypeError when a case lacks a field or has one too many."""
    brut = yaml.load((CAS / f"{nom}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [Cas(**cas) for cas in brut]


def pour_chaque_cas(nom: str) -> pytest.MarkDecorator:
    """Run a test once per case of the file, under the case's own title."""
    cas = lire_cas(nom)
    return pytest.mark.parametrize("cas", cas, ids=[un.titre for un in cas])


def lire(colonne: str, genre: pl.DataType, texte: str) -> object:
    """One cell: by its type, and for integers by the unit at the end of the column's name."""
    if texte == "":
        return None
    if genre == pl.Date:
        return lire_date(texte)
    if genre == pl.Boolean:
        return lire_booleen(texte)
    if genre == pl.String:
        return texte
    if colonne == "nature":
        return NatureHeures[texte.upper()].value
    signe, texte = (-1, texte[1:]) if texte.startswith("-") else (1, texte)
    return signe * _entier(colonne, texte)


def _entier(colonne: str, texte: str) -> int:
    if "minutes" in colonne:
        return lire_heures(texte)
    if colonne.endswith("_centimes"):
        return lire_montant(texte)
    if colonne.endswith("_centiemes"):
        return lire_postes(texte)
    return lire_entier(texte)


def table(schema: pl.Schema, lignes: Sequence[Ligne]) -> pl.DataFrame:
    """A frame with every column of the schema, null where a row does not name it."""
    for ligne in lignes:
        inconnues = set(ligne) - set(schema)
        assert not inconnues, f"colonnes inconnues : {inconnues}"
    rangees = [
        {nom: lire(nom, genre, ligne.get(nom, "")) for nom, genre in schema.items()}
        for ligne in lignes
    ]
    return pl.DataFrame(rangees, schema=schema)


def verifier(obtenue: Mapping[str, object], attendu: Ligne, schema: pl.Schema) -> None:
    """Compare one row with what the case names; what it does not name is not looked at."""
    lues = {nom: lire(nom, schema[nom], texte) for nom, texte in attendu.items()}
    assert {nom: obtenue[nom] for nom in lues} == lues


def premier_du_mois(texte: str) -> date:
    """First day of the month a case names by any of its days."""
    return lire_date(texte).replace(day=1)
