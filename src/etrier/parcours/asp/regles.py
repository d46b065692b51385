"""Small rules on one value of the record, and what a field of it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from django.utils.functional import Promise

from etrier.parcours.asp import listes

# A line of the record, flat: "personnePhysique.passIae" → value.
Plat = Mapping[str, Any]


class Ou(StrEnum):
    """Where a value is typed: there an error is corrected."""

    IDENTITE = "identite"
    ADRESSE = "adresse"
    SITUATION = "situation"
    PASS = "pass"
    STRUCTURE = "structure"

    @property
    def est_secret(self) -> bool:
        """True for what the assigned adviser alone reads."""
        return self is Ou.SITUATION


class Regle(Protocol):
    """A rule on one value."""

    def accepte(self, valeur: Any) -> bool:
        """True when the ASP takes it."""


@dataclass(frozen=True)
class Motif:
    """A text of this form; None too when `vide`."""

    forme: str
    vide: bool = False

    def accepte(self, valeur: Any) -> bool:
        """True for the form."""
        if valeur is None:
            return self.vide
        return isinstance(valeur, str) and re.fullmatch(self.forme, valeur) is not None


@dataclass(frozen=True)
class Liste:
    """A code of one of the ASP's lists; None too when `vide`."""

    nom: str
    vide: bool = False

    def accepte(self, valeur: Any) -> bool:
        """True for a code of the list."""
        return self.vide if valeur is None else valeur in _LISTES[self.nom]()


@dataclass(frozen=True)
class Jour:
    """A day written dd/mm/yyyy."""

    def accepte(self, valeur: Any) -> bool:
        """True for a real day."""
        if not Motif(r"\d{2}/\d{2}/\d{4}").accepte(valeur):
            return False
        try:
            datetime.strptime(valeur, "%d/%m/%Y")  # noqa: DTZ007 -- a day, not an instant
        except ValueError:
            return False
        return True


@dataclass(frozen=True)
class OuiNon:
    """A boolean; None too when `vide`."""

    vide: bool = False

    def accepte(self, valeur: Any) -> bool:
        """True for a boolean."""
        return self.vide if valeur is None else isinstance(valeur, bool)


@dataclass(frozen=True)
class Exactement:
    """One value, always the same."""

    valeur: Any

    def accepte(self, valeur: Any) -> bool:
        """True for that value, and of its kind."""
        return bool(valeur == self.valeur and isinstance(valeur, type(self.valeur)))


RIEN = Exactement(None)


@dataclass(frozen=True)
class Champ:
    """One field of the record: its path, its rule, what to say and where it is corrected.

    `eiti`: only for the EITI, empty for the others.
    """

    chemin: str
    regle: Regle
    phrase: str | Promise = ""
    ou: Ou = Ou.SITUATION
    eiti: bool = False

    def vaut(self, plat: Plat) -> bool:
        """True when the value of this field follows its rule."""
        regle = RIEN if self.eiti and plat["mesure"] != EITI else self.regle
        return regle.accepte(plat[self.chemin])


@dataclass(frozen=True)
class Coherence:
    """A rule over several fields; said at the first of them."""

    chemin: str
    vaut: Callable[[Plat], bool]
    phrase: str | Promise
    ou: Ou = Ou.SITUATION


EITI = "EITI_DC"

_LISTES: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "type_voie": listes.types_voie,
    "departement": listes.departements,
    "pays": listes.pays,
    **{
        nom: (lambda nom=nom: listes.codes(nom))  # type: ignore[misc]
        for nom in (
            *("extension_voie", "duree", "niveau_formation", "type_employeur", "orienteur"),
            *("rsa", "cotisations_ti", "mesure"),
        )
    },
}
