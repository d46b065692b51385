"""The employee's reading of the ledger."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.heures.models import Cloture
from etrier.parcours.models import Contrat


class VariablePaie(models.Model):
    """One item handed to the pay bureau for a contract and a closed month; not a payslip.

    Amounts are gross, in centimes; null when the rule could not compute, and `motif` says why.
    """

    cloture = models.ForeignKey(
        Cloture, models.PROTECT, related_name="variables_paie", verbose_name=_("clôture")
    )
    contrat = models.ForeignKey(
        Contrat,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("contrat de travail"),
    )
    rubrique = models.CharField(_("rubrique"), max_length=24)
    minutes = models.IntegerField(_("durée (minutes)"), null=True)
    taux_horaire_centimes = models.IntegerField(_("taux horaire (centimes)"), null=True)
    taux_pour_dix_mille = models.IntegerField(_("taux (dix-millièmes)"), null=True)
    base_centimes = models.BigIntegerField(_("base (centimes)"), null=True)
    montant_centimes = models.BigIntegerField(_("montant (centimes)"), null=True)
    provisoire = models.BooleanField(_("provisoire"), default=False)
    parametre = models.CharField(_("paramètre"), max_length=300, blank=True)
    motif = models.CharField(_("motif"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("variable de paie")
        verbose_name_plural = _("variables de paie")
        ordering: ClassVar = ["cloture_id", "contrat_id", "id"]

    def __str__(self) -> str:
        return f"{self.contrat_id} {self.rubrique}"
