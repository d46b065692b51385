"""Proposals for the lines of the bank: the best first, each with its score and its reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.rapprochement import sorties
from etrier.comptabilite.rapprochement.cibles import Proposition
from etrier.comptabilite.rapprochement.contexte import Contexte, Texte
from etrier.comptabilite.rapprochement.entrees import entrees
from etrier.structures.models import Structure

# From there on a proposal may be accepted with the others, in one click.
SURE = 90
# Two targets this close are not told apart: somebody must choose.
_MARGE = 5
MONTREES = 4


@dataclass(frozen=True)
class LigneARapprocher:
    """A line of the bank and what it may pay; `sure`: the first proposal needs no look."""

    mouvement: MouvementBancaire
    propositions: tuple[Proposition, ...]
    sure: bool = False

    @property
    def premiere(self) -> Proposition | None:
        """The best proposal."""
        return self.propositions[0] if self.propositions else None


def proposer(
    structure: Structure, mouvements: Iterable[MouvementBancaire]
) -> list[LigneARapprocher]:
    """What each line may pay. A thing two lines would pay is sure for neither."""
    contexte = Contexte(structure)
    lignes = [(m, _propositions(contexte, m)) for m in mouvements]
    voulues = Counter(
        chose for _m, trouvees in lignes if _nette(trouvees) for chose in trouvees[0].choses
    )
    return [
        LigneARapprocher(m, x, _nette(x) and all(voulues[c] == 1 for c in x[0].choses))
        for m, x in lignes
    ]


def _propositions(contexte: Contexte, mouvement: MouvementBancaire) -> tuple[Proposition, ...]:
    trouver = entrees if mouvement.montant_centimes > 0 else sorties.sorties
    return tuple(_sans_doubles(trouver(contexte, mouvement, Texte.de(mouvement))))[:MONTREES]


def _sans_doubles(propositions: Iterable[Proposition]) -> Iterator[Proposition]:
    """The best reason of each target."""
    dites: set[str] = set()
    for proposition in sorted(propositions, key=lambda p: -p.score):
        if proposition.cle not in dites:
            dites.add(proposition.cle)
            yield proposition


def _nette(propositions: Sequence[Proposition]) -> bool:
    if not propositions or propositions[0].score < SURE:
        return False
    return len(propositions) == 1 or propositions[0].score - propositions[1].score >= _MARGE
