"""A legal parameter read as an integer, or the reason why not: for rules over many rows."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from etrier.droit.parametre import NonCalculable, Parametres


@dataclass(frozen=True)
class Seuil:
    """One dated parameter read as an integer, or the reason why it cannot be read."""

    valeur: int | None
    parametre: str | None
    provisoire: bool
    motif: str | None

    @property
    def litteral(self) -> pl.Expr:
        """The value as an Int64 literal, null when it is not established."""
        return pl.lit(self.valeur, pl.Int64)

    @property
    def exigee(self) -> int:
        """The value, when nothing can be said without it. Raises NonCalculable with the reason."""
        if self.valeur is None:
            raise NonCalculable(self.motif or "paramètre non établi")
        return self.valeur


def lire_seuil(
    parametres: Parametres, nom: str, le: date, echelle: int, cle: str | None = None
) -> Seuil:
    """Read a parameter × echelle on a day (60: hours to minutes; 10 000: rate to per ten thousand).

    What is not established gives a Seuil without value and with its reason, never 0.
    Raises ValueError when the value × echelle is not whole.
    """
    try:
        valeur = parametres.valeur(nom, le, cle)
    except NonCalculable as erreur:
        return Seuil(None, None, False, erreur.motif)
    return Seuil(valeur.en(echelle), valeur.identifiant, valeur.provisoire, None)
