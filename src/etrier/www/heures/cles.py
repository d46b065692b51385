"""How rows and cells of the grid are named: row `12.c3.0`, field `h.12.c3.0.6` for its 6th day."""

import re
from dataclasses import dataclass

_FORME = re.compile(r"([0-9]{1,18})\.(0|[cm][0-9]{1,18})\.([0-9]{1,18})")
_LIEU = re.compile(r"[cm][0-9]{1,18}")


@dataclass(frozen=True)
class CleRang:
    """What a row of the grid is: a contract, a place, a clause."""

    contrat_id: int
    chantier_id: int | None = None
    mission_id: int | None = None
    clause_id: int | None = None

    def __str__(self) -> str:
        return f"{self.contrat_id}.{self.lieu or '0'}.{self.clause_id or 0}"

    @property
    def lieu(self) -> str:
        """`c3`, `m5`, or nothing."""
        return ecrire_lieu(self.chantier_id, self.mission_id)

    @property
    def ordre(self) -> tuple[int, str, int]:
        """Rows of a contract in an order that never depends on how they were found."""
        return (self.contrat_id, self.lieu, self.clause_id or 0)


def lire_cle(texte: str) -> CleRang | None:
    """The row a name stands for; None when it is not a name of ours."""
    trouve = _FORME.fullmatch(texte)
    if trouve is None:
        return None
    chantier, mission = lire_lieu(trouve[2])
    return CleRang(int(trouve[1]), chantier, mission, int(trouve[3]) or None)


def ecrire_lieu(chantier_id: int | None, mission_id: int | None) -> str:
    """`c3` for a chantier, `m5` for a mission, nothing for neither."""
    if chantier_id is not None:
        return f"c{chantier_id}"
    return f"m{mission_id}" if mission_id is not None else ""


def lire_lieu(texte: str) -> tuple[int | None, int | None]:
    """(chantier, mission) of `c3` or `m5`; neither for anything else."""
    if not _LIEU.fullmatch(texte):
        return None, None
    cle = int(texte[1:])
    return (cle, None) if texte[0] == "c" else (None, cle)


def nom_case(cle: CleRang, jour: int) -> str:
    """Name of the field of one cell."""
    return f"h.{cle}.{jour}"


def nom_avant(cle: CleRang) -> str:
    """Name of the hidden field with what the row was shown with."""
    return f"a.{cle}"
