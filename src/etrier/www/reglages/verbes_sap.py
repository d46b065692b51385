"""The audit of services à la personne and of reminders in words: short, then the sentence."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_SAP: Mapping[str, tuple[Promise, Promise]] = {
    "sap.regler": (
        _("Déclaration SAP"),
        _("Déclaration de services à la personne changée"),
    ),
    "sap.part_prefinancee": (
        _("Part d'un CESU"),
        _("Part d'un CESU financée par un tiers : %(montant_centimes)s"),
    ),
    "sap.etablir": (
        _("Attestation fiscale"),
        _("Attestation fiscale %(annee)s établie, version %(version)s"),
    ),
    "sap.envoyer": (
        _("Attestation envoyée"),
        _("Attestation fiscale %(annee)s envoyée par courriel"),
    ),
    "relance.regler": (_("Délais des relances"), _("Délais des relances changés")),
    "relance.faire": (
        _("Facture relancée"),
        _("Facture %(numero)s relancée, étape %(niveau)s : il restait %(montant_centimes)s"),
    ),
    "litige.ouvrir": (_("Facture en litige"), _("Facture %(numero)s mise en litige")),
    "litige.lever": (_("Litige levé"), _("Litige de la facture %(numero)s levé")),
}
