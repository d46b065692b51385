"""Objects of the invoices received, by the names the addresses give them."""

from dataclasses import replace

from etrier.facturation.formats import cii
from etrier.facturation.fournisseurs.actions import recevoir
from etrier.structures.models import Structure
from tests.facturation.factures_ecrites import ENTREPRISE, facture, heures

# Screens whoever reads the money opens, and those of whoever keeps the accounts.
LUS = ("fournisseurs", "fournisseur", "fournisseur_fichier")
TENUS = (
    *("fournisseur_lire", "fournisseur_apercu", "fournisseur_saisir", "fournisseur_approuver"),
    *("fournisseur_refuser", "fournisseur_affecter", "fournisseur_payer"),
)


def xml_pour(une: Structure) -> bytes:
    """The XML of an invoice of somebody else to this structure."""
    client = replace(ENTREPRISE, siren=une.siret[:9], siret=une.siret)
    return cii.xml_de(facture((heures(),), destinataire=client))


def objets_fournisseurs(une: Structure) -> dict[str, int]:
    """An invoice received from a file."""
    return {"recue_id": recevoir(une, xml_pour(une), None).pk}
