"""One line read from a sheet: who, where, which day, how long; not yet matched with anybody."""

from dataclasses import dataclass
from datetime import date

from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.formats.tableurs.dispositions import Disposition


@dataclass(frozen=True, slots=True)
class LigneTableur:
    """One line of the sheet, read but not yet matched with people and places.

    `refus` says what could not be read: (column, sentence); the fields concerned are then None.
    A `code` without minutes and without refusal is worth the planned day. `personne` is a whole
    name in one cell, in any order; `lieu` is a client or a chantier, one does not know which.
    `zeros_perdus`: the matricule is a number, whose first zeros a spreadsheet could have dropped.
    """

    numero: int
    matricule: str
    nom: str
    prenom: str
    jour: date | None
    nature: NatureHeures | None
    minutes: int | None
    chantier: str
    mission: str
    clause: str
    contrat: str
    refus: tuple[tuple[str, str], ...]
    feuille: str = ""
    colonne: str = ""
    personne: str = ""
    lieu: str = ""
    masquee: bool = False
    code: str = ""
    zeros_perdus: bool = False


@dataclass(frozen=True)
class Feuille:
    """The lines of a file; `sans_heures` were left blank, `remarques` say what was not read.

    `disposition` is how it was read; `signature` is the same for the same kind of sheet.
    """

    lignes: tuple[LigneTableur, ...]
    sans_heures: int
    remarques: tuple[str, ...]
    disposition: Disposition
    signature: str
