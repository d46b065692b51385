"""Objects of the person's page and of the clocks of data, by the names the addresses give them."""

from datetime import date

from etrier.parcours.models import Salarie


def objets_chez_moi(qui: Salarie) -> dict[str, int]:
    """One of each for a person."""
    demande = qui.demandes.create(genre="copie")
    retenue = qui.personne.retenues.create(
        structure=qui.structure, motif="controle", depuis=date(2025, 6, 1)
    )
    return {
        "personne_id": qui.personne_id,
        "demande_id": demande.pk,
        "retenue_id": retenue.pk,
    }
