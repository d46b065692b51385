"""Internal invoices: what a structure of the group issues to another, the other receives."""

from collections.abc import Sequence
from decimal import Decimal

from etrier.droit.ecriture import heures, nombre
from etrier.facturation.contenu import FactureEcrite, LigneEcrite
from etrier.facturation.enums import NatureDepense, OrigineFactureFournisseur
from etrier.facturation.models import Facture, FactureFournisseur, LigneFactureFournisseur
from etrier.missions.models import Client
from etrier.socle.journal import noter
from etrier.structures.models import Structure


def refleter(structure: Structure, emises: Sequence[Facture]) -> None:
    """Write the other side of the invoices and credit notes issued inside the group."""
    soeurs = _soeurs(structure)
    if not soeurs:
        return
    for facture in emises:
        soeur = soeur_de(facture.client, soeurs)
        if soeur is not None:
            _refleter(facture, FactureEcrite.de_json(facture.contenu), soeur)


def soeur_de(client: Client, soeurs: Sequence[Structure]) -> Structure | None:
    """The structure a client is: the same SIRET, else the only one of the same SIREN."""
    if not client.siret:
        return None
    exactes = [s for s in soeurs if s.siret == client.siret]
    proches = exactes or [s for s in soeurs if s.siret[:9] == client.siret[:9]]
    return proches[0] if len(proches) == 1 else None


def _soeurs(structure: Structure) -> list[Structure]:
    if structure.groupe_id is None:
        return []
    return list(Structure.objects.filter(groupe=structure.groupe_id).exclude(pk=structure.pk))


def _refleter(facture: Facture, ecrite: FactureEcrite, soeur: Structure) -> None:
    recue = FactureFournisseur.objects.create(
        structure=soeur,
        fournisseur=ecrite.emetteur.nom,
        siren=ecrite.emetteur.siren,
        numero=ecrite.numero,
        emise_le=ecrite.emise_le,
        echeance=ecrite.echeance,
        ht_centimes=ecrite.ht_centimes,
        tva_centimes=ecrite.tva_centimes,
        ttc_centimes=ecrite.ttc_centimes,
        iban=ecrite.iban,
        origine=OrigineFactureFournisseur.INTERNE,
        nature=NatureDepense.SOUS_TRAITANCE,
        interne=facture,
        empreinte=facture.empreinte,
        par=facture.emise_par,
    )
    LigneFactureFournisseur.objects.bulk_create(
        LigneFactureFournisseur(
            facture=recue,
            rang=ligne.rang,
            libelle=ligne.libelle,
            quantite=_quantite(ligne),
            ht_centimes=ligne.ht_centimes,
            taux_tva_pour_dix_mille=ligne.taux_tva_pour_dix_mille,
        )
        for ligne in ecrite.lignes
    )
    noter(
        "facture.refleter",
        auteur=facture.emise_par,
        perimetre=soeur.pk,
        cible=recue,
        numero=recue.numero,
    )


def _quantite(ligne: LigneEcrite) -> str:
    if ligne.minutes is not None:
        return heures(ligne.minutes)
    return nombre((Decimal(ligne.quantite_milliemes or 0) / 1000).normalize())
