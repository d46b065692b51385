"""Months of money to come: expected flows laid on a bank balance. House arithmetic, no law.

Nothing is guessed: a flow has a day and an amount somebody wrote or a rule computed. What is
already late is expected in the first month; without a balance only the variations are known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

# Under this many payments, what a client does usually is not known.
PAIEMENTS_POUR_UNE_HABITUDE = 3


@dataclass(frozen=True)
class Flux:
    """Centimes expected on a day: positive received, negative paid."""

    le: date
    centimes: int
    genre: str
    libelle: str
    source: str = ""


@dataclass(frozen=True)
class MoisPrevu:
    """A month to come: sums by kind, and the balance at its end (None: nothing to start from)."""

    mois: date
    par_genre: Mapping[str, int]
    solde_centimes: int | None

    @property
    def entrees_centimes(self) -> int:
        """What comes in."""
        return sum(x for x in self.par_genre.values() if x > 0)

    @property
    def sorties_centimes(self) -> int:
        """What goes out, as a negative number."""
        return sum(x for x in self.par_genre.values() if x < 0)

    @property
    def variation_centimes(self) -> int:
        """In less out."""
        return sum(self.par_genre.values())


def prevoir(
    solde_centimes: int | None, flux: Iterable[Flux], debut: date, nombre: int
) -> tuple[MoisPrevu, ...]:
    """So many months from the one of `debut`; flows before it fall in the first, those after the
    last are not counted."""
    mois = [_decale(debut, n) for n in range(nombre)]
    sommes: dict[date, dict[str, int]] = {m: {} for m in mois}
    for un in flux:
        du_mois = sommes.get(max(un.le.replace(day=1), mois[0]))
        if du_mois is not None:
            du_mois[un.genre] = du_mois.get(un.genre, 0) + un.centimes
    prevus = []
    for m in mois:
        if solde_centimes is not None:
            solde_centimes += sum(sommes[m].values())
        prevus.append(MoisPrevu(m, sommes[m], solde_centimes))
    return tuple(prevus)


def _decale(jour: date, mois: int) -> date:
    rang = jour.year * 12 + jour.month - 1 + mois
    return date(rang // 12, rang % 12 + 1, 1)


def retard_habituel(paiements: Sequence[tuple[date, date]]) -> int | None:
    """Days a client usually pays after the due day (before: negative): the median of its payments,
    given as (due, paid). None when there are too few to tell.

    >>> d = date(2026, 3, 1)
    >>> retard_habituel([(d, date(2026, 3, 11)), (d, date(2026, 3, 6)), (d, date(2026, 5, 1))])
    10
    """
    if len(paiements) < PAIEMENTS_POUR_UNE_HABITUDE:
        return None
    return median_low((paye - du).days for du, paye in paiements)


def age(echeance: date, le: date) -> str:
    """How late an invoice is: "a_echoir", then by thirty days."""
    jours = (le - echeance).days
    if jours <= 0:
        return "a_echoir"
    return next((f"{borne}" for borne in (30, 60, 90) if jours <= borne), "plus")
