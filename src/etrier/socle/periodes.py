"""Questions on rows with a `debut` and a `fin` that may be open."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

M = TypeVar("M", bound=models.Model)


class PeriodeQuerySet(models.QuerySet[M]):
    """Rows that last: plans, absences, contracts."""

    def en_cours(self, debut: date, fin: date) -> Self:
        """Those that touch the period, bounds included."""
        return self.filter(Q(fin__isnull=True) | Q(fin__gte=debut), debut__lte=fin)
