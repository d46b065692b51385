"""Deposits: invoiced before the work (type 386), taken off the invoice that follows."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.facturation.enums import GenreFacture, UniteLigne
from etrier.facturation.factures.brouillons import creer_brouillon
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.lignes import LIBELLE_MAX, MILLE, Preparee
from etrier.facturation.factures.taux import taux_au
from etrier.facturation.models import Devis, Facture, LigneFacture
from etrier.heures.actions import verrouiller
from etrier.missions.enums import RegimeTva
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.structures.models import Utilisateur


@transaction.atomic
def facturer_acompte(
    client: Client,
    *,
    ht_centimes: int,
    regime_tva: str,
    libelle: str,
    le: date,
    par: Utilisateur | None,
    devis: Devis | None = None,
) -> Facture:
    """Issue a deposit, of a quote or free.

    Raises Refus without an amount or a label, for a quote of somebody else, and as `emettre` does.
    """
    verrouiller(client.structure)
    if ht_centimes <= 0:
        raise Refus(_("Le montant d'un acompte est positif : écrivez-le hors taxes."))
    if not libelle.strip():
        raise Refus(_("Écrivez sur quoi porte l'acompte : le libellé est imprimé."))
    if devis is not None and devis.client_id != client.pk:
        raise Refus(_("Ce devis n'est pas de ce client : choisissez-en un autre."))
    if regime_tva not in RegimeTva.values:
        raise Refus(_("Choisissez le régime de TVA dans la liste."))
    ligne = LigneFacture(
        libelle=libelle.strip()[:LIBELLE_MAX],
        unite=UniteLigne.FORFAIT,
        quantite_milliemes=MILLE,
        prix_centimes=ht_centimes,
        regime_tva=regime_tva,
        taux_tva_pour_dix_mille=taux_au(regime_tva, le),
        ht_centimes=ht_centimes,
        chantier=devis.chantier if devis is not None else None,
    )
    acompte = creer_brouillon(client, GenreFacture.ACOMPTE, [Preparee(ligne)], devis=devis)
    [emis] = emettre(client.structure, [acompte], le=le, par=par)
    return emis
