"""The audit of the invoices received, in words: short for the filter, then the sentence."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_FOURNISSEURS: Mapping[str, tuple[Promise, Promise]] = {
    "fournisseur.recevoir": (
        _("Facture reçue"),
        _("Facture de fournisseur %(numero)s lue d'un fichier : %(montant_centimes)s"),
    ),
    "fournisseur.saisir": (
        _("Facture reçue saisie"),
        _("Facture de fournisseur %(numero)s saisie : %(montant_centimes)s"),
    ),
    "fournisseur.approuver": (
        _("Bon à payer"),
        _("Facture de fournisseur %(numero)s bonne à payer : %(montant_centimes)s"),
    ),
    "fournisseur.refuser": (
        _("Facture reçue refusée"),
        _("Facture de fournisseur %(numero)s refusée : %(montant_centimes)s"),
    ),
    "fournisseur.affecter": (
        _("Achat affecté"),
        _("Facture de fournisseur %(numero)s affectée : %(montant_centimes)s"),
    ),
}
