"""The report as a tagged PDF, to send and to keep."""

from datetime import datetime
from pathlib import Path

from etrier.pilotage.bilan.contenu import Bilan
from etrier.pilotage.formats.ecriture import valeurs
from etrier.socle.documents import composer

MODELE = Path(__file__).with_name("bilan.typ")


def imprimer_bilan(bilan: Bilan, le: datetime) -> bytes:
    """The PDF of the report, people under five hidden: it leaves the structure."""
    return composer(MODELE, valeurs(bilan), le=le)
