"""The gate of the pathway: whose, and how far the reader may look."""

from dataclasses import dataclass

from etrier.parcours.access import get_salarie
from etrier.parcours.models import Salarie
from etrier.parcours.secrets import est_referent
from etrier.structures.access import Acces, Finalite


@dataclass(frozen=True)
class Regard:
    """What a reader sees of somebody: contracts and PASS are shared in a group; what a structure
    does with her stays in it, unless the reader is her adviser."""

    acces: Acces
    salarie: Salarie
    les_salaries: tuple[Salarie, ...]
    referent: bool

    @property
    def propres(self) -> tuple[Salarie, ...]:
        """The employments whose interviews, trainings and exits the reader sees."""
        return self.les_salaries if self.referent else (self.salarie,)

    @property
    def voit_accompagnement(self) -> bool:
        """Dates of interviews, trainings, immersions, news."""
        return self.referent or self.acces.peut(Finalite.LIRE_ACCOMPAGNEMENT)

    @property
    def voit_accueil(self) -> bool:
        """Candidacies, and the reason of a step."""
        return self.acces.peut(Finalite.LIRE_ACCUEIL)

    @property
    def voit_sorties(self) -> bool:
        """That somebody left, and the class of it; never the motive."""
        return self.voit_accompagnement or self.acces.peut(Finalite.LIRE_PILOTAGE)


def regarder(acces: Acces, salarie_id: int) -> Regard:
    """The pathway of an employee of the structure; Http404 otherwise."""
    salarie = get_salarie(acces, salarie_id)
    groupe = acces.structure.groupe_id
    tous = Salarie.objects.filter(personne=salarie.personne).select_related("structure")
    proches = [
        s
        for s in tous.order_by("pk")
        if s.pk == salarie.pk or (groupe is not None and s.structure.groupe_id == groupe)
    ]
    return Regard(acces, salarie, tuple(proches), est_referent(acces, salarie.personne))
