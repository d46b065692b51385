"""Objects of the exits, by the names the addresses give them."""

from datetime import date

from etrier.parcours.enums import ClasseSortie
from etrier.parcours.models import ClasseMotif, Sortie
from etrier.parcours.sorties.actions import Depart, enregistrer_sortie
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.structures.models import Convention, Structure
from tests import fabrique


def objets_sorties(une: Structure, convention: Convention) -> dict[str, int]:
    """Somebody who left, the news to take of her, a class agreed, a convention and a year."""
    # Two people: the walk cancels the exit of the first, and takes news of the second.
    sorties = [_sortir(une, convention, nom) for nom in ("PARTIE", "SUIVIE")]
    classe = ClasseMotif.objects.create(
        structure=une,
        code=MotifSortie.CDI_AIDE,
        classe=ClasseSortie.TRANSITION,
        depuis=date(2025, 1, 1),
    )
    return {
        "sortie_id": sorties[0].pk,
        "suivi_id": sorties[1].suivis.all()[0].pk,
        "classe_id": classe.pk,
        "convention_id": convention.pk,
        "annee": 2025,
    }


def _sortir(une: Structure, convention: Convention, nom: str) -> Sortie:
    partie = fabrique.salarie(une, nom)
    fabrique.contrat(partie, convention, fin=date(2025, 6, 30))
    depart = Depart(convention, date(2025, 6, 30), MotifSortie.CDI_NON_AIDE)
    return enregistrer_sortie(partie, depart, par=None)
