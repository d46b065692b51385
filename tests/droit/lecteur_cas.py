"""Reading the cases a jurist writes: `tests/droit/cas/<regle>.yaml`.

A file is a list of cases: `titre`, `article`, `entree`, `attendu`, and sometimes `filtre` (the rows
of the output the case looks at). Everything is read as text, then by the readers of
`etrier.droit.lecture`: hours ("130 h 30"), amounts ("92 003,85 €"), dates ("31/12/2025"), posts
("7,95"), natures of hours by their code. An empty value, or `null`, is a missing value; in a table,
`jours: [...]` is a row per day.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
HEURES = re.compile(r"\d+ h(?: \d{2})?")

Ligne = Mapping[str, str]
Genre = pl.DataType | type[pl.DataType]


@dataclass(frozen=True)
class Cas:
    """One worked case: what goes in, what must come out, and the text that says so."""

    titre: str
    article: str
    entree: Any
    attendu: Any
    filtre: Mapping[str, list[str]] = field(default_factory=dict)


def lire_cas(nom: str) -> list[Cas]:
    """The cases of one file. Raises TypeError when a case lacks a field or has one too many."""
    brut = yaml.load((CAS / f"{nom}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [Cas(**cas) for cas in brut]


def pour_chaque_cas(nom: str) -> pytest.MarkDecorator:
    """Run a test once per case of the file, under the case's own title."""
    cas = lire_cas(nom)
    return pytest.mark.parametrize("cas", cas, ids=[un.titre for un in cas])


def lire(colonne: str, genre: Genre, texte: object) -> object:
    """One cell: by its type, and for integers by its own unit, else by the column's name.

    What a test gives already read (a date, a number) is left alone.
    """
    if not isinstance(texte, str):
        return texte
    if texte in ("", "null"):
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
    if texte.endswith("€"):
        return lire_montant(texte)
    if "minutes" in colonne or HEURES.fullmatch(texte):
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


def frame(rangees: Any, schema: Mapping[str, Genre], **defauts: Any) -> pl.DataFrame:
    """The frame of a rule from rows of a case or of a test; `mois` only if one row has it."""
    depliees = [{**defauts, **seule} for rangee in rangees or [] for seule in _deplier(rangee)]
    ecrites = {nom for rangee in depliees for nom in rangee}
    colonnes = dict(schema) | ({"mois": pl.Date} if "mois" in ecrites else {})
    assert ecrites <= set(colonnes), f"columns unknown to the rule: {ecrites - set(colonnes)}"
    lues = [{n: lire(n, colonnes[n], v) for n, v in rangee.items()} for rangee in depliees]
    return pl.DataFrame(lues, schema=colonnes, orient="row")


def _deplier(rangee: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One row per day of `jours`."""
    seule = {nom: valeur for nom, valeur in rangee.items() if nom != "jours"}
    for jour in rangee.get("jours", [None]):
        yield seule if jour is None else {**seule, "jour": jour}


def verifier_table(cas: Cas, sortie: pl.DataFrame) -> None:
    """Every row of the output, in order, on the columns the case writes."""
    gardees = sortie
    for colonne, valeurs in cas.filtre.items():
        gardees = gardees.filter(pl.col(colonne).is_in(valeurs))
    colonnes = list(dict.fromkeys(nom for rangee in cas.attendu for nom in rangee))
    obtenu = gardees.select(colonnes).to_dicts() if colonnes else gardees.to_dicts()
    schema = sortie.schema
    attendu = [{n: lire(n, schema[n], r.get(n, "")) for n in colonnes} for r in cas.attendu]
    assert obtenu == attendu


def jour_du_cas(cas: Cas, nom: str) -> date | None:
    """A day the case names, None when it does not."""
    return lire_date(cas.entree[nom]) if nom in cas.entree else None


def premier_du_mois(texte: str) -> date:
    """First day of the month a case names by any of its days."""
    return lire_date(texte).replace(day=1)
