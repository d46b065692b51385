"""Objects of the accounts, by the names the addresses give them."""

from datetime import date

from etrier.comptabilite.ecritures.passage import passer
from etrier.comptabilite.models import Ecriture
from etrier.structures.models import Structure
from tests.comptabilite import monde

# Screens whoever reads the money opens, and those of whoever keeps the accounts.
LUS = (
    *("comptabilite", "ecriture", "exercice", "exercice_exporter", "exercice_fichier"),
    *("comptes_comptables", "couts", "argent", "argent_lignes"),
)
TENUS = (
    *("comptabilite_passer", "exercice_nouveau", "exercice_clore"),
    "compte_comptable_modifier",
)


def objets_comptabilite(une: Structure) -> dict[str, int]:
    """A purchase passed in the accounting year of 2025."""
    achat = monde.achat(une, date(2025, 3, 5), 40_00, 8_00)
    passer(une, date(2025, 3, 31), par=None)
    ecriture = Ecriture.objects.get(structure=une, source=f"achat:{achat.pk}")
    return {"ecriture_id": ecriture.pk, "exercice_id": ecriture.exercice_id}
