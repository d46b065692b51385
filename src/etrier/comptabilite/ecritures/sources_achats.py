"""Purchases: suppliers' invoices good to pay, and their payment."""

import re
from collections.abc import Iterator
from datetime import date

from etrier.comptabilite.ecritures.faits import Fait, Laissee, LigneFait, regrouper
from etrier.comptabilite.enums import CodeJournal, RoleCompte
from etrier.droit.lettres import en_ascii
from etrier.facturation.enums import EtatFactureFournisseur, NatureDepense
from etrier.facturation.models import FactureFournisseur
from etrier.structures.models import Structure

ROLES = {
    NatureDepense.FOURNITURES: RoleCompte.ACHATS_FOURNITURES,
    NatureDepense.VEHICULE: RoleCompte.ACHATS_VEHICULES,
    NatureDepense.SOUS_TRAITANCE: RoleCompte.ACHATS_SOUS_TRAITANCE,
    NatureDepense.AUTRE: RoleCompte.ACHATS_AUTRES,
}
DUES = (EtatFactureFournisseur.BONNE_A_PAYER, EtatFactureFournisseur.PAYEE)


def auxiliaire_de(facture: FactureFournisseur) -> tuple[str, str]:
    """Code and name of a supplier's own account: its SIREN, else its name."""
    if facture.siren:
        return f"F{facture.siren}", facture.fournisseur[:120]
    lettres = en_ascii(facture.fournisseur).upper()
    return "F" + re.sub(r"[^A-Z0-9]", "", lettres)[:19], facture.fournisseur[:120]


def achats(structure: Structure, jusqu_au: date, deja: frozenset[str]) -> Iterator[Fait | Laissee]:
    """One fact per invoice good to pay, one more when it is paid."""
    dues = FactureFournisseur.objects.filter(
        structure=structure, etat__in=DUES, emise_le__lte=jusqu_au
    ).order_by("emise_le", "pk")
    for facture in dues.defer("fichier"):
        if f"achat:{facture.pk}" not in deja:
            yield _achat(facture)
        payee = facture.payee_le if facture.etat == EtatFactureFournisseur.PAYEE else None
        if payee and payee <= jusqu_au and f"paiement:{facture.pk}" not in deja:
            yield _paiement(facture, payee)


def _achat(facture: FactureFournisseur) -> Fait:
    code, nom = auxiliaire_de(facture)
    role = ROLES[NatureDepense(facture.nature)]
    lignes = regrouper(
        [
            LigneFait(role, facture.ht_centimes, chantier_id=facture.chantier_id),
            LigneFait(RoleCompte.TVA_DEDUCTIBLE, facture.tva_centimes),
            LigneFait(RoleCompte.FOURNISSEURS, -facture.ttc_centimes, code, nom),
        ]
    )
    libelle = f"Facture {facture.numero} {facture.fournisseur}"[:200]
    return Fait(
        f"achat:{facture.pk}",
        CodeJournal.ACHATS,
        facture.emise_le,
        facture.numero,
        facture.emise_le,
        libelle,
        lignes,
    )


def _paiement(facture: FactureFournisseur, le: date) -> Fait:
    code, nom = auxiliaire_de(facture)
    lignes = regrouper(
        [
            LigneFait(RoleCompte.FOURNISSEURS, facture.ttc_centimes, code, nom),
            LigneFait(RoleCompte.BANQUE, -facture.ttc_centimes),
        ]
    )
    libelle = f"Paiement {facture.numero} {facture.fournisseur}"[:200]
    return Fait(
        f"paiement:{facture.pk}",
        CodeJournal.BANQUE,
        le,
        facture.numero,
        facture.emise_le,
        libelle,
        lignes,
    )
