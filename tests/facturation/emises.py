"""Issued invoices in the database, with contents frozen from `ecrites`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.enums import EtatFacture
from etrier.facturation.models import Facture
from etrier.facturation.papier import exemples as ecrites
from etrier.missions.models import Client
from etrier.structures.models import Structure

MOIS = date(2026, 10, 1)


def emettre(
    structure: Structure, client: Client, combien: int, modeles: Sequence[FactureEcrite] = ()
) -> list[Facture]:
    """So many invoices of October issued to the client, numbered after those it has."""
    debut = Facture.objects.filter(structure=structure).count() + 1
    modeles = modeles or (ecrites.particulier(),)
    ecrites_ = [
        replace(modeles[rang % len(modeles)], numero=f"F2026-{rang:05d}")
        for rang in range(debut, debut + combien)
    ]
    return Facture.objects.bulk_create(_facture(structure, client, e) for e in ecrites_)


def _facture(structure: Structure, client: Client, ecrite: FactureEcrite) -> Facture:
    return Facture(
        structure=structure,
        client=client,
        genre=ecrite.genre,
        etat=EtatFacture.EMISE,
        mois=MOIS,
        numero=ecrite.numero,
        emise_le=ecrite.emise_le,
        echeance=ecrite.echeance,
        ht_centimes=ecrite.ht_centimes,
        tva_centimes=ecrite.tva_centimes,
        ttc_centimes=ecrite.ttc_centimes,
        contenu=ecrite.en_json(),
    )
