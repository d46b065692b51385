"""Objects of the employee records and of the FSE+ for the browser's tests."""

from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie, LotAsp, ParticipantFse
from etrier.structures.models import Structure


def objets_asp(une: Structure) -> dict[str, int | None]:
    """A rejected record, a file and a participant; those of somebody accompanied, when one is."""
    suivie = {"salarie__referents__fin": None, "salarie__referents__isnull": False}
    fiches = FicheSalarie.objects.filter(structure=une, etat=EtatFiche.REJETEE)
    dedans = ParticipantFse.objects.filter(salarie__structure=une)
    fiche = fiches.filter(**suivie).first() or fiches.first()
    participant = dedans.filter(**suivie).first() or dedans.first()
    lot = LotAsp.objects.filter(structure=une).first()
    return {
        "fiche_id": fiche.pk if fiche else None,
        "participant_id": participant.pk if participant else None,
        "lot_id": lot.pk if lot else None,
    }
