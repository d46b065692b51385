"""What a line of the bank may be found to pay, and how a form names it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from etrier.socle.erreurs import Refus

# A longer key is nobody's, and no table could look for it.
_CHIFFRES = 18


class Sorte(StrEnum):
    """Kinds of targets."""

    # Invoices of one client, settled together.
    FACTURES = "factures"
    # A client: the oldest due first, the rest as credit.
    CLIENT = "client"
    # Payments already typed.
    REGLEMENTS = "reglements"
    # Money of the State, on an annexe; or recorded already.
    AIDE = "aide"
    VERSEMENT = "versement"
    FOURNISSEUR = "fournisseur"
    ORDRE = "ordre"
    REJET = "rejet"
    # Money given back to a client.
    REMBOURSEMENT = "remboursement"


@dataclass(frozen=True)
class Cible:
    """What is paid: a kind and the keys of its objects."""

    sorte: Sorte
    cles: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.sorte}:{','.join(map(str, self.cles))}"

    @classmethod
    def lire(cls, texte: str) -> "Cible":
        """Read back what a form sends. Raises Refus on anything else."""
        sorte, deux_points, cles = texte.partition(":")
        lues = cles.split(",")
        if (
            sorte not in {s.value for s in Sorte}
            or not deux_points
            or not all(c.isdecimal() and len(c) <= _CHIFFRES for c in lues)
        ):
            raise Refus(_("Choisissez ce que ce mouvement paie."))
        return cls(Sorte(sorte), tuple(int(c) for c in lues))


@dataclass(frozen=True)
class Proposition:
    """A target, how it is called, how sure it is (of 100) and why."""

    cible: Cible
    libelle: str
    score: int
    raison: str

    @property
    def cle(self) -> str:
        """What a form sends back."""
        return str(self.cible)

    @property
    def choses(self) -> Sequence[tuple[str, int]]:
        """What it would use up: two lines cannot both."""
        if self.cible.sorte in (Sorte.AIDE, Sorte.CLIENT, Sorte.REMBOURSEMENT):
            return []
        return [(self.cible.sorte, c) for c in self.cible.cles]
