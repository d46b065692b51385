"""Sizes: what is long stops being read."""

import ast
import sys
from collections.abc import Iterable

import pytest

from tests.maison.sources import ROOT, SOURCE, Module, modules

FONCTION, FICHIER, VUE = 40, 400, 25
RAISON = "# long:"
PORTES = {"porte", "publique", "connecte"}


def _taille(fonction: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (fonction.end_lineno or fonction.lineno) - fonction.lineno + 1


def _est_excusee(module: Module, fonction: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A comment with its reason, on the line of the function or just above it."""
    depart = min([fonction.lineno, *(d.lineno for d in fonction.decorator_list)])
    lignes = module.lignes[max(depart - 2, 0) : fonction.lineno]
    return any(x.partition(RAISON)[2].strip() for x in lignes)


def _est_vue(module: Module, fonction: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    noms = {n.id for d in fonction.decorator_list for n in ast.walk(d) if isinstance(n, ast.Name)}
    de_vues = SOURCE / "www" in module.chemin.parents and module.chemin.stem.startswith("views")
    return bool(PORTES & noms) or de_vues


def _trop_longues(limite: int, *, vues: bool) -> list[str]:
    return [
        f"{module.lieu(fonction)} {fonction.name} : {_taille(fonction)} lignes"
        for module in modules()
        for fonction in module.fonctions()
        if _taille(fonction) > limite
        and (not vues or _est_vue(module, fonction))
        and not _est_excusee(module, fonction)
    ]


def _trop_longs(fichiers: Iterable[Module]) -> list[str]:
    return [f"{m.nom} : {len(m.lignes)}" for m in fichiers if len(m.lignes) > FICHIER]


def test_functions_hold_on_a_screen() -> None:
    assert _trop_longues(FONCTION, vues=False) == []


def test_views_only_open_ask_and_show() -> None:
    assert _trop_longues(VUE, vues=True) == []


def test_files_hold_in_one_reading() -> None:
    assert _trop_longs(modules()) == []


def test_test_files_hold_in_one_reading() -> None:
    assert _trop_longs(modules(ROOT / "tests")) == []


def test_most_functions_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    tailles = sorted(_taille(f) for module in modules() for f in module.fonctions())
    mediane, neuvieme = tailles[len(tailles) // 2], tailles[len(tailles) * 9 // 10]
    with capsys.disabled():
        sys.stdout.write(f" {len(tailles)} functions: half of them within {mediane} lines, ")
        sys.stdout.write(f"nine in ten within {neuvieme} ")
    assert mediane <= 9
    assert neuvieme <= FONCTION
