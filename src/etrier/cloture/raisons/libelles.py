"""Labels of the rubriques of pay."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LIBELLES: dict[str, Promise] = {
    "HEURES_TRAVAIL": _("Heures de travail"),
    "HEURES_FORMATION": _("Heures de formation"),
    "ABSENCE_PAYEE": _("Absence payée"),
    "CONGE_PAYE": _("Congé payé"),
    "JOUR_FERIE": _("Jour férié"),
    "HEURES_SUP_25": _("Majoration des 8 premières heures supplémentaires"),
    "HEURES_SUP_50": _("Majoration des heures supplémentaires suivantes"),
    "BRUT": _("Brut"),
    "IFM": _("Indemnité de fin de mission"),
    "ICCP": _("Indemnité de congés payés"),
    "HEURES_COMPLEMENTAIRES": _("Heures complémentaires"),
    "ABSENCE_NON_PAYEE": _("Absence non payée"),
}


def libelle_rubrique(code: str) -> str:
    """`HEURES_TRAVAIL` is "Heures de travail"; an unknown code stays as it is."""
    return str(LIBELLES.get(code, code))
