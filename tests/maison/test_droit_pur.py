"""What the code may not say: floats, bare roundings, other clocks, prints, vague names."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.maison.sources import SOURCE, Module, modules

DROIT = SOURCE / "droit"
HORLOGE = "src/etrier/socle/horloge.py"
HORLOGES = {("timezone", "now"), ("date", "today"), ("datetime", "now"), ("datetime", "utcnow")}
BANNIS = {"data", "info", "manager", "helper", "utils", "process", "misc"}
# Django's own hooks and base classes choose these names.
DE_DJANGO = {"UtilisateurManager", "get_context_data"}
MOTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# Another machine, or another clone, does not have it.
CHEMIN_DE_MACHINE = re.compile(r"/(?:home|root|Users|work|tmp)/")


def _appels(module: Module) -> Iterator[ast.Call]:
    return (n for n in ast.walk(module.arbre) if isinstance(n, ast.Call))


def _nom(noeud: ast.expr) -> str:
    return noeud.id if isinstance(noeud, ast.Name) else ""


def _droit() -> list[Module]:
    return [m for m in modules() if DROIT in m.chemin.parents]


def test_roundings_have_a_name() -> None:
    arrondis = [
        module.lieu(appel)
        for module in modules()
        for appel in _appels(module)
        if _nom(appel.func) == "round"
        or (isinstance(appel.func, ast.Attribute) and appel.func.attr == "round")
    ]
    assert arrondis == [], "use a function of droit/arrondis.py"


def test_no_number_of_the_law_is_a_float() -> None:
    flottants = [
        module.lieu(noeud)
        for module in _droit()
        for noeud in ast.walk(module.arbre)
        if (isinstance(noeud, ast.Call) and _nom(noeud.func) == "float")
        or (isinstance(noeud, ast.Constant) and isinstance(noeud.value, float))
        or (isinstance(noeud, ast.Attribute) and noeud.attr in {"Float32", "Float64"})
    ]
    assert flottants == []


def test_the_law_divides_by_named_functions_only() -> None:
    """True division makes floats of integers: allowed on paths, Decimal and Fraction only, told
    by their names."""
    divisions = [
        f"{module.lieu(noeud)} {ast.unparse(noeud)}"
        for module in _droit()
        for noeud in ast.walk(module.arbre)
        if isinstance(noeud, ast.BinOp)
        and isinstance(noeud.op, ast.Div)
        and re.search(r"minutes|centimes|millioniemes|centiemes", ast.unparse(noeud))
        and not re.search(r"Decimal|Fraction", ast.unparse(noeud))
    ]
    assert divisions == []


def test_there_is_one_clock() -> None:
    ailleurs = [
        module.lieu(appel)
        for module in modules()
        if module.nom != HORLOGE
        for appel in _appels(module)
        if isinstance(appel.func, ast.Attribute)
        and (_nom(appel.func.value), appel.func.attr) in HORLOGES
    ]
    assert ailleurs == [], "ask socle.horloge"


def test_the_law_does_not_ask_the_time() -> None:
    importes = [
        module.lieu(noeud)
        for module in _droit()
        for noeud in ast.walk(module.arbre)
        if isinstance(noeud, ast.ImportFrom) and noeud.module == "etrier.socle.horloge"
    ]
    assert importes == []


def test_nothing_prints() -> None:
    imprimes = [m.lieu(a) for m in modules() for a in _appels(m) if _nom(a.func) == "print"]
    assert imprimes == []


def test_nothing_names_a_folder_of_a_machine() -> None:
    cites = [
        f"{module.lieu(noeud)} {noeud.value!r}"
        for module in modules()
        for noeud in ast.walk(module.arbre)
        if isinstance(noeud, ast.Constant)
        and isinstance(noeud.value, str)
        and CHEMIN_DE_MACHINE.search(noeud.value)
    ]
    assert cites == []


def _vague(nom: str) -> bool:
    return nom not in DE_DJANGO and bool(BANNIS & {m.lower() for m in MOTS.findall(nom)})


@pytest.mark.parametrize("nom", ["get_data", "InfoSalarie", "utils", "process_hours", "miscStuff"])
def test_it_knows_a_vague_name(nom: str) -> None:
    assert _vague(nom)


@pytest.mark.parametrize("nom", ["informer", "Dataviz", "processus", "UtilisateurManager"])
def test_it_leaves_other_names_alone(nom: str) -> None:
    assert not _vague(nom)


def test_no_module_function_nor_class_has_a_vague_name() -> None:
    vagues = [m.nom for m in modules() if _vague(m.chemin.stem)]
    vagues += [
        f"{module.lieu(noeud)} {noeud.name}"
        for module in modules()
        for noeud in ast.walk(module.arbre)
        if isinstance(noeud, ast.FunctionDef | ast.ClassDef) and _vague(noeud.name)
    ]
    assert vagues == []


def test_what_is_public_says_what_it_is() -> None:
    muets = [m.nom for m in modules() if m.texte.strip() and not ast.get_docstring(m.arbre)]
    muets += [
        f"{module.lieu(noeud)} {noeud.name}"
        for module in modules()
        for noeud in _publics(module.arbre)
        if not ast.get_docstring(noeud)
    ]
    assert muets == []


def _publics(noeud: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Classes, functions and methods whose name has no leading underscore, `Meta` apart."""
    for enfant in noeud.body:
        if not isinstance(enfant, ast.FunctionDef | ast.ClassDef):
            continue
        if enfant.name.startswith("_") or enfant.name == "Meta":
            continue
        yield enfant
        if isinstance(enfant, ast.ClassDef):
            yield from _publics(enfant)
