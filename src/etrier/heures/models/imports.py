"""What a structure taught the import: how its sheets are laid out, whom its words mean."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.structures.models import Structure


class DispositionRetenue(models.Model):
    """The columns a user gave to sheets with this header, to be proposed next time."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    # SHA-256 of the normalised header: sheets with the same columns share it.
    signature = models.CharField(_("signature"), max_length=64)
    correspondance = models.JSONField(_("correspondance"))
    retenue_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("retenue par"),
    )
    retenue_le = models.DateTimeField(_("retenue le"))

    class Meta:
        verbose_name = _("disposition retenue")
        verbose_name_plural = _("dispositions retenues")
        ordering: ClassVar = ["-retenue_le"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "signature"], name="disposition_unique")
        ]

    def __str__(self) -> str:
        return self.signature[:12]


class Rapprochement(models.Model):
    """A word of the spreadsheets of a structure, and the person or place somebody said it is."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    # `salarie`, `chantier`, `client`, `mission`, `nature`: what the word stands for.
    sorte = models.CharField(_("sorte"), max_length=10)
    # As compared: without accents, capitals nor punctuation.
    texte = models.CharField(_("texte"), max_length=200)
    cible = models.PositiveBigIntegerField(_("cible"))
    accepte_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("accepté par"),
    )
    accepte_le = models.DateTimeField(_("accepté le"))

    class Meta:
        verbose_name = _("rapprochement")
        verbose_name_plural = _("rapprochements")
        ordering: ClassVar = ["sorte", "texte"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "sorte", "texte"], name="rapprochement_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.texte} → {self.cible}"
