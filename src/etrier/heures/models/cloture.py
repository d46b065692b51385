"""The close of a month."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.structures.models import Structure


class Cloture(models.Model):
    """A month closed for a structure: totals, and digests of what they came from and led to."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="clotures", verbose_name=_("structure")
    )
    mois = models.DateField(_("mois"))
    close_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("close par"),
    )
    close_le = models.DateTimeField(_("close le"))
    nombre_lignes = models.PositiveIntegerField(_("nombre de lignes"))
    minutes_total = models.IntegerField(_("total des minutes"))
    # By nature of hours: {"1": minutes worked, …}.
    minutes_par_nature = models.JSONField(_("minutes par nature"), default=dict)
    # SHA-256 of the month's validated lines in the documented text form (heures.frames.EMPREINTE).
    empreinte = models.CharField(_("empreinte des heures"), max_length=64)
    # SHA-256 of everything the close derived from them (heures.frames.sceller).
    empreinte_lectures = models.CharField(_("empreinte des lectures"), max_length=64)
    empreinte_droit = models.CharField(_("empreinte des paramètres"), max_length=64)

    class Meta:
        verbose_name = _("clôture")
        verbose_name_plural = _("clôtures")
        ordering: ClassVar = ["-mois"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "mois"], name="cloture_unique")
        ]

    def __str__(self) -> str:
        return f"{self.structure} {self.mois:%m/%Y}"
