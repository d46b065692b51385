"""Objects of the bank, by the names the addresses give them."""

from datetime import date

from etrier.banque.mandats import signer_mandat
from etrier.banque.models import MouvementBancaire, ReleveBancaire
from etrier.comptabilite.models import LigneOrdre, OrdreSepa
from etrier.facturation.reglements.actions import encaisser
from etrier.parcours.models import Contrat
from tests import fabrique
from tests.banque.monde import AVANT, compte

MARS = date(2025, 3, 10)
ECRITS = (
    *("reglement_nouveau", "reglement_imputer", "reglement_annuler"),
    *("rapprocher", "rapprocher_sures", "mouvements", "mouvement_choisir"),
    *("mouvement_accepter", "mouvement_ecarter", "mouvement_defaire"),
    *("releve_importer", "releve_apercu"),
    *("comptes_bancaires", "compte_bancaire_nouveau", "compte_bancaire"),
    *("mandats", "mandat_nouveau", "mandat_revoquer"),
    *("ordres", "ordre_preparer", "ordre", "ordre_fichier", "ordre_abandonner", "ligne_rejeter"),
)


def objets_banque(contrat: Contrat) -> dict[str, int]:
    """One of each in the structure of a contract."""
    une = contrat.structure
    client = fabrique.client(une, "particulier")
    notre = compte(une, titulaire=une.denomination[:70])
    compte(une, salarie=contrat.salarie)
    attente = compte(une, salarie=contrat.salarie, etat="propose")
    releve = ReleveBancaire.objects.create(
        structure=une,
        compte=notre,
        fichier="releve.xml",
        empreinte="e",
        debut=MARS,
        fin=MARS,
        importe_le=AVANT,
    )
    mouvement = MouvementBancaire.objects.create(
        structure=une,
        releve=releve,
        compte=notre,
        le=MARS,
        montant_centimes=4_200,
        libelle="VIR RECU",
        cle="1",
    )
    recu = encaisser(
        une,
        client=client,
        le=MARS,
        montant_centimes=4_200,
        moyen="cheque",
        reference="CHQ 1",
        par=None,
    )
    mandat = signer_mandat(client, signe_le=MARS, par=None)
    ligne = _ordre(contrat)
    return {
        "compte_id": attente.pk,
        "mandat_id": mandat.pk,
        "mouvement_id": mouvement.pk,
        "reglement_id": recu.pk,
        "ordre_id": ligne.ordre_id,
        "ligne_ordre_id": ligne.pk,
    }


def _ordre(contrat: Contrat) -> LigneOrdre:
    notre = compte(contrat.structure)
    ordre = OrdreSepa.objects.create(
        structure=contrat.structure,
        genre="virement",
        message=f"ETR{contrat.structure_id}-1",
        compte=notre,
        execution_le=MARS,
        libelle="Salaire mars 2025",
        nombre=1,
        total_centimes=100_000,
        fichier=b"<Document/>",
        empreinte="e",
    )
    return LigneOrdre.objects.create(
        ordre=ordre, compte=notre, reference=f"{ordre.message}-1", montant_centimes=100_000
    )
