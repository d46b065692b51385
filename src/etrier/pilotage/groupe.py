"""The group: people counted once, true exits, how fluid the parcours is (decision 0026)."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from etrier.droit.arrondis import demi_haut
from etrier.pilotage import frames
from etrier.pilotage.frames import Periode
from etrier.pilotage.sorties import SortieExaminee, sorties_du_groupe

DIX_MILLE = 10_000


@dataclass(frozen=True)
class Dedoublonnage:
    """Lines and distinct people; `doublons` in hundredths of a percent, None without a line."""

    par_structure: dict[int, int]
    personnes: int

    @property
    def lignes(self) -> int:
        """One for each person in each structure."""
        return sum(self.par_structure.values())

    @property
    def doublons(self) -> int | None:
        """1 - people / lines."""
        return _part(self.lignes - self.personnes, self.lignes)


@dataclass(frozen=True)
class Fluidite:
    """How people move inside the group. Shares in hundredths of a percent."""

    passages: int
    sorties_du_groupe: int
    attente_mediane: int | None
    plusieurs_dispositifs: int
    personnes: int

    @property
    def taux_passages(self) -> int | None:
        """Inner moves / (inner moves + exits of the group)."""
        return _part(self.passages, self.passages + self.sorties_du_groupe)

    @property
    def taux_plusieurs(self) -> int | None:
        """Share of people with two kinds of structure or more."""
        return _part(self.plusieurs_dispositifs, self.personnes)


def dedoublonner(lignes: pl.DataFrame) -> Dedoublonnage:
    """People of a frame with structure_id and personne_id: by structure, and once each."""
    par_structure = lignes.group_by("structure_id").agg(pl.col("personne_id").n_unique())
    return Dedoublonnage(dict(par_structure.sort("structure_id").iter_rows()), _distinctes(lignes))


def _distinctes(lignes: pl.DataFrame) -> int:
    return lignes["personne_id"].n_unique() if lignes.height else 0


def les_presents(groupe: Sequence[int], periode: Periode) -> Dedoublonnage:
    """Those under contract in the period."""
    return dedoublonner(frames.presents(groupe, periode))


def les_sortis(examinees: Sequence[SortieExaminee]) -> Dedoublonnage:
    """Those who left a structure in the period."""
    lignes = [(s.structure_id, s.personne_id) for s in examinees]
    schema = {"structure_id": pl.Int64, "personne_id": pl.Int64}
    return dedoublonner(pl.DataFrame(lignes, schema=schema, orient="row"))


def fluidite(
    groupe: Sequence[int], periode: Periode, examinees: Sequence[SortieExaminee]
) -> Fluidite:
    """Moves, waits and kinds of structure of the period."""
    internes = [s for s in examinees if s.dans_le_groupe]
    vus = (
        frames.presents(groupe, periode)
        .group_by("personne_id")
        .agg(pl.col("dispositif").n_unique().alias("sortes"))
    )
    return Fluidite(
        passages=len(internes),
        sorties_du_groupe=len(sorties_du_groupe(examinees)),
        attente_mediane=mediane([s.attente for s in internes if s.attente is not None]),
        plusieurs_dispositifs=vus.filter(pl.col("sortes") > 1).height,
        personnes=vus.height,
    )


def mediane(jours: Sequence[int]) -> int | None:
    """The middle one, in whole days; of two in the middle, half their sum, rounded half up."""
    if not jours:
        return None
    rang, range_ = len(jours) // 2, sorted(jours)
    if len(jours) % 2:
        return range_[rang]
    return demi_haut(range_[rang - 1] + range_[rang], 2)


def _part(partie: int, tout: int) -> int | None:
    return demi_haut(partie * DIX_MILLE, tout) if tout else None
