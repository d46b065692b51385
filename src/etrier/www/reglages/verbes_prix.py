"""The audit in words: services and prices."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_PRIX: Mapping[str, tuple[Promise, Promise]] = {
    "prestation.creer": (
        _("Prestation ajoutée"),
        _("Prestation %(code)s ajoutée : %(libelle)s"),
    ),
    "prestation.modifier": (
        _("Prestation modifiée"),
        _("Prestation %(code)s modifiée : %(libelle)s"),
    ),
    "prestation.archiver": (_("Prestation archivée"), _("Prestation %(code)s archivée")),
    "prestation.reprendre": (_("Prestation reprise"), _("Prestation %(code)s proposée à nouveau")),
    "tarif.fixer": (
        _("Tarif fixé"),
        _("Tarif fixé à %(montant_horaire_centimes)s l'heure depuis le %(depuis)s, %(regime_tva)s"),
    ),
    "tarif.fixer_coefficient": (
        _("Coefficient fixé"),
        _(
            "Tarif fixé à %(coefficient_dix_milliemes)s fois le salaire depuis le %(depuis)s, "
            "%(regime_tva)s"
        ),
    ),
    "tarif.retirer": (
        _("Tarif retiré"),
        _("Tarif de %(montant_horaire_centimes)s l'heure depuis le %(depuis)s retiré"),
    ),
    "tarif.retirer_coefficient": (
        _("Coefficient retiré"),
        _("Tarif de %(coefficient_dix_milliemes)s fois le salaire depuis le %(depuis)s retiré"),
    ),
    "contrat.qualifier": (
        _("Qualification d'un contrat"),
        _("Qualification du contrat : %(qualification)s"),
    ),
}
