"""The audit in words: quotes and what is sent to clients."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_DEVIS: Mapping[str, tuple[Promise, Promise]] = {
    "devis.preparer": (_("Devis écrit"), _("Devis %(numero)s écrit")),
    "devis.modifier": (_("Devis modifié"), _("Devis %(numero)s modifié")),
    "devis.envoyer": (_("Devis envoyé"), _("Devis %(numero)s envoyé au client")),
    "devis.relancer": (_("Devis renvoyé"), _("Devis %(numero)s envoyé à nouveau")),
    "devis.annuler": (_("Devis annulé"), _("Devis %(numero)s annulé")),
    "devis.accepter": (
        _("Devis accepté"),
        _(
            "Devis %(numero)s accepté par le client : %(articles)s articles à facturer, %(tarifs)s "
            "tarifs"
        ),
    ),
    "devis.refuser": (_("Devis refusé"), _("Devis %(numero)s refusé par le client")),
    "facture.envoyer": (_("Facture envoyée"), _("Facture envoyée au client par courriel")),
}
