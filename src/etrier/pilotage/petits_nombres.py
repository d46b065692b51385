"""Cells under five people are hidden when figures leave those who accompany them.

Hiding one cell of a sum tells it by subtraction: the smallest of the others is then hidden too.
"""

from collections.abc import Mapping
from typing import TypeVar

SEUIL = 5
C = TypeVar("C")


def masquer(cellules: Mapping[C, int], *, somme_connue: bool = True) -> dict[C, int | None]:
    """The cells of a sum, None where hidden. 0 is shown: it is nobody's."""
    caches = {cle for cle, n in cellules.items() if 0 < n < SEUIL}
    if somme_connue and len(caches) == 1:
        autres = {cle: n for cle, n in cellules.items() if cle not in caches and n}
        if autres:
            caches.add(min(autres, key=lambda cle: autres[cle]))
    return {cle: None if cle in caches else n for cle, n in cellules.items()}
