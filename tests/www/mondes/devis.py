"""Objects of quotes, by the names the addresses give them."""

from datetime import timedelta

from etrier.facturation.devis.actions import LigneVoulue, preparer
from etrier.facturation.models import Devis
from etrier.missions.models import Client
from etrier.socle.horloge import aujourdhui

LIGNES = (
    LigneVoulue("Peinture", "heure", 35 * 60, 3890, "normal"),
    LigneVoulue("Installation du chantier", "forfait", 1000, 25_000, "normal"),
)


def un_devis(client: Client, **suite: object) -> Devis:
    """A quote valid for a month, not sent."""
    demande = {"objet": "Travaux d'essai", "valable_jusqu_au": aujourdhui() + timedelta(days=30)}
    demande |= {"lignes": LIGNES, "acompte_pour_cent": 30, "par": None}
    return preparer(client.structure, client=client, **demande | suite)  # type: ignore[arg-type]


def objets_devis(client: Client) -> dict[str, int]:
    """A quote not sent yet."""
    return {"devis_id": un_devis(client).pk}
