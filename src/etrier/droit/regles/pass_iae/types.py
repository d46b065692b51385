"""What happens to a PASS IAE: its dates as first delivered, and each event since."""

from dataclasses import dataclass, field
from datetime import date

from etrier.droit.calendrier import jours_inclus
from etrier.droit.parametre import Valeur
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import MotifProlongation, MotifSuspension


@dataclass(frozen=True, slots=True)
class PassDelivre:
    """A PASS IAE as first delivered; both ends are days of the PASS."""

    debut: date
    fin: date


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days without parcours, both bounds included."""

    debut: date
    fin: date
    motif: MotifSuspension | None = None

    @property
    def jours(self) -> int:
        """Calendar days of the suspension."""
        return jours_inclus(self.debut, self.fin)

    @property
    def report_jours(self) -> int:
        """Days the platform gives back: one less than the suspension lasts."""
        return max((self.fin - self.debut).days, 0)

    def couvre(self, le: date) -> bool:
        """Is the day suspended?"""
        return self.debut <= le <= self.fin


@dataclass(frozen=True, slots=True)
class Prolongation:
    """More days: starts on the end the PASS had, `fin` is its new end."""

    debut: date
    fin: date
    motif: MotifProlongation

    @property
    def jours(self) -> int:
        """Days added to the PASS."""
        return max((self.fin - self.debut).days, 0)


@dataclass(frozen=True, slots=True)
class Parcours:
    """A PASS and its events, in any order.

    `clos_le`: the day the parcours was closed after more than 12 months of suspension (R5132-1-3).
    `dispositif`: of the structure that asks, when it is known: some motives are not open to all.
    `plus_recent`: no newer PASS exists. `demande_en_attente`: a request of prolongation is pending.
    """

    delivre: PassDelivre
    suspensions: tuple[Suspension, ...] = ()
    prolongations: tuple[Prolongation, ...] = ()
    clos_le: date | None = None
    dispositif: Dispositif | None = None
    plus_recent: bool = True
    demande_en_attente: bool = False

    @property
    def prolonge_jours(self) -> int:
        """Days of all the prolongations, whatever their motives."""
        return sum(prolongation.jours for prolongation in self.prolongations)

    @property
    def suspendu_jours(self) -> int:
        """Calendar days of all the suspensions."""
        return sum(suspension.jours for suspension in self.suspensions)


@dataclass(frozen=True, slots=True)
class EtatPass:
    """A PASS on a day. Dates are days of the PASS, included.

    `fin`: as the platform counts it. `jours_restants`: days left, suspended days left out.
    `prolongation_possible`: None when the window is not established that day. `fin_maximale`: by
    motive, the end a prolongation may reach; None when the dispositif does not open the motive.
    """

    fin: date
    jours_restants: int
    valide: bool
    suspendu: bool
    en_carence: bool
    fin_carence: date
    prolongation_possible: bool | None
    motif_prolongation: str
    fin_maximale: dict[MotifProlongation, date | None]
    differences: tuple[str, ...]
    parametres: tuple[Valeur, ...] = field(default=())
