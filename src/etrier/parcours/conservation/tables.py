"""Every table that leads to a person, found by walking the models: none can be forgotten.

The walk goes through the room's own tables. A table of another room is reached and named, and not
walked through: what hangs on a mission or a close is a figure of the structure.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.db.models import ForeignObjectRel, Model, QuerySet

from etrier.parcours.models import Personne
from etrier.structures.models import Structure

PIECE = Personne._meta.app_label


@dataclass(frozen=True)
class Table:
    """A table and the way from its rows to the person (`salarie__personne`)."""

    modele: type[Model]
    chemin: str

    @property
    def nom(self) -> str:
        """`parcours.Entretien`."""
        return self.modele._meta.label

    @property
    def est_de_la_piece(self) -> bool:
        """Not a figure of a room above."""
        return self.modele._meta.app_label == PIECE

    def lignes(self, personne: Personne) -> "QuerySet[Model]":
        """The rows of a person, whatever the structure."""
        if self.modele is Personne:
            return self.modele._base_manager.filter(pk=personne.pk)
        return self.modele._base_manager.filter(**{self.chemin: personne}).order_by("pk")

    def lignes_de(self, personne: Personne, structure: Structure) -> "QuerySet[Model]":
        """The rows of a person that belong to a structure, and those that belong to none."""
        lignes = self.lignes(personne)
        if any(champ.name == "structure" for champ in self.modele._meta.fields):
            return lignes.filter(structure=structure)
        # The last link before the person tells whose row it is: an employment, a candidacy.
        for lien in ("salarie", "candidature", "diagnostic"):
            depart, trouve, _reste = self.chemin.partition(f"{lien}__personne")
            if trouve:
                return lignes.filter(**{f"{depart}{lien}__structure": structure})
        return lignes


@cache
def les_tables() -> tuple[Table, ...]:
    """Every table that leads to a person, herself first, by the shortest way."""
    vues: dict[type[Model], Table] = {Personne: Table(Personne, "pk")}
    file = deque([vues[Personne]])
    while file:
        table = file.popleft()
        for lien in _liens_vers(table.modele):
            modele = lien.related_model
            if not isinstance(modele, type) or modele in vues:
                continue
            suite = "" if table.modele is Personne else f"__{table.chemin}"
            vues[modele] = Table(modele, f"{lien.field.name}{suite}")
            if vues[modele].est_de_la_piece:
                file.append(vues[modele])
    return tuple(vues.values())


def _liens_vers(modele: type[Model]) -> Iterator[ForeignObjectRel]:
    """Foreign keys that point to the model, those without a name for the way back too."""
    for champ in modele._meta.get_fields(include_hidden=True):
        if isinstance(champ, ForeignObjectRel) and (champ.one_to_many or champ.one_to_one):
            yield champ
