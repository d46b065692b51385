"""Lines of both sides, and their sums by employee and rubrique."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Rubriques counted in hours.
HEURES = frozenset(
    {
        "HEURES_TRAVAIL",
        "HEURES_FORMATION",
        "ABSENCE_PAYEE",
        "CONGE_PAYE",
        "JOUR_FERIE",
        "HEURES_SUP_25",
        "HEURES_SUP_50",
        "HEURES_COMPLEMENTAIRES",
        "ABSENCE_NON_PAYEE",
    }
)
# What enters the gross, what is paid besides it, what is kept back of the net.
DU_BRUT = HEURES | {"IFM", "ICCP", "PRIME"}
EN_PLUS = frozenset({"FRAIS", "KILOMETRES", "PANIER"})
RETENUES = frozenset({"ACOMPTE", "SAISIE", "COTISATIONS_SALARIALES", "PRELEVEMENT_SOURCE"})
# What only a payslip says.
DU_BULLETIN = frozenset(
    {
        "BRUT",
        "NET_A_PAYER",
        "COTISATIONS_SALARIALES",
        "COTISATIONS_PATRONALES",
        "PRELEVEMENT_SOURCE",
    }
)
PLEIN = 10_000

Cle = tuple[str, str]


@dataclass(frozen=True)
class Somme:
    """What one side says of an employee and a rubrique.

    Minutes and centimes, None when not said. `taux_horaire_centimes` and `taux_pour_dix_mille`
    (of the hourly rate: 2 500 for an increase of 25 %): None when several rates were used.
    """

    minutes: int | None = None
    montant_centimes: int | None = None
    taux_horaire_centimes: int | None = None
    taux_pour_dix_mille: int | None = PLEIN

    @property
    def nulle(self) -> bool:
        """True when it asks for nothing."""
        return not self.minutes and not self.montant_centimes

    def pareille(self, autre: "Somme") -> bool:
        """Same minutes and same centimes, where both say them."""
        return _egal(self.minutes, autre.minutes) and _egal(
            self.montant_centimes, autre.montant_centimes
        )


@dataclass(frozen=True)
class Attendu:
    """A line handed to the bureau."""

    matricule: str
    rubrique: str
    minutes: int | None
    montant_centimes: int | None
    taux_horaire_centimes: int | None = None
    taux_pour_dix_mille: int | None = None

    @property
    def somme(self) -> Somme:
        """The line alone."""
        return Somme(
            self.minutes,
            self.montant_centimes,
            self.taux_horaire_centimes,
            self.taux_pour_dix_mille or PLEIN,
        )


@dataclass(frozen=True)
class Lu:
    """A line of the return; `mois` is the one written beside it, if any."""

    matricule: str
    rubrique: str
    minutes: int | None
    montant_centimes: int | None
    taux_horaire_centimes: int | None = None
    mois: date | None = None


@dataclass(frozen=True)
class Ecart:
    """A difference: `genre` is a key of MOTIFS."""

    matricule: str
    rubrique: str
    genre: str
    minutes_attendues: int | None = None
    minutes_lues: int | None = None
    attendu_centimes: int | None = None
    lu_centimes: int | None = None
    autre_matricule: str = ""

    @classmethod
    def entre(
        cls, matricule: str, rubrique: str, genre: str, attendu: Somme | None, lu: Somme | None
    ) -> "Ecart":
        """The difference of two sums; None is a side that says nothing."""
        attendu, lu = attendu or Somme(), lu or Somme()
        return cls(
            matricule,
            rubrique,
            genre,
            attendu.minutes,
            lu.minutes,
            attendu.montant_centimes,
            lu.montant_centimes,
        )


def additionner(deja: Somme | None, somme: Somme) -> Somme:
    """One more line of the same employee and rubrique."""
    if deja is None:
        return somme
    return Somme(
        _plus(deja.minutes, somme.minutes),
        _plus(deja.montant_centimes, somme.montant_centimes),
        _meme(deja.taux_horaire_centimes, somme.taux_horaire_centimes),
        _meme(deja.taux_pour_dix_mille, somme.taux_pour_dix_mille),
    )


def sommer(lignes: Iterable[Lu]) -> Somme:
    """The lines of the return together."""
    total: Somme | None = None
    for ligne in lignes:
        lue = Somme(ligne.minutes, ligne.montant_centimes, ligne.taux_horaire_centimes)
        total = additionner(total, lue)
    return total or Somme()


def _plus(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else a + b


def _meme(a: int | None, b: int | None) -> int | None:
    return a if a == b else None


def _egal(a: int | None, b: int | None) -> bool:
    return a is None or b is None or a == b
