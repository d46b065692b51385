"""Addresses written by the hundred on one page."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

_UNE_LIGNE = "987654321"


def adresse_ligne(structure_id: int, ligne_id: int) -> str:
    """Address of a line of the ledger; `reverse` asked cell by cell would take most of the page."""
    return _modele_ligne(structure_id, get_script_prefix()).replace(_UNE_LIGNE, str(ligne_id))


@lru_cache(maxsize=64)
def _modele_ligne(structure_id: int, _prefixe: str) -> str:
    return reverse("heures_ligne", args=[structure_id, int(_UNE_LIGNE)])
