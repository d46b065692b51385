"""Why a PASS was suspended and prolonged, opened for her assigned adviser."""

from dataclasses import dataclass
from datetime import date

from etrier.droit.vocabulaire_parcours import (
    MOTIFS_PROLONGATION,
    MOTIFS_SUSPENSION,
    MotifProlongation,
    MotifSuspension,
)
from etrier.parcours.enums import Rubrique
from etrier.parcours.models import PassIae
from etrier.parcours.secrets import lire_tous
from etrier.structures.access import Acces


@dataclass(frozen=True)
class MotifLu:
    """One event of the PASS and its motive in words; `sorte` is suspension or prolongation."""

    sorte: str
    debut: date
    fin: date
    motif: str


def lire_motifs(acces: Acces, recu: PassIae) -> list[MotifLu]:
    """The motives of a PASS the gate handed over; the reading is noted.

    Raises Http404 for anybody but her assigned adviser.
    """
    suspensions, prolongations = list(recu.suspensions.all()), list(recu.prolongations.all())
    scelles = {("suspension", s.pk): s.motif for s in suspensions} | {
        ("prolongation", p.pk): p.motif for p in prolongations
    }
    lus = lire_tous(acces, recu.personne, scelles, Rubrique.PASS)
    return [
        MotifLu("suspension", s.debut, s.fin, _suspension(lus["suspension", s.pk]))
        for s in suspensions
    ] + [
        MotifLu("prolongation", p.debut, p.fin, _prolongation(lus["prolongation", p.pk]))
        for p in prolongations
    ]


def _suspension(code: str) -> str:
    return MOTIFS_SUSPENSION[MotifSuspension(code)] if code in MOTIFS_SUSPENSION else code


def _prolongation(code: str) -> str:
    return MOTIFS_PROLONGATION[MotifProlongation(code)] if code in MOTIFS_PROLONGATION else code
