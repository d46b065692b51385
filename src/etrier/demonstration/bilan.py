"""What a loading tells: how much, where the spreadsheets are, whom to sign in as, what to find."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from etrier.structures.enums import Role


@dataclass(frozen=True)
class Piege:
    """A mistake planted on purpose: where it waits and what should find it.

    `code` is the alarm's (`droit.regles.alarmes.CODES`), `SANS_TARIF`, or `FICHIER` for the rows
    of the spreadsheet to correct. `numero` is the contract's, when there is one.
    """

    code: str
    structure: str
    qui: str
    le: date
    phrase: str
    numero: str = ""


@dataclass(frozen=True)
class FichierHeures:
    """A spreadsheet of the last month's hours, for one structure."""

    structure: str
    siret: str
    chemin: Path
    lignes: int


@dataclass(frozen=True)
class Compte:
    """An account of the demonstration: all have the same password."""

    courriel: str
    role: Role
    structures: tuple[str, ...]


@dataclass(frozen=True)
class Bilan:
    """Everything a loading wrote. `lignes`: validated lines of the ledger, spreadsheets apart."""

    le: date
    groupe: str
    mois_a_clore: tuple[date, ...]
    mois_dernier: date
    structures: tuple[str, ...]
    personnes: int
    emplois: int
    contrats: int
    clients: int
    missions: int
    lignes: int
    fichiers: tuple[FichierHeures, ...]
    fichier_a_corriger: FichierHeures
    comptes: tuple[Compte, ...]
    pieges: tuple[Piege, ...]
    deja_chargee: bool
