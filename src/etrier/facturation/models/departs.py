"""How issued invoices leave: by mail, or handed to a platform."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.facturation.enums import FormeDepot
from etrier.facturation.models.factures import Facture
from etrier.structures.models import Structure


class EnvoiFacture(models.Model):
    """An invoice sent by mail."""

    facture = models.ForeignKey(
        Facture, models.PROTECT, related_name="envois", verbose_name=_("facture")
    )
    le = models.DateTimeField(_("envoyée le"))
    courriel = models.EmailField(_("courriel"))
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("envoi de facture")
        verbose_name_plural = _("envois de facture")
        ordering: ClassVar = ["-le"]

    def __str__(self) -> str:
        return self.courriel


class DepotFactures(models.Model):
    """Invoices handed together to a platform (plateforme agréée, Chorus Pro), as files."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="depots_factures", verbose_name=_("structure")
    )
    le = models.DateTimeField(_("déposées le"))
    forme = models.CharField(_("forme"), max_length=10, choices=FormeDepot.choices)
    factures = models.ManyToManyField(Facture, related_name="depots", verbose_name=_("factures"))
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("dépôt de factures")
        verbose_name_plural = _("dépôts de factures")
        ordering: ClassVar = ["-le", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_forme_display()} {self.le:%d/%m/%Y}"
