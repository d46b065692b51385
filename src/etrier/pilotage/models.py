"""What people write beside the figures of a year; the figures themselves are never kept here."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.structures.models import Convention


class BilanAnnuel(models.Model):
    """The comments of a convention's yearly report, by heading (`RubriqueBilan`).

    They leave for the State: nobody is named in them.
    """

    convention = models.ForeignKey(
        Convention, models.PROTECT, related_name="bilans", verbose_name=_("convention")
    )
    annee = models.PositiveSmallIntegerField(_("année"))
    textes = models.JSONField(_("textes"), default=dict)
    change_le = models.DateTimeField(_("changé le"), auto_now=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("par"),
    )

    class Meta:
        verbose_name = _("bilan annuel")
        verbose_name_plural = _("bilans annuels")
        ordering: ClassVar = ["-annee", "convention_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["convention", "annee"], name="bilan_annuel_unique")
        ]

    def __str__(self) -> str:
        return f"{self.convention} {self.annee}"
