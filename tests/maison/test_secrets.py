"""Secrets open behind one door: nothing else in the house calls what opens them."""

import ast
from collections.abc import Iterator

from tests.maison.sources import Module, modules

OUVRENT = {"ouvrir", "ouvrir_octets"}
SOCLE = "etrier.socle.secrets"
# The ground floor that defines them, and the one door.
LA_PORTE = {"src/etrier/socle/secrets.py", "src/etrier/parcours/secrets.py"}
DU_SOCLE = "src/etrier/socle/secrets.py"


def _noms_de_module(module: Module) -> set[str]:
    """Names by which the file knows the module that opens (`from etrier.socle import secrets`)."""
    return {
        alias.asname or alias.name
        for noeud in ast.walk(module.arbre)
        if isinstance(noeud, ast.ImportFrom) and noeud.module == "etrier.socle"
        for alias in noeud.names
        if alias.name == "secrets"
    }


def _ouvertures(module: Module) -> Iterator[str]:
    socle = _noms_de_module(module)
    for noeud in ast.walk(module.arbre):
        if isinstance(noeud, ast.ImportFrom) and noeud.module == SOCLE:
            yield from (module.lieu(noeud) for a in noeud.names if a.name in OUVRENT | {"*"})
        elif isinstance(noeud, ast.Import):
            yield from (module.lieu(noeud) for a in noeud.names if a.name == SOCLE)
        elif isinstance(noeud, ast.Attribute) and _ouvre(noeud, socle):
            yield module.lieu(noeud)


def _ouvre(noeud: ast.Attribute, socle: set[str]) -> bool:
    return noeud.attr in OUVRENT and ast.unparse(noeud.value) in socle


def test_nothing_but_the_door_opens_a_secret() -> None:
    ailleurs = [lieu for m in modules() if m.nom not in LA_PORTE for lieu in _ouvertures(m)]
    assert ailleurs == [], "ask parcours.secrets, which notes the reading"


def test_the_door_does_open() -> None:
    """What the test above looks for is there to be found."""
    (porte,) = (m for m in modules() if m.nom == "src/etrier/parcours/secrets.py")
    assert len({*_ouvertures(porte)}) >= 2


def test_nobody_deciphers_on_the_side() -> None:
    a_cote = [
        module.lieu(noeud)
        for module in modules()
        if module.nom != DU_SOCLE
        for noeud in ast.walk(module.arbre)
        if isinstance(noeud, ast.ImportFrom | ast.Import) and "cryptography" in ast.unparse(noeud)
    ]
    assert a_cote == []
