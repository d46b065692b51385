"""Objects of services à la personne, by the names the addresses give them."""

from datetime import date

from etrier.facturation.models import AttestationSap, Reglement
from etrier.missions.models import Client
from etrier.structures.models import Structure


def objets_sap(client: Client) -> dict[str, int]:
    """A CESU of the client and an attestation; the client paid nothing else."""
    cesu = Reglement.objects.create(
        structure=client.structure,
        client=client,
        le=date(2025, 5, 2),
        montant_centimes=5_000,
        moyen="cesu",
    )
    return {"cesu_id": cesu.pk, "attestation_id": attestation(client.structure, client).pk}


def attestation(une: Structure, client: Client) -> AttestationSap:
    """A drawn attestation, its content left empty."""
    return AttestationSap.objects.create(
        structure=une,
        client=client,
        annee=2025,
        paye_centimes=0,
        ouvrant_droit_centimes=0,
        contenu={},
        pdf=b"%PDF-1.7",
        empreinte="0" * 64,
    )
