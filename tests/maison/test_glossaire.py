"""The glossary is the one dictionary: every table is in it, and it names nothing that is not."""

import ast
import re
from functools import cache

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils.translation import override

from etrier.droit.parametre import parametres_par_defaut
from tests.maison.sources import ROOT, SOURCE, modules

LIGNE = re.compile(r"^\| (?P<terme>[^|]+) \| `(?P<identifiant>[^`|]+)` \| (?P<piece>\w+) \| .+ \|$")


@cache
def _lignes() -> list[tuple[str, str, str]]:
    """Term, identifier, room."""
    texte = (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8")
    trouves = [LIGNE.match(ligne) for ligne in texte.splitlines()]
    return [(t["terme"], t["identifiant"], t["piece"]) for t in trouves if t]


def _modeles() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("etrier.")]


@pytest.mark.parametrize("modele", _modeles(), ids=lambda m: m.__name__)
def test_every_table_is_in_the_glossary(modele: type[Model]) -> None:
    with override("fr"):
        attendue = (str(modele._meta.verbose_name), modele.__name__, modele._meta.app_label)
    assert attendue in _lignes()


@cache
def _identifiants(piece: str) -> frozenset[str]:
    """Every name a room defines: modules, classes, functions, fields, columns of frames."""
    noms: set[str] = set()
    for module in modules():
        if SOURCE / piece not in module.chemin.parents:
            continue
        noms.add(module.chemin.stem)
        for noeud in ast.walk(module.arbre):
            if isinstance(noeud, ast.ClassDef | ast.FunctionDef):
                noms.add(noeud.name)
            elif isinstance(noeud, ast.Name):
                noms.add(noeud.id)
            elif isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
                noms.add(noeud.value)
    return frozenset(noms)


@pytest.mark.parametrize(("terme", "identifiant", "piece"), _lignes(), ids=lambda x: x)
def test_every_row_names_something_that_exists(terme: str, identifiant: str, piece: str) -> None:
    if "/" in identifiant:
        assert identifiant in parametres_par_defaut().noms()
    elif identifiant not in _identifiants(piece):
        noms = {nom.partition("/")[2] for nom in parametres_par_defaut().noms()}
        assert piece == "droit", terme
        assert identifiant in noms, terme


def test_a_term_has_one_row() -> None:
    termes = [terme for terme, _identifiant, _piece in _lignes()]
    assert sorted(set(termes)) == sorted(termes)


def test_no_row_of_its_tables_is_unread() -> None:
    texte = (ROOT / "docs" / "glossaire.md").read_text(encoding="utf-8")
    rangees = [x for x in texte.splitlines() if x.startswith("|") and not x.startswith("|---")]
    entetes = [x for x in rangees if x.startswith("| terme |")]
    assert len(rangees) - len(entetes) == len(_lignes())
