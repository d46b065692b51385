"""The audit: one line for every act."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Acte(models.Model):
    """Who did what, when, on which object. Written by `socle.journal.noter`, never changed."""

    le = models.DateTimeField(_("le"), auto_now_add=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("auteur"),
    )
    perimetre = models.BigIntegerField(_("périmètre"), null=True)
    verbe = models.CharField(_("verbe"), max_length=60)
    cible_type = models.CharField(_("type de la cible"), max_length=60, blank=True)
    cible_id = models.BigIntegerField(_("identifiant de la cible"), null=True)
    details = models.JSONField(_("détails"), default=dict)

    class Meta:
        verbose_name = _("acte")
        verbose_name_plural = _("actes")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["perimetre", "-id"], name="acte_perimetre")]

    def __str__(self) -> str:
        return f"{self.verbe} {self.cible_type} {self.cible_id or ''}".strip()
