"""Every secret the demonstration writes, so that a test can look for them in clear.

A module whose story writes secrets exposes `secrets_ecrits()`: sentences written nowhere else.
"""

import sys

from etrier.demonstration.charger import RECITS


def secrets_exemple() -> list[str]:
    """Sentences of all stories, each once."""
    trouves: list[str] = []
    for recit in RECITS:
        donner = getattr(sys.modules[recit.__module__], "secrets_ecrits", None)
        trouves += donner() if donner is not None else []
    return list(dict.fromkeys(trouves))
