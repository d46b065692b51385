"""The State's reading of the ledger."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.heures.models import Cloture
from etrier.parcours.models import Contrat
from etrier.structures.models import AnnexeFinanciere, AvenantAnnexe


class EtatMensuel(models.Model):
    """Hours and ETP of one contract under one annexe in a closed month, ready to report."""

    cloture = models.ForeignKey(
        Cloture,
        models.PROTECT,
        related_name="etats_mensuels",
        db_index=False,
        verbose_name=_("clôture"),
    )
    annexe = models.ForeignKey(
        AnnexeFinanciere,
        models.PROTECT,
        related_name="etats_mensuels",
        db_index=False,
        verbose_name=_("annexe financière"),
    )
    contrat = models.ForeignKey(
        Contrat,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("contrat de travail"),
    )
    minutes_retenues = models.IntegerField(_("durée retenue (minutes)"))
    minutes_ecartees = models.IntegerField(_("durée écartée (minutes)"), default=0)
    # Codes and minutes of what was left out: "NATURE:420;HORS_PASS:60".
    ecarts = models.CharField(_("écarts"), max_length=200, blank=True)
    # 100, or the CDI inclusion's share on those days; null: not established.
    taux_pour_cent = models.PositiveSmallIntegerField(_("part de l'aide (%)"), null=True)
    etp_millioniemes = models.BigIntegerField(_("ETP annuel (millionièmes)"), null=True)
    montant_centimes = models.BigIntegerField(_("montant (centimes)"), null=True)
    provisoire = models.BooleanField(_("provisoire"), default=False)
    parametre = models.CharField(_("paramètre"), max_length=300, blank=True)
    motif = models.CharField(_("motif"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("état mensuel")
        verbose_name_plural = _("états mensuels")
        ordering: ClassVar = ["cloture_id", "annexe_id", "contrat_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cloture", "annexe", "contrat", "taux_pour_cent"],
                name="etat_mensuel_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.annexe_id} {self.contrat_id} {self.minutes_retenues} min"


class AideMensuelle(models.Model):
    """Aide au poste of one annexe at the end of a closed month, summed since the annexe began."""

    cloture = models.ForeignKey(
        Cloture,
        models.PROTECT,
        related_name="aides_mensuelles",
        db_index=False,
        verbose_name=_("clôture"),
    )
    annexe = models.ForeignKey(
        AnnexeFinanciere,
        models.PROTECT,
        related_name="aides_mensuelles",
        verbose_name=_("annexe financière"),
    )
    avenant = models.ForeignKey(
        AvenantAnnexe, models.PROTECT, related_name="+", verbose_name=_("avenant")
    )
    minutes_cumulees = models.BigIntegerField(_("heures cumulées (minutes)"))
    etp_millioniemes_cumules = models.BigIntegerField(
        _("ETP annuel cumulé (millionièmes)"), null=True
    )
    montant_mois_centimes = models.BigIntegerField(_("aide du mois (centimes)"), null=True)
    du_centimes = models.BigIntegerField(_("aide due cumulée (centimes)"), null=True)
    plafond_centimes = models.BigIntegerField(_("plafond cumulé (centimes)"), null=True)
    du_plafonne_centimes = models.BigIntegerField(_("aide due plafonnée (centimes)"), null=True)
    recu_theorique_centimes = models.BigIntegerField(_("douzièmes cumulés (centimes)"), null=True)
    ecart_centimes = models.BigIntegerField(_("écart (centimes)"), null=True)
    est_regularisation = models.BooleanField(_("mois de régularisation"), default=False)
    provisoire = models.BooleanField(_("provisoire"), default=False)
    parametre = models.CharField(_("paramètre"), max_length=300, blank=True)
    motif = models.CharField(_("motif"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("aide mensuelle")
        verbose_name_plural = _("aides mensuelles")
        ordering: ClassVar = ["cloture_id", "annexe_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cloture", "annexe"], name="aide_mensuelle_unique")
        ]

    def __str__(self) -> str:
        return f"{self.annexe} {self.du_plafonne_centimes}"


class VersementRecu(models.Model):
    """Money of the aide au poste seen on the bank account."""

    annexe = models.ForeignKey(
        AnnexeFinanciere,
        models.PROTECT,
        related_name="versements",
        verbose_name=_("annexe financière"),
    )
    le = models.DateField(_("reçu le"))
    montant_centimes = models.BigIntegerField(_("montant (centimes)"))
    libelle = models.CharField(_("libellé"), max_length=120, blank=True)
    saisi_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saisi par"),
    )

    class Meta:
        verbose_name = _("versement reçu")
        verbose_name_plural = _("versements reçus")
        ordering: ClassVar = ["le", "id"]

    def __str__(self) -> str:
        return f"{self.le} {self.montant_centimes}"
