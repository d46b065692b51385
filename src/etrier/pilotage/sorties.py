"""Exits counted: each one with why it counts or not, the rates, the targets beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from etrier.droit.regles.sorties import Presence, cibles_de_reference, compter
from etrier.droit.regles.taux_sorties import SORTIES, de_groupe
from etrier.droit.regles.taux_sorties import taux as taux_de
from etrier.droit.vocabulaire import Dispositif
from etrier.parcours.enums import ClasseSortie
from etrier.parcours.models import ObjectifSorties
from etrier.pilotage import frames
from etrier.pilotage.frames import Periode
from etrier.socle.parametres import parametres_en_vigueur

DIX_MILLE = 10_000
RETIREE = (
    "Retirée des sorties constatées : l'ASP ne compte pas son motif, que seule la personne "
    "référente peut lire."
)
DYNAMIQUES = (ClasseSortie.DURABLE, ClasseSortie.TRANSITION, ClasseSortie.POSITIVE)


@dataclass(frozen=True)
class SortieExaminee:
    """An exit and what is thought of it. `comptee` is None where no condition is established."""

    sortie_id: int
    structure_id: int
    salarie_id: int
    personne_id: int
    convention_id: int
    dispositif: str
    le: date
    classe: ClasseSortie
    sans_nouvelle: bool
    debut: date | None
    jours: int
    minutes: int
    comptee: bool | None
    raison: str
    vers_id: int | None = None
    attente: int | None = None

    @property
    def est_examinee(self) -> bool:
        """In the denominator: it counts, and its class is not withdrawn."""
        return bool(self.comptee) and self.classe != ClasseSortie.RETIREE

    @property
    def est_dynamique(self) -> bool:
        """In the numerator of the dynamic exits."""
        return self.est_examinee and self.classe in DYNAMIQUES

    @property
    def dans_le_groupe(self) -> bool:
        """Towards another structure of the group: no exit for the group."""
        return self.vers_id is not None


@dataclass(frozen=True)
class Taux:
    """Exits of a perimeter by class, and the rates in hundredths of a percent (None: nobody)."""

    durable: int = 0
    transition: int = 0
    positive: int = 0
    autre: int = 0
    retiree: int = 0
    sans_classe: int = 0
    non_comptees: int = 0
    a_verifier: int = 0
    examinees: int = 0
    dynamiques: int = 0
    taux_dynamiques: int | None = None
    taux_durables: int | None = None
    sans_nouvelle: int = 0

    @property
    def toutes(self) -> int:
        """Every exit written, counted or not."""
        return self.examinees + self.retiree + self.non_comptees + self.a_verifier


@dataclass(frozen=True)
class Cible:
    """Rates to reach, in hundredths of a percent, and where they come from."""

    dynamiques: int
    durables: int
    negociee: bool


def examiner(
    structures: Sequence[int], periode: Periode, groupe: Sequence[int] = ()
) -> list[SortieExaminee]:
    """Exits of the structures in the period, each with its verdict and the sentence that says it.

    `groupe`: the structures among which a move is inner; none, and no exit is inner.
    """
    lues = frames.sorties(structures, periode)
    suites = frames.passages(lues, groupe) if groupe and not lues.is_empty() else None
    if suites is not None:
        lues = lues.join(suites, on="sortie_id", how="left")
    return [_examiner(ligne) for ligne in lues.iter_rows(named=True)]


def _examiner(ligne: dict[str, Any]) -> SortieExaminee:
    classe, jours, minutes = ClasseSortie(ligne["classe"]), ligne["jours"] or 0, ligne["minutes"]
    comptee: bool | None = True
    raison = RETIREE
    if classe != ClasseSortie.RETIREE:
        # Days under contract, breaks apart: a stay of that length that ends with the exit.
        debut = ligne["le"] - timedelta(days=max(jours, 1) - 1)
        presence = Presence(Dispositif(ligne["dispositif"]), debut, ligne["le"], minutes or 0)
        comptage = compter(presence, ligne["le"], parametres_en_vigueur())
        comptee, raison = comptage.comptee, comptage.phrase
    lues = {**ligne, "classe": classe, "jours": jours, "minutes": minutes or 0}
    return SortieExaminee(**lues, comptee=comptee, raison=raison)


def trame(examinees: Iterable[SortieExaminee]) -> pl.DataFrame:
    """The exits as the rule of rates reads them."""
    lignes = [
        (s.structure_id, s.personne_id, s.le, str(s.classe), s.comptee, s.dans_le_groupe)
        for s in examinees
    ]
    schema = pl.Schema({**SORTIES, "dans_le_groupe": pl.Boolean()})
    return pl.DataFrame(lignes, schema=schema, orient="row")


def taux(examinees: Sequence[SortieExaminee]) -> Taux:
    """Rates of all these exits together."""
    return _taux(trame(examinees), sum(s.sans_nouvelle for s in examinees))


def sorties_du_groupe(examinees: Sequence[SortieExaminee]) -> list[SortieExaminee]:
    """The exits of the group: the last one of each person, unless she goes on inside."""
    gardees = {
        (x["structure_id"], x["personne_id"], x["le"])
        for x in de_groupe(trame(examinees)).iter_rows(named=True)
    }
    uniques = {(s.structure_id, s.personne_id, s.le): s for s in examinees}
    return [s for cle, s in uniques.items() if cle in gardees]


def taux_du_groupe(examinees: Sequence[SortieExaminee]) -> Taux:
    """Rates of the group seen as one house."""
    return taux(sorties_du_groupe(examinees))


def _taux(lignes: pl.DataFrame, sans_nouvelle: int) -> Taux:
    comptes = taux_de(lignes, par=())
    if comptes.is_empty():
        return Taux()
    (ligne,) = comptes.iter_rows(named=True)
    return Taux(**ligne, sans_nouvelle=sans_nouvelle)


def cible(objectif: ObjectifSorties | None) -> Cible | None:
    """The negotiated rates of a year, when there are any."""
    if objectif is None:
        return None
    return Cible(objectif.dynamiques, objectif.durables, negociee=True)


def repere() -> Cible:
    """The rates once asked of all structures: a landmark, since each now negotiates its own."""
    dynamiques, durables = cibles_de_reference(parametres_en_vigueur())
    return Cible(dynamiques.en(DIX_MILLE), durables.en(DIX_MILLE), negociee=False)
