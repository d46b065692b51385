"""Papers of the browser's tests, by the names the addresses give them."""

from etrier.parcours.documents.attendus import PAPIER_DU_CONTRAT
from etrier.parcours.enums_accompagnement import EtatDocument
from etrier.parcours.models import DocumentProduit, Immersion
from etrier.structures.models import Structure


def objets_documents(une: Structure) -> dict[str, int | None]:
    """A paper still to sign, and an immersion to make the convention of."""
    papier = DocumentProduit.objects.filter(
        structure=une, etat=EtatDocument.EMIS, genre__in=PAPIER_DU_CONTRAT.values(), signatures=None
    ).first()
    immersion = Immersion.objects.filter(salarie__structure=une).order_by("pk").first()
    return {
        "document_id": papier.pk if papier else None,
        "immersion_id": immersion.pk if immersion else None,
    }
