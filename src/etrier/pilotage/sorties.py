"""Exits counted: each one with why it counts or not, the rates, the targets beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from etrier.droit.parametre import NonCalculable
from etrier.droit.regles import sorties as regles
from etrier.parcours.enums import ClasseSortie
from etrier.parcours.models import ObjectifSorties
from etrier.pilotage import frames
from etrier.pilotage.frames import Periode
from etrier.socle.parametres import parametres_en_vigueur

# From 2013 on the rates are those of each convention.
DERNIER_JOUR_DU_REPERE = date(2012, 12, 31)
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
    non_comptees: int = 0
    examinees: int = 0
    dynamiques: int = 0
    taux_dynamiques: int | None = None
    taux_durables: int | None = None
    sans_nouvelle: int = 0

    @property
    def toutes(self) -> int:
        """Every exit written, counted or not."""
        return self.examinees + self.retiree + self.non_comptees


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


def _examiner(ligne: dict[str, object]) -> SortieExaminee:
    valeurs = {
        **ligne,
        "classe": ClasseSortie(str(ligne["classe"])),
        "jours": ligne["jours"] or 0,
        "minutes": ligne["minutes"] or 0,
    }
    comptee, raison = _compter(valeurs)
    return SortieExaminee(**valeurs, comptee=comptee, raison=raison)  # type: ignore[arg-type]


def _compter(valeurs: dict[str, object]) -> tuple[bool | None, str]:
    if valeurs["classe"] == ClasseSortie.RETIREE:
        return False, (
            "Retirée des sorties constatées : son motif est de ceux que l'ASP ne compte pas (congé "
            "de longue durée, décès, décision administrative ou de justice, faute grave, transfert "
            "d'employeur, rupture de la période d'essai). Lequel n'est dit qu'à la personne référente."
        )
    le, jours = valeurs["le"], valeurs["jours"]
    assert isinstance(le, date) and isinstance(jours, int)  # noqa: S101 -- typed by the frame
    presence = regles.Presence(
        dispositif=str(valeurs["dispositif"]),
        debut=le - timedelta(days=max(jours, 1) - 1),
        fin=le,
        minutes=int(str(valeurs["minutes"])),
    )
    comptage = regles.compter(presence, le, parametres_en_vigueur())
    return comptage.comptee, comptage.phrase


def trame(examinees: Iterable[SortieExaminee]) -> pl.DataFrame:
    """The exits as the rule of rates reads them."""
    schema = {
        "structure_id": pl.Int64,
        "personne_id": pl.Int64,
        "le": pl.Date,
        "classe": pl.String,
        "comptee": pl.Boolean,
        "dans_le_groupe": pl.Boolean,
    }
    lignes = [
        (s.structure_id, s.personne_id, s.le, str(s.classe), bool(s.comptee), s.dans_le_groupe)
        for s in examinees
    ]
    return pl.DataFrame(lignes, schema=schema, orient="row")


def taux(examinees: Sequence[SortieExaminee]) -> Taux:
    """Rates of all these exits together."""
    return _taux(trame(examinees), sum(s.sans_nouvelle for s in examinees))


def taux_du_groupe(examinees: Sequence[SortieExaminee]) -> Taux:
    """Rates of the group: the last exit of each person, inner moves apart."""
    gardees = regles.de_groupe(trame(examinees))
    dernieres = {(x["personne_id"], x["le"]) for x in gardees.iter_rows(named=True)}
    perdues = {
        (s.personne_id, s.le)
        for s in examinees
        if s.sans_nouvelle and not s.dans_le_groupe
    }
    return _taux(gardees, len(dernieres & perdues))


def _taux(lignes: pl.DataFrame, sans_nouvelle: int) -> Taux:
    comptes = regles.taux(lignes.with_columns(tout=pl.lit(1)), par=("tout",))
    if comptes.is_empty():
        return Taux()
    (ligne,) = comptes.drop("tout").iter_rows(named=True)
    return Taux(**ligne, sans_nouvelle=sans_nouvelle)


def cible(objectif: ObjectifSorties | None) -> Cible | None:
    """The negotiated rates of a year, when there are any."""
    return None if objectif is None else Cible(objectif.dynamiques, objectif.durables, True)


def repere() -> Cible | None:
    """The rates once asked of all structures: a landmark, since each now negotiates its own."""
    try:
        dynamiques, durables = regles.cibles(DERNIER_JOUR_DU_REPERE, parametres_en_vigueur())
    except NonCalculable:
        return None
    return Cible(dynamiques, durables, False)
