"""Services à la personne: the yearly attestation a client joins to her tax return."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.facturation.models.reglements import Reglement
from etrier.missions.models import Client
from etrier.structures.models import Structure


class PartPrefinancee(models.Model):
    """The part of a payment in CESU that somebody else paid (employer, pension fund): it opens no
    tax credit. Without a row, nobody said it yet."""

    reglement = models.OneToOneField(
        Reglement, models.PROTECT, related_name="part_prefinancee", verbose_name=_("règlement")
    )
    montant_centimes = models.PositiveBigIntegerField(_("part financée par un tiers (centimes)"))
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("part préfinancée d'un CESU")
        verbose_name_plural = _("parts préfinancées de CESU")

    def __str__(self) -> str:
        return f"{self.reglement_id} {self.montant_centimes}"


class AttestationSap(models.Model):
    """What a client paid in a year for services à la personne (CT D7233-4), as it was handed."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, related_name="attestations_sap", verbose_name=_("client")
    )
    annee = models.PositiveSmallIntegerField(_("année"))
    # A later one replaces it: a payment found after the first was handed.
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    paye_centimes = models.BigIntegerField(_("payé (centimes)"))
    # Of it, what opens the tax credit: neither cash, nor the part somebody else paid.
    ouvrant_droit_centimes = models.BigIntegerField(_("ouvrant droit (centimes)"))
    contenu = models.JSONField(_("contenu"))
    pdf = models.BinaryField(_("PDF"))
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    envoyee_le = models.DateTimeField(_("envoyée le"), null=True)
    courriel = models.EmailField(_("courriel"), blank=True)
    created_at = models.DateTimeField(_("établie le"), auto_now_add=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("attestation fiscale SAP")
        verbose_name_plural = _("attestations fiscales SAP")
        ordering: ClassVar = ["-annee", "client_id", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "annee", "version"], name="attestation_sap_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.annee} {self.client_id}"
