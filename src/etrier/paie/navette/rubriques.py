"""Every rubrique exchanged with a pay bureau, and its words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etrier.droit.regles.rubriques import RUBRIQUES
from etrier.paie.enums import GenreVariableSaisie

# The gross is worked out again by the bureau from the rest: it is compared, never sent.
ENVOYABLES: tuple[str, ...] = (
    *(r for r in RUBRIQUES if r != "BRUT"),
    *GenreVariableSaisie.values,
)
DU_BULLETIN: Mapping[str, Promise] = {
    "BRUT": _("Brut"),
    "COTISATIONS_SALARIALES": _("Cotisations salariales"),
    "COTISATIONS_PATRONALES": _("Cotisations patronales"),
    "PRELEVEMENT_SOURCE": _("Prélèvement à la source"),
    "NET_A_PAYER": _("Net à payer"),
}
TOUTES: tuple[str, ...] = (*ENVOYABLES, *DU_BULLETIN)
# What a payslip keeps back: bureaux write it with a minus sign, or without.
RETENUES = frozenset({"ACOMPTE", "SAISIE", "COTISATIONS_SALARIALES", "PRELEVEMENT_SOURCE"})
