"""Invoices received: read from a Factur-X, mirrored from the group, or typed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.facturation.enums import (
    EtatFactureFournisseur,
    NatureDepense,
    OrigineFactureFournisseur,
)
from etrier.facturation.models.factures import Facture
from etrier.missions.models import Chantier
from etrier.structures.models import Structure


class FactureFournisseur(models.Model):
    """An invoice a structure must pay; a credit note bears negative amounts."""

    structure = models.ForeignKey(
        Structure,
        models.PROTECT,
        related_name="factures_fournisseurs",
        verbose_name=_("structure"),
    )
    fournisseur = models.CharField(_("fournisseur"), max_length=160)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    numero = models.CharField(_("numéro"), max_length=50)
    emise_le = models.DateField(_("émise le"))
    echeance = models.DateField(_("échéance"), null=True, blank=True)
    ht_centimes = models.BigIntegerField(_("montant HT (centimes)"))
    tva_centimes = models.BigIntegerField(_("montant de TVA (centimes)"))
    ttc_centimes = models.BigIntegerField(_("montant TTC (centimes)"))
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    origine = models.CharField(_("origine"), max_length=7, choices=OrigineFactureFournisseur)
    etat = models.CharField(
        _("état"),
        max_length=13,
        choices=EtatFactureFournisseur,
        default=EtatFactureFournisseur.A_CONTROLER,
    )
    nature = models.CharField(
        _("nature"), max_length=14, choices=NatureDepense, default=NatureDepense.AUTRE
    )
    chantier = models.ForeignKey(
        Chantier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chantier"),
    )
    # The other side of an internal invoice of the group.
    interne = models.OneToOneField(
        Facture, models.PROTECT, null=True, related_name="miroir", verbose_name=_("facture interne")
    )
    payee_le = models.DateField(_("payée le"), null=True, blank=True)
    # Why it was refused; empty on those refused before a reason was asked.
    motif_refus = models.CharField(_("motif du refus"), max_length=200, blank=True)
    fichier = models.BinaryField(_("fichier"), null=True)
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64, blank=True)
    recue_le = models.DateTimeField(_("reçue le"), auto_now_add=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("facture fournisseur")
        verbose_name_plural = _("factures fournisseurs")
        ordering: ClassVar = ["-emise_le", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "fournisseur", "numero"], name="facture_fournisseur_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fournisseur} {self.numero}"


class LigneFactureFournisseur(models.Model):
    """A line of an invoice received."""

    facture = models.ForeignKey(
        FactureFournisseur, models.CASCADE, related_name="lignes", verbose_name=_("facture")
    )
    rang = models.PositiveSmallIntegerField(_("rang"))
    libelle = models.CharField(_("libellé"), max_length=300)
    quantite = models.CharField(_("quantité"), max_length=40, blank=True)
    ht_centimes = models.BigIntegerField(_("montant HT (centimes)"))
    taux_tva_pour_dix_mille = models.PositiveIntegerField(_("taux de TVA (dix-millièmes)"))

    class Meta:
        verbose_name = _("ligne de facture fournisseur")
        verbose_name_plural = _("lignes de facture fournisseur")
        ordering: ClassVar = ["facture_id", "rang"]

    def __str__(self) -> str:
        return self.libelle
