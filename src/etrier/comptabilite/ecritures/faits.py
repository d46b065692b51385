"""A fact ready to be passed: which accounts by role, which amounts, for what. And what is left out.

A fact only depends on rows that never change once they are there, so it can be told again and
compared with what was passed. Its words are French whatever the reader's language: they are copied
in files the tax office reads.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256


@dataclass(frozen=True)
class LigneFait:
    """So many centimes on an account: positive debited, negative credited."""

    role: str
    centimes: int
    auxiliaire: str = ""
    auxiliaire_libelle: str = ""
    taux_pour_dix_mille: int | None = None
    chantier_id: int | None = None
    activite: str = ""
    financeur: str = ""
    # Number and name, when they are those of an entry turned over, whatever the plan says today.
    compte: tuple[str, str] | None = None


@dataclass(frozen=True)
class Fait:
    """What one entry tells; `source` names the thing it comes from, once."""

    source: str
    journal: str
    le: date
    piece: str
    piece_le: date
    libelle: str
    lignes: tuple[LigneFait, ...]

    @property
    def est_equilibre(self) -> bool:
        """True when debits equal credits."""
        return sum(x.centimes for x in self.lignes) == 0

    @property
    def debit_centimes(self) -> int:
        """What is debited."""
        return sum(x.centimes for x in self.lignes if x.centimes > 0)

    @property
    def empreinte(self) -> str:
        """Digest of dates, pieces and amounts; names may change, these may not."""
        dit = [
            *(self.source, self.journal, self.le.isoformat(), self.piece),
            self.piece_le.isoformat(),
            sorted(
                (x.role, x.centimes, x.auxiliaire, x.taux_pour_dix_mille or 0, x.chantier_id or 0)
                for x in self.lignes
            ),
        ]
        return sha256(json.dumps(dit, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Laissee:
    """Something that is not passed, and why."""

    source: str
    libelle: str
    raison: str
    le: date | None = None


def regrouper(lignes: Iterable[LigneFait]) -> tuple[LigneFait, ...]:
    """Add up the lines that differ by their amount only; what comes to nothing disappears."""
    sommes: dict[LigneFait, int] = {}
    for ligne in lignes:
        cle = replace(ligne, centimes=0)
        sommes[cle] = sommes.get(cle, 0) + ligne.centimes
    return tuple(replace(cle, centimes=somme) for cle, somme in sommes.items() if somme)
