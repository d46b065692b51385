"""A deadline and a personal date, by the names the addresses give them."""

from datetime import date
from typing import Any

from etrier.parcours.models import Contrat, EcheancePersonne
from etrier.parcours.secrets import sceller
from tests import fabrique


def objets_radar(contrat: Contrat) -> dict[str, Any]:
    """Somebody else, under contract whatever the day, whom nobody accompanies."""
    salarie = fabrique.salarie(contrat.structure)
    embauche = fabrique.contrat(salarie, contrat.convention, debut=date(2025, 7, 1), fin=None)
    notee = EcheancePersonne.objects.create(
        salarie=salarie, genre=sceller("permis"), fin=date(2025, 7, 1), reservee=False
    )
    cle = f"sans_referent-{salarie.pk}-{embauche.debut:%Y%m%d}"
    return {"cle": cle, "echeance_id": notee.pk}
