"""The employee's reading of the ledger."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.heures.models import Cloture
from etrier.paie.enums import GenreVariableSaisie
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure


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


class VariableSaisie(models.Model):
    """What a month's pay needs besides hours: a bonus, an advance already paid, a garnishment.

    Written until it leaves in a file for the pay bureau; then never changed.
    """

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    contrat = models.ForeignKey(
        Contrat,
        models.PROTECT,
        related_name="variables_saisies",
        verbose_name=_("contrat de travail"),
    )
    mois = models.DateField(_("mois"))
    genre = models.CharField(_("genre"), max_length=10, choices=GenreVariableSaisie)
    libelle = models.CharField(_("libellé"), max_length=120, blank=True)
    le = models.DateField(_("le"), null=True, blank=True)
    quantite_milliemes = models.BigIntegerField(_("quantité (millièmes)"), null=True, blank=True)
    # Positive: what the word says (an advance is what was paid, a garnishment what is kept);
    # negative when it corrects what left with an earlier month.
    montant_centimes = models.BigIntegerField(_("montant (centimes)"))
    envoi = models.ForeignKey(
        "EnvoiPaie",
        models.PROTECT,
        null=True,
        related_name="variables_saisies",
        verbose_name=_("envoi"),
    )
    corrige = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="correction",
        verbose_name=_("corrige"),
    )
    saisie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saisie par"),
    )
    saisie_le = models.DateTimeField(_("saisie le"), auto_now_add=True)

    class Meta:
        verbose_name = _("variable saisie")
        verbose_name_plural = _("variables saisies")
        ordering: ClassVar = ["mois", "contrat_id", "id"]
        indexes: ClassVar = [
            models.Index(fields=["structure", "mois"], name="variable_saisie_mois")
        ]

    def __str__(self) -> str:
        return f"{self.genre} {self.montant_centimes}"
