"""The audit of invoices in words: short for the filter, then the sentence with its details."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_FACTURES: Mapping[str, tuple[Promise, Promise]] = {
    "facture.preparer": (
        _("Factures préparées"),
        _("Factures de %(mois)s préparées : %(brouillons)s brouillons"),
    ),
    "facture.emettre": (
        _("Factures émises"),
        _("%(nombre)s factures émises le %(le)s, de %(premier)s à %(dernier)s"),
    ),
    "facture.deposer": (
        _("Factures déposées"),
        _("%(nombre)s factures déposées pour une plateforme (%(forme)s)"),
    ),
    "facture.corriger": (
        _("Facture corrigée"),
        _("Facture corrigée par un avoir de %(ttc_centimes)s"),
    ),
    "facture.refleter": (
        _("Facture interne reçue"),
        _("Facture %(numero)s d'une structure du groupe reçue"),
    ),
    "facture.supprimer_brouillon": (
        _("Brouillon supprimé"),
        _("Brouillon de facture de %(ttc_centimes)s supprimé"),
    ),
    "article.ajouter": (
        _("Article à facturer"),
        _("Article à facturer du %(le)s ajouté, prix de l'unité : %(prix_centimes)s"),
    ),
    "article.retirer": (
        _("Article retiré"),
        _("Article à facturer du %(le)s retiré, prix de l'unité : %(prix_centimes)s"),
    ),
    "facturation.regler": (_("Réglages de facturation"), _("Réglages de facturation changés")),
    "facturation.regler_client": (
        _("Réglages d'un client"),
        _("Facturation d'un client réglée"),
    ),
}
