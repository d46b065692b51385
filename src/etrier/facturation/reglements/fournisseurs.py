"""Suppliers paid, as the bank shows it. Acts are atomic and audited."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.facturation.enums import EtatFactureFournisseur
from etrier.facturation.models import FactureFournisseur
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur


@transaction.atomic
def payer_fournisseur(
    facture: FactureFournisseur, le: date, par: Utilisateur | None
) -> FactureFournisseur:
    """The bank paid this invoice. Raises Refus unless it was good to pay."""
    tenue = FactureFournisseur.objects.select_for_update(of=("self",)).get(pk=facture.pk)
    if tenue.etat != EtatFactureFournisseur.BONNE_A_PAYER:
        raise Refus(
            _("La facture %(numero)s est « %(etat)s » : seule une bonne à payer se paie.")
            % {"numero": tenue.numero, "etat": tenue.get_etat_display()}
        )
    return _passer(tenue, EtatFactureFournisseur.PAYEE, le, "fournisseur.payer", par)


@transaction.atomic
def annuler_paiement(facture: FactureFournisseur, par: Utilisateur | None) -> FactureFournisseur:
    """The bank had not paid this invoice after all. Raises Refus unless it was paid."""
    tenue = FactureFournisseur.objects.select_for_update(of=("self",)).get(pk=facture.pk)
    if tenue.etat != EtatFactureFournisseur.PAYEE:
        raise Refus(_("La facture %(numero)s n'est pas payée.") % {"numero": tenue.numero})
    return _passer(
        tenue, EtatFactureFournisseur.BONNE_A_PAYER, None, "fournisseur.annuler_paiement", par
    )


def _passer(
    facture: FactureFournisseur, etat: str, le: date | None, verbe: str, par: Utilisateur | None
) -> FactureFournisseur:
    facture.etat, facture.payee_le = etat, le
    facture.save(update_fields=["etat", "payee_le"])
    noter(
        verbe,
        auteur=par,
        perimetre=facture.structure_id,
        cible=facture,
        montant_centimes=facture.ttc_centimes,
        numero=facture.numero,
    )
    return facture
