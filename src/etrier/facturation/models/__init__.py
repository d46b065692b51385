"""Tables of the room."""

from etrier.facturation.models.departs import DepotFactures, EnvoiFacture
from etrier.facturation.models.devis import Devis, LigneDevis
from etrier.facturation.models.factures import (
    ArticleAFacturer,
    CompteurFactures,
    Facture,
    FichierFacture,
    LigneFacture,
    PriseEnFacture,
)
from etrier.facturation.models.fournisseurs import FactureFournisseur, LigneFactureFournisseur
from etrier.facturation.models.lignes_a_facturer import LigneAFacturer
from etrier.facturation.models.reglages import ReglageClient, ReglageFacturation
from etrier.facturation.models.reglements import Imputation, Reglement, Relance
from etrier.facturation.models.relances import Litige, ReglageRelances
from etrier.facturation.models.sap import AttestationSap, PartPrefinancee

__all__ = [
    "ArticleAFacturer",
    "AttestationSap",
    "CompteurFactures",
    "DepotFactures",
    "Devis",
    "EnvoiFacture",
    "Facture",
    "FactureFournisseur",
    "FichierFacture",
    "Imputation",
    "LigneAFacturer",
    "LigneDevis",
    "LigneFacture",
    "LigneFactureFournisseur",
    "Litige",
    "PartPrefinancee",
    "PriseEnFacture",
    "ReglageClient",
    "ReglageFacturation",
    "ReglageRelances",
    "Reglement",
    "Relance",
]
