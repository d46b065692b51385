"""What the source says of itself: rooms, tables, decisions."""

import ast
import re
import tomllib
from pathlib import Path

from django.apps import apps

from scripts.docs.markdown import tableau

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "etrier"


def pieces() -> str:
    """The rooms, from the import contract: the highest first."""
    couches = _couches()
    largeur = max(map(len, couches))
    dessin = "\n".join(f"    {couche.center(largeur).rstrip()}" for couche in couches)
    lignes = [
        (f"`{piece}`", _docstring(SOURCE / piece / "__init__.py"))
        for couche in couches
        for piece in couche.split(" | ")
    ]
    return f"{dessin}\n\n{tableau(('room', 'what is in it'), lignes)}"


def _couches() -> list[str]:
    projet = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contrats = projet["tool"]["importlinter"]["contracts"]
    couches: list[str] = next(c["layers"] for c in contrats if c["type"] == "layers")
    return couches


def _docstring(chemin: Path) -> str:
    texte = ast.get_docstring(ast.parse(chemin.read_text(encoding="utf-8"))) or ""
    return " ".join(texte.partition("\n\n")[0].split())


def tables() -> str:
    """Every table of the database that is ours, by room."""
    lignes = []
    for modele in apps.get_models():
        if modele.__module__.startswith("etrier."):
            phrase = " ".join((modele.__doc__ or "").partition("\n\n")[0].split())
            piece = modele._meta.app_label
            lignes.append((piece, f"`{modele.__name__}`", modele._meta.verbose_name, phrase))
    return tableau(("room", "model", "on the screens", "what a row is"), lignes)


def decisions() -> str:
    """The decisions, by number."""
    lignes = []
    for page in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        titre = page.read_text(encoding="utf-8").partition("\n")[0]
        trouve = re.fullmatch(r"# (\d{4})\. (.+)", titre)
        if trouve is None:
            raise ValueError(f"{page.name}: the first line must be « # NNNN. Title »")
        lignes.append((f"[{trouve[1]}]({page.name})", trouve[2]))
    return tableau(("number", "decision"), lignes)
