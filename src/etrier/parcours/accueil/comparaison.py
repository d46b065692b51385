"""What two sheets show side by side before they are united: nothing secret."""

from collections.abc import Sequence
from dataclasses import dataclass

from etrier.parcours.models import PassIae, Personne, Salarie
from etrier.structures.access import Acces


@dataclass(frozen=True)
class Cote:
    """One of the two sheets, as far as the reader's group goes. `nir_connu`: not the number."""

    personne: Personne
    emplois: Sequence[tuple[Salarie, int]]
    les_pass: Sequence[PassIae]
    candidatures: int
    nir_connu: bool


def comparer(acces: Acces, personne: Personne) -> Cote:
    """A sheet handed over by the gate, with what the group shares of it."""
    ici = acces.structure
    emplois = [
        (s, s.contrats.count())
        for s in personne.salaries.select_related("structure")
        if s.structure_id == ici.pk
        or (ici.groupe_id is not None and s.structure.groupe_id == ici.groupe_id)
    ]
    venues = personne.candidatures.filter(structure=ici).count()
    return Cote(
        personne, emplois, list(personne.les_pass.all()), venues, bool(personne.nir_empreinte)
    )
