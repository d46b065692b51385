"""The audit of the accounts, in words: short for the filter, then the sentence."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_COMPTABILITE: Mapping[str, tuple[Promise, Promise]] = {
    "ecritures.passer": (
        _("Écritures passées"),
        _("Écritures passées jusqu'au %(jusqu_au)s : %(nombre)s"),
    ),
    "ecritures.exporter": (
        _("Écritures exportées"),
        _("Écritures de l'exercice remises dans le fichier %(fichier)s"),
    ),
    "exercice.ouvrir": (
        _("Exercice ouvert"),
        _("Exercice comptable ouvert, du %(debut)s au %(fin)s"),
    ),
    "exercice.clore": (
        _("Exercice clos"),
        _("Exercice comptable clos, du %(debut)s au %(fin)s"),
    ),
    "compte_comptable.numeroter": (
        _("Compte comptable"),
        _("Compte « %(role_compte)s » : numéro %(numero)s"),
    ),
}
