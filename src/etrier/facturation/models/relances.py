"""How a structure reminds its clients, and the invoices it does not remind of."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.facturation.models.factures import Facture
from etrier.structures.models import Structure


class ReglageRelances(models.Model):
    """Days after the due date at which each step is proposed; without a row, those of the house.

    No text sets these delays: they are the structure's own.
    """

    structure = models.OneToOneField(
        Structure, models.PROTECT, related_name="reglage_relances", verbose_name=_("structure")
    )
    amiable_jours = models.PositiveSmallIntegerField(_("rappel amiable (jours)"), default=7)
    ferme_jours = models.PositiveSmallIntegerField(_("relance ferme (jours)"), default=30)
    mise_en_demeure_jours = models.PositiveSmallIntegerField(
        _("mise en demeure (jours)"), default=60
    )
    # What the letter of formal notice leaves to pay.
    reponse_jours = models.PositiveSmallIntegerField(
        _("délai laissé pour payer (jours)"), default=8
    )

    class Meta:
        verbose_name = _("réglage des relances")
        verbose_name_plural = _("réglages des relances")

    def __str__(self) -> str:
        return f"{self.amiable_jours}, {self.ferme_jours}, {self.mise_en_demeure_jours}"


class Litige(models.Model):
    """An invoice the client disputes: no reminder until it is lifted."""

    facture = models.ForeignKey(
        Facture, models.PROTECT, related_name="litiges", verbose_name=_("facture")
    )
    motif = models.CharField(_("motif"), max_length=200)
    depuis = models.DateField(_("depuis"))
    leve_le = models.DateField(_("levé le"), null=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("litige")
        verbose_name_plural = _("litiges")
        ordering: ClassVar = ["-depuis", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["facture"], condition=models.Q(leve_le=None), name="litige_ouvert_unique"
            )
        ]

    def __str__(self) -> str:
        return self.motif
