"""Tables of Markdown."""

import re
from collections.abc import Iterable, Sequence


def tableau(titres: Sequence[str], lignes: Iterable[Sequence[object]]) -> str:
    """A table; bars and line ends inside cells are made harmless."""
    sortie = ["| " + " | ".join(titres) + " |", "|" + "---|" * len(titres)]
    sortie += ["| " + " | ".join(_cellule(c) for c in ligne) + " |" for ligne in lignes]
    return "\n".join(sortie)


def _cellule(contenu: object) -> str:
    # No-break spaces stay: they hold figures together.
    return re.sub(r"[ \n\t]+", " ", str(contenu).replace("|", "\\|")).strip()


def bloc(texte: str, langage: str = "text") -> str:
    """A block of text shown as it is."""
    propre = "\n".join(ligne.rstrip() for ligne in texte.strip("\n").splitlines())
    return f"```{langage}\n{propre}\n```"
