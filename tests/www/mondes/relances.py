"""Objects of late invoices, by the names the addresses give them."""

from datetime import date

from etrier.facturation.models import Facture
from etrier.missions.models import Client


def objets_relances(client: Client) -> dict[str, int]:
    """An issued invoice of the client, late for long."""
    facture = Facture.objects.create(
        structure=client.structure,
        client=client,
        etat="emise",
        numero="R2025-00001",
        emise_le=date(2025, 1, 6),
        echeance=date(2025, 2, 5),
        ht_centimes=4_000,
        ttc_centimes=4_000,
        contenu={"ttc_centimes": 4_000, "lignes": []},
    )
    relance = facture.relances.create(niveau=1, le=date(2025, 2, 20), solde_centimes=4_000)
    return {"impayee_id": facture.pk, "relance_id": relance.pk}
