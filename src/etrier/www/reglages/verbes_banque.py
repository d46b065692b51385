"""The audit of money received and paid, in words: short for the filter, then the sentence."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_BANQUE: Mapping[str, tuple[Promise, Promise]] = {
    "reglement.encaisser": (
        _("Règlement reçu"),
        _("Règlement de %(montant_centimes)s reçu le %(le)s : %(moyen_reglement)s"),
    ),
    "reglement.rembourser": (
        _("Argent rendu"),
        _("Argent rendu à un client le %(le)s, %(moyen_reglement)s : %(montant_centimes)s"),
    ),
    "reglement.imputer": (
        _("Règlement imputé"),
        _("%(montant_centimes)s d'un règlement imputés sur des factures"),
    ),
    "reglement.annuler": (
        _("Règlement annulé"),
        _("Règlement annulé le %(le)s, ligne opposée : %(montant_centimes)s"),
    ),
    "avoir.imputer": (
        _("Avoir imputé"),
        _("%(montant_centimes)s d'un avoir imputés sur la facture %(numero)s"),
    ),
    "compte_bancaire.proposer": (
        _("Compte bancaire proposé"),
        _("Compte bancaire proposé, finissant par %(fin)s"),
    ),
    "compte_bancaire.confirmer": (
        _("Compte bancaire confirmé"),
        _("Compte bancaire confirmé, finissant par %(fin)s"),
    ),
    "compte_bancaire.refuser": (
        _("Compte bancaire refusé"),
        _("Proposition de compte refusée ou retirée, finissant par %(fin)s"),
    ),
    "compte_bancaire.retirer": (
        _("Compte bancaire retiré"),
        _("Compte bancaire retiré, finissant par %(fin)s"),
    ),
    "mandat.signer": (
        _("Mandat SEPA signé"),
        _("Mandat de prélèvement %(rum)s signé le %(le)s"),
    ),
    "mandat.revoquer": (_("Mandat SEPA révoqué"), _("Mandat de prélèvement %(rum)s révoqué")),
    "releve_bancaire.importer": (
        _("Relevé de banque lu"),
        _("Relevé de banque lu, du %(debut)s au %(fin)s : %(nouveaux)s mouvements nouveaux"),
    ),
    "mouvement.rapprocher": (
        _("Mouvement rapproché"),
        _("Mouvement bancaire de %(montant_centimes)s du %(le)s rapproché"),
    ),
    "mouvement.ecarter": (
        _("Mouvement laissé de côté"),
        _("Mouvement bancaire de %(montant_centimes)s du %(le)s laissé de côté"),
    ),
    "mouvement.defaire": (
        _("Rapprochement défait"),
        _("Mouvement bancaire de %(montant_centimes)s du %(le)s remis à rapprocher"),
    ),
    "ordre_sepa.produire": (
        _("Ordre bancaire produit"),
        _(
            "Ordre bancaire de %(montant_centimes)s, %(nombre)s paiements, à exécuter le %(le)s : "
            "%(genre_ordre)s"
        ),
    ),
    "ordre_sepa.rejeter": (
        _("Paiement rejeté"),
        _("Paiement de %(montant_centimes)s rejeté par la banque le %(le)s"),
    ),
    "ordre_sepa.abandonner": (
        _("Ordre bancaire abandonné"),
        _("Ordre bancaire abandonné : %(nombre)s paiements peuvent être ordonnés de nouveau"),
    ),
    "fournisseur.payer": (
        _("Fournisseur payé"),
        _("Facture de fournisseur %(numero)s payée : %(montant_centimes)s"),
    ),
    "fournisseur.annuler_paiement": (
        _("Paiement de fournisseur annulé"),
        _("Paiement de la facture de fournisseur %(numero)s annulé : %(montant_centimes)s"),
    ),
}
