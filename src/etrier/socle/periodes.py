"""Rows with a `debut` and a `fin` that may be open: questions on them, their dates in words."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour

M = TypeVar("M", bound=models.Model)


class PeriodeQuerySet(models.QuerySet[M]):
    """Rows that last: plans, absences, contracts."""

    def en_cours(self, debut: date, fin: date) -> Self:
        """Those that touch the period, bounds included."""
        return self.filter(Q(fin__isnull=True) | Q(fin__gte=debut), debut__lte=fin)


def dire_periode(debut: date, fin: date | None) -> str:
    """« du 01/03/2026 au 31/08/2026 », « depuis le 01/03/2026 »: for sentences, whatever the
    language of the screens."""
    if fin is None:
        return _("depuis le %(debut)s") % {"debut": ecrire_jour(debut)}
    return _("du %(debut)s au %(fin)s") % {"debut": ecrire_jour(debut), "fin": ecrire_jour(fin)}
