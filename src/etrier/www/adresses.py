"""Addresses inside the structure of the reader, and whether her roles open them."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, resolve, reverse

from etrier.structures.access import Acces, Finalite


def adresse_ouverte(acces: Acces, nom: str, **kwargs: Any) -> str | None:
    """The address of a screen of the structure, or None when the roles do not open it.

    What a screen asks is read on its view (`view.finalite`): links and doors cannot disagree.
    """
    finalite = finalite_de(nom, tuple(sorted(kwargs)))
    if finalite is None or not acces.peut(finalite):
        return None
    return reverse(nom, kwargs={"structure_id": acces.structure.pk, **kwargs})


@lru_cache(maxsize=200)
def finalite_de(nom: str, parties: tuple[str, ...]) -> Finalite | None:
    """What a screen asks; None when there is no such screen.

    `parties`: the parts of its address besides `structure_id`; any value shows the same view.
    """
    valeurs = {partie: date(2000, 1, 1) if partie == "mois" else 1 for partie in parties}
    try:
        adresse = reverse(nom, kwargs={"structure_id": 1, **valeurs})
    except NoReverseMatch:
        return None
    return Finalite(getattr(resolve(adresse).func, "finalite", ""))
