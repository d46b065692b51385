"""In which row of the grid each line of the ledger stands.

Work and training stand in the row of their own contract, place and clause. An absence is written
without a clause, often without a place, and must not take a row of its own for that: it stands
beside the work of the same place or, without a place, in the contract's only row that has one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.access import les_lignes
from etrier.heures.verification import Cle
from etrier.socle.mois import dernier_jour, mois_precedent
from etrier.structures.access import Acces, Finalite
from etrier.www.heures.cles import CleRang

# Natures that are done somewhere, for a clause perhaps; the others are absences.
SUR_PLACE = frozenset({int(NatureHeures.TRAVAIL), int(NatureHeures.FORMATION)})


class Ligne(NamedTuple):
    """A line of the ledger, as the grid reads it."""

    id: int
    contrat_id: int
    jour: date
    nature: int
    minutes: int
    chantier_id: int | None
    mission_id: int | None
    clause_id: int | None
    etat: int
    sorte: int
    motif: str

    @property
    def cle(self) -> CleRang:
        """The row that bears its own place and clause."""
        return CleRang(self.contrat_id, self.chantier_id, self.mission_id, self.clause_id)

    @property
    def cle_ligne(self) -> Cle:
        """What makes two entries the same line of the ledger."""
        return (self.contrat_id, self.jour, self.nature, self.chantier_id, self.mission_id)

    @property
    def est_mobile(self) -> bool:
        """True for an absence without a clause: it stands where the work stands."""
        return self.nature not in SUR_PLACE and self.clause_id is None


def lire_lignes(acces: Acces, mois: date, contrats: Iterable[int] | None = None) -> list[Ligne]:
    """Lines of the month's days, of some contracts or of all."""
    # Corrections of earlier months count in this one too, but their day is not on this grid.
    requete = les_lignes(acces).filter(mois=mois, jour__range=(mois, dernier_jour(mois)))
    if contrats is not None:
        requete = requete.filter(contrat__in=list(contrats))
    return [Ligne(*x) for x in requete.order_by("id").values_list(*Ligne._fields)]


def attendus(acces: Acces, mois: date, contrats: Iterable[int] | None = None) -> list[CleRang]:
    """Work rows of the month before, where the place and the clause still run.

    None for who only reads.
    """
    if not acces.peut(Finalite.SAISIR_HEURES):
        return []
    lieu_en_cours = (
        Q(chantier=None, mission=None)
        | Q(chantier__isnull=False) & (Q(chantier__fin=None) | Q(chantier__fin__gte=mois))
        | Q(mission__isnull=False) & (Q(mission__fin=None) | Q(mission__fin__gte=mois))
    )
    clause_en_cours = Q(clause=None) | Q(clause__fin__gte=mois)
    requete = les_lignes(acces).filter(
        lieu_en_cours, clause_en_cours, mois=mois_precedent(mois), nature=NatureHeures.TRAVAIL
    )
    if contrats is not None:
        requete = requete.filter(contrat__in=list(contrats))
    champs = ("contrat_id", "chantier_id", "mission_id", "clause_id")
    return [CleRang(*x) for x in requete.order_by().values_list(*champs).distinct()]


def placer(lignes: Iterable[Ligne], connus: Iterable[CleRang]) -> dict[int, CleRang]:
    """The row of each line, by id. `connus`: rows that stand whatever the lines."""
    lues = list(lignes)
    rangs = {x.cle for x in lues if not x.est_mobile} | set(connus)
    # An absence at a place where nothing else is has a row of its own.
    lieux = {(rang.contrat_id, rang.lieu) for rang in rangs}
    rangs |= {x.cle for x in lues if x.cle.lieu and (x.contrat_id, x.cle.lieu) not in lieux}
    par_contrat: dict[int, list[CleRang]] = defaultdict(list)
    for rang in sorted(rangs, key=lambda cle: cle.ordre):
        par_contrat[rang.contrat_id].append(rang)
    return {x.id: _hote(x.cle, par_contrat[x.contrat_id]) if x.est_mobile else x.cle for x in lues}


def _hote(cle: CleRang, rangs: list[CleRang]) -> CleRang:
    """The first row of the same place; without a place, the only row there is."""
    du_lieu = [rang for rang in rangs if rang.lieu == cle.lieu]
    if du_lieu:
        return du_lieu[0]
    return rangs[0] if not cle.lieu and len(rangs) == 1 else cle


def par_case(
    lignes: Iterable[Ligne], places: Mapping[int, CleRang]
) -> dict[tuple[CleRang, date], list[Ligne]]:
    """The lines that stand in each cell, in the order of the ledger."""
    cases: dict[tuple[CleRang, date], list[Ligne]] = defaultdict(list)
    for ligne in lignes:
        cases[places[ligne.id], ligne.jour].append(ligne)
    return cases
