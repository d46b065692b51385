"""Typed reading of the fields of one row: what cannot be read is written down, never guessed."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from etrier.droit.lecture import (
    SaisieInvalide,
    lire_date,
    lire_entier,
    lire_montant,
    lire_nombre,
    lire_postes,
)
from etrier.structures.formats.asp import LigneAsp
from etrier.structures.validators import valider_siret

T = TypeVar("T")
ENTIER_MAXIMUM = 2**31 - 1
GRAND_ENTIER_MAXIMUM = 2**63 - 1
PETIT_ENTIER_MAXIMUM = 2**15 - 1
_ANNEES = range(1990, 2101)


class Champs:
    """Reads the fields of a row; `problemes` receives one French sentence per unreadable field."""

    def __init__(self, ligne: LigneAsp, problemes: list[str]) -> None:
        self._ligne = ligne
        self._problemes = problemes
        self._deja = len(problemes)

    @property
    def est_sain(self) -> bool:
        """True while every field asked for was readable."""
        return len(self._problemes) == self._deja

    def refuser(self, raison: str) -> None:
        """Write down a problem of this row."""
        self._problemes.append(
            _("Ligne %(ligne)s : %(raison)s") % {"ligne": self._ligne.numero, "raison": raison}
        )

    def texte(self, colonne: str, longueur: int, *, requis: bool = False) -> str:
        """Text of at most `longueur` characters; empty when not required."""
        texte = self._ligne.valeurs[colonne]
        if requis and not texte:
            self._refuser_champ(colonne, _("le champ est vide, il est obligatoire."))
        if len(texte) > longueur:
            self._refuser_champ(
                colonne,
                _("« %(texte)s… » est trop long (%(longueur)s caractères au plus).")
                % {"texte": texte[:30], "longueur": longueur},
            )
        return texte

    def siret(self, colonne: str, *, requis: bool) -> str:
        """14 digits with a right key."""
        texte = self.texte(colonne, 14, requis=requis)
        if texte:
            try:
                valider_siret(texte)
            except ValidationError as erreur:
                self._refuser_champ(colonne, " ".join(erreur.messages))
        return texte

    def entier(self, colonne: str, maximum: int = GRAND_ENTIER_MAXIMUM) -> int:
        """A required whole number; 0 stands for an unreadable one, which is written down."""
        return self._lu(colonne, lire_entier, maximum, requis=True) or 0

    def montant(self, colonne: str) -> int | None:
        """Centimes, or None when empty."""
        return self._lu(colonne, lire_montant, GRAND_ENTIER_MAXIMUM)

    def postes(self, colonne: str) -> int | None:
        """Hundredths of a full-time post, or None when empty."""
        return self._lu(colonne, lire_postes, ENTIER_MAXIMUM)

    def heures(self, colonne: str) -> int | None:
        """Whole minutes of a number of hours, or None when empty."""
        return self._lu(colonne, _lire_minutes, ENTIER_MAXIMUM)

    def jour(self, colonne: str) -> date:
        """A required day, with or without a time after it; `date.min` when unreadable."""
        texte = self.texte(colonne, 19, requis=True)
        try:
            jour = lire_date(texte.partition(" ")[0]) if texte else date.min
        except SaisieInvalide as erreur:
            self._refuser_champ(colonne, str(erreur))
            return date.min
        if texte and jour.year not in _ANNEES:
            self._refuser_champ(
                colonne, _("« %(texte)s » : l'année est fausse.") % {"texte": texte}
            )
        return jour

    def _lu(
        self, colonne: str, lire: Callable[[str], int], maximum: int, *, requis: bool = False
    ) -> int | None:
        texte = self.texte(colonne, 40, requis=requis)
        if not texte:
            return None
        try:
            valeur = lire(texte)
        except SaisieInvalide as erreur:
            self._refuser_champ(colonne, str(erreur))
            return None
        if valeur > maximum:
            self._refuser_champ(colonne, _("« %(texte)s » est trop grand.") % {"texte": texte})
            return None
        return valeur

    def _refuser_champ(self, colonne: str, raison: str) -> None:
        self.refuser(_("colonne %(colonne)s, %(raison)s") % {"colonne": colonne, "raison": raison})


def _lire_minutes(texte: str) -> int:
    minutes = lire_nombre(texte) * 60
    if minutes != int(minutes):
        raise SaisieInvalide(
            _("« %(texte)s » heures : la durée n'est pas en minutes entières.") % {"texte": texte}
        )
    return int(minutes)
