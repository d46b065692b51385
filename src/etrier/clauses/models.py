"""The buyer's reading of the ledger."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.heures.models import Cloture
from etrier.missions.models import ClauseSociale
from etrier.parcours.models import Salarie


class HeuresClause(models.Model):
    """Hours of one person credited to one social clause in a closed month."""

    cloture = models.ForeignKey(
        Cloture,
        models.PROTECT,
        related_name="heures_clauses",
        db_index=False,
        verbose_name=_("clôture"),
    )
    clause = models.ForeignKey(
        ClauseSociale,
        models.PROTECT,
        related_name="heures_creditees",
        verbose_name=_("clause sociale"),
    )
    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="+", db_index=False, verbose_name=_("salarié")
    )
    minutes_retenues = models.IntegerField(_("durée créditée (minutes)"))
    minutes_ecartees = models.IntegerField(_("durée écartée (minutes)"), default=0)
    motif = models.CharField(_("motif"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("heures de clause")
        verbose_name_plural = _("heures de clauses")
        ordering: ClassVar = ["cloture_id", "clause_id", "salarie_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cloture", "clause", "salarie"], name="heures_clause_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause_id} {self.salarie_id} {self.minutes_retenues} min"
