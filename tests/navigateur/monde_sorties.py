"""Objects of the exits and of the yearly report, in the demonstration."""

from etrier.parcours.models import ClasseMotif, Sortie, SuiviSortie
from etrier.structures.models import Convention, Structure


def objets_sorties(une: Structure) -> dict[str, int | None]:
    """One of each, by the names the addresses give them; some kinds may lack."""
    sorties = Sortie.objects.filter(salarie__structure=une).order_by("pk")
    suivis = SuiviSortie.objects.filter(sortie__salarie__structure=une).order_by("pk")
    classes = ClasseMotif.objects.filter(structure=une).order_by("pk")
    conventions = Convention.objects.filter(structure=une).order_by("pk")
    return {
        "sortie_id": sorties.values_list("pk", flat=True).first(),
        "suivi_id": suivis.values_list("pk", flat=True).first(),
        "classe_id": classes.values_list("pk", flat=True).first(),
        "convention_id": conventions.values_list("pk", flat=True).first(),
        "annee": 2025,
    }
