"""What a place costs and brings: wages and aid of a month laid on the places by hours worked.

House arithmetic, no law. A person's month is paid whole: its wages, absences included, go to the
places she worked at that month, by minutes (largest remainder, so that parts add up). What is not
known stays unknown: one person's missing wages make the cost of her places unknown, never lower.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from etrier.droit.arrondis import demi_haut, plus_forts_restes

MILLION = 1_000_000
# Where a month paid without any hour worked goes.
SANS_LIEU = ""


@dataclass(frozen=True)
class MoisPaye:
    """A person's month: minutes by place; wages, contributions, aid in centimes (None: unknown);
    ETP in millionths."""

    minutes: Mapping[str, int]
    salaires_centimes: int | None
    charges_centimes: int | None
    aide_centimes: int | None = 0
    etp_millioniemes: int | None = 0


@dataclass
class Cout:
    """What a place cost and brought; None as soon as a part of it is unknown."""

    minutes: int = 0
    etp_millioniemes: int | None = 0
    salaires_centimes: int | None = 0
    charges_centimes: int | None = 0
    aide_centimes: int | None = 0
    ventes_centimes: int = 0
    # By kind of expense.
    achats: dict[str, int] = field(default_factory=dict)

    @property
    def achats_centimes(self) -> int:
        """Every purchase."""
        return sum(self.achats.values())

    @property
    def cout_centimes(self) -> int | None:
        """Wages, contributions and purchases."""
        return somme([self.salaires_centimes, self.charges_centimes, self.achats_centimes])

    @property
    def marge_centimes(self) -> int | None:
        """Sales and aid, less the cost."""
        cout, aide = self.cout_centimes, self.aide_centimes
        return None if cout is None or aide is None else self.ventes_centimes + aide - cout

    def par_etp(self, centimes: int | None) -> int | None:
        """An amount for one ETP of a whole year; None without ETP."""
        if centimes is None or not self.etp_millioniemes:
            return None
        return demi_haut(centimes * MILLION, self.etp_millioniemes)

    @property
    def manque(self) -> str:
        """What is unknown, in a French sentence; empty when nothing is."""
        manquent = [
            mot
            for mot, valeur in (
                ("les salaires d'un mois", self.salaires_centimes),
                ("les cotisations patronales d'un mois", self.charges_centimes),
                ("l'aide au poste d'un mois", self.aide_centimes),
            )
            if valeur is None
        ]
        return f"Manquent : {', '.join(manquent)}." if manquent else ""


def somme(montants: Iterable[int | None]) -> int | None:
    """The sum, unknown as soon as one amount is.

    >>> somme([1, 2]), somme([1, None])
    (3, None)
    """
    total = 0
    for montant in montants:
        if montant is None:
            return None
        total += montant
    return total


def couts_par_lieu(mois_payes: Iterable[MoisPaye]) -> dict[str, Cout]:
    """Lay every person's month on her places."""
    couts: dict[str, Cout] = {}
    for mois in mois_payes:
        lieux = sorted(lieu for lieu, minutes in mois.minutes.items() if minutes > 0)
        poids = [mois.minutes[lieu] for lieu in lieux] or [1]
        lieux = lieux or [SANS_LIEU]
        parts = {
            nom: _parts(getattr(mois, nom), poids)
            for nom in (
                *("salaires_centimes", "charges_centimes", "aide_centimes"),
                "etp_millioniemes",
            )
        }
        for rang, lieu in enumerate(lieux):
            cout = couts.setdefault(lieu, Cout())
            cout.minutes += mois.minutes.get(lieu, 0)
            for nom, du_nom in parts.items():
                setattr(cout, nom, somme([getattr(cout, nom), du_nom[rang]]))
    return couts


def _parts(montant: int | None, poids: list[int]) -> list[int | None]:
    if montant is None:
        return [None] * len(poids)
    return list(plus_forts_restes(montant, poids))
