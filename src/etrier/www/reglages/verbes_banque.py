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
}
