"""The house read as text and as syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "etrier"


@dataclass(frozen=True)
class Module:
    """One Python file."""

    chemin: Path
    texte: str
    arbre: ast.Module

    @property
    def nom(self) -> str:
        """Its path from the root of the project."""
        return self.chemin.relative_to(ROOT).as_posix()

    @property
    def lignes(self) -> list[str]:
        """Its lines."""
        return self.texte.splitlines()

    def fonctions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, nested ones too."""
        for noeud in ast.walk(self.arbre):
            if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
                yield noeud

    def lieu(self, noeud: ast.expr | ast.stmt) -> str:
        """Where a node is, as an editor opens it."""
        return f"{self.nom}:{noeud.lineno}"


@cache
def modules(dossier: Path = SOURCE) -> tuple[Module, ...]:
    """Python files of a folder, migrations left aside."""
    chemins = (c for c in sorted(dossier.rglob("*.py")) if "migrations" not in c.parts)
    return tuple(_lire(chemin) for chemin in chemins)


def _lire(chemin: Path) -> Module:
    texte = chemin.read_text(encoding="utf-8")
    return Module(chemin, texte, ast.parse(texte))
