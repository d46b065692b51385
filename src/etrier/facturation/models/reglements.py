"""Payments of clients, what they settle, and the reminders of what they do not."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from etrier.banque.models import MouvementBancaire
from etrier.facturation.enums import MoyenReglement, NiveauRelance
from etrier.facturation.models.factures import Facture
from etrier.missions.models import Client
from etrier.structures.models import Structure


class ReglementQuerySet(models.QuerySet["Reglement"]):
    """Questions on payments."""

    def avec_reste(self) -> Self:
        """Add `impute_centimes` (set against invoices) and `reste_centimes` (left as credit)."""
        return self.annotate(
            impute_centimes=Coalesce(Sum("imputations__montant_centimes"), 0)
        ).annotate(reste_centimes=F("montant_centimes") - F("impute_centimes"))

    def libres(self) -> Self:
        """Those with something left to set against an invoice."""
        return self.avec_reste().filter(reste_centimes__gt=0)

    def non_imputes(self) -> Self:
        """Those whose amount, received or given back, is not all set against invoices."""
        return self.avec_reste().exclude(reste_centimes=0)

    def qui_tiennent(self) -> Self:
        """Neither undone nor undoing another."""
        return self.filter(annule=None, annulation=None)


class Reglement(models.Model):
    """Money received from a client (negative: given back)."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="reglements", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, related_name="reglements", verbose_name=_("client")
    )
    le = models.DateField(_("reçu le"))
    montant_centimes = models.BigIntegerField(_("montant (centimes)"))
    moyen = models.CharField(_("moyen de paiement"), max_length=11, choices=MoyenReglement)
    reference = models.CharField(_("référence"), max_length=140, blank=True)
    mouvement = models.ForeignKey(
        MouvementBancaire,
        models.PROTECT,
        null=True,
        related_name="reglements",
        verbose_name=_("mouvement bancaire"),
    )
    # The payment this one undoes (a bounced cheque, a debit refused).
    annule = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="annulation", verbose_name=_("annule")
    )
    saisi_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saisi par"),
    )
    saisi_le = models.DateTimeField(_("saisi le"), auto_now_add=True)

    # Added by `avec_reste`.
    impute_centimes: int
    reste_centimes: int

    objects = ReglementQuerySet.as_manager()

    class Meta:
        verbose_name = _("règlement")
        verbose_name_plural = _("règlements")
        ordering: ClassVar = ["-le", "-id"]

    def __str__(self) -> str:
        return f"{self.le} {self.montant_centimes}"


class Imputation(models.Model):
    """The part of a payment, or of a credit note, that settles an invoice.

    A credit note set against an invoice has two rows: its amount on the invoice, the opposite on
    itself.
    """

    facture = models.ForeignKey(
        Facture, models.PROTECT, related_name="imputations", verbose_name=_("facture")
    )
    reglement = models.ForeignKey(
        Reglement,
        models.PROTECT,
        null=True,
        related_name="imputations",
        verbose_name=_("règlement"),
    )
    avoir = models.ForeignKey(
        Facture, models.PROTECT, null=True, related_name="+", verbose_name=_("avoir")
    )
    le = models.DateField(_("le"))
    montant_centimes = models.BigIntegerField(_("montant (centimes)"))

    class Meta:
        verbose_name = _("imputation")
        verbose_name_plural = _("imputations")
        ordering: ClassVar = ["le", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="imputation_une_source",
                condition=models.Q(reglement=None, avoir__isnull=False)
                | models.Q(reglement__isnull=False, avoir=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.facture_id} {self.montant_centimes}"


class Relance(models.Model):
    """A reminder of an invoice that is late, in steps."""

    facture = models.ForeignKey(
        Facture, models.PROTECT, related_name="relances", verbose_name=_("facture")
    )
    niveau = models.PositiveSmallIntegerField(_("niveau"), choices=NiveauRelance)
    le = models.DateField(_("le"))
    # Empty: on paper.
    courriel = models.EmailField(_("courriel"), blank=True)
    solde_centimes = models.BigIntegerField(_("solde ce jour-là (centimes)"))
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("relance")
        verbose_name_plural = _("relances")
        ordering: ClassVar = ["-le", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["facture", "niveau"], name="relance_unique")
        ]

    def __str__(self) -> str:
        return f"{self.facture_id} n° {self.niveau}"
