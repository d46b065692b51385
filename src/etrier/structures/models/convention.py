"""Conventions with the State, their annexes financières and the avenants that amend them."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.structures.enums import (
    ETATS_EN_VIGUEUR,
    DispositifConventionne,
    EtatAvenant,
    MilieuConvention,
)
from etrier.structures.models.structure import Structure


class Convention(models.Model):
    """What a structure agreed with the State for one dispositif (CT R5132-2, -10-8, -13, -29)."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="conventions", verbose_name=_("structure")
    )
    dispositif = models.CharField(_("dispositif"), max_length=4, choices=DispositifConventionne)
    milieu = models.CharField(
        _("milieu"),
        max_length=13,
        choices=MilieuConvention,
        default=MilieuConvention.DROIT_COMMUN,
    )
    numero = models.CharField(_("numéro"), max_length=40)
    # The ASP's files do not tell it: typed, for the radar alone.
    fin = models.DateField(_("fin"), null=True, blank=True)

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        ordering: ClassVar = ["structure_id", "dispositif", "numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "numero"], name="convention_unique")
        ]

    def __str__(self) -> str:
        return f"{self.dispositif} {self.numero}"


class AnnexeFinanciere(models.Model):
    """The yearly financial terms of a convention, known to the ASP by one identifier."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="annexes", verbose_name=_("structure")
    )
    # Null for the fonds de développement de l'inclusion: an annexe without a convention.
    convention = models.ForeignKey(
        Convention,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="annexes",
        verbose_name=_("convention"),
    )
    mesure = models.CharField(_("mesure"), max_length=8)
    numero = models.CharField(_("numéro"), max_length=20)
    renouvellement = models.PositiveSmallIntegerField(_("avenant de renouvellement"), default=0)
    asp_id = models.PositiveBigIntegerField(_("identifiant ASP"), null=True, unique=True)

    class Meta:
        verbose_name = _("annexe financière")
        verbose_name_plural = _("annexes financières")
        ordering: ClassVar = ["structure_id", "numero", "renouvellement", "asp_id"]

    def __str__(self) -> str:
        return f"{self.numero} A{self.renouvellement}"

    @property
    def dispositif(self) -> str:
        """The part of the measure before its milieu: `ACI_DC` gives `ACI`."""
        return self.mesure.partition("_")[0]


class AvenantAnnexeQuerySet(models.QuerySet["AvenantAnnexe"]):
    """Questions on versions of annexes."""

    def en_vigueur(self) -> Self:
        """Those the State counts, with posts (not the FDI)."""
        return self.filter(etat__in=ETATS_EN_VIGUEUR, etp_centiemes__isnull=False)


class AvenantAnnexe(models.Model):
    """One version of an annexe: 0 is the first; the last valid one rewrites the year."""

    annexe = models.ForeignKey(
        AnnexeFinanciere,
        models.PROTECT,
        related_name="avenants",
        verbose_name=_("annexe financière"),
    )
    modification = models.PositiveSmallIntegerField(_("avenant de modification"), default=0)
    asp_id = models.PositiveBigIntegerField(_("identifiant ASP"), null=True, unique=True)
    etat = models.CharField(_("état"), max_length=10, choices=EtatAvenant)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    etp_centiemes = models.PositiveIntegerField(
        _("postes conventionnés (centièmes d'ETP)"), null=True
    )
    duree_etp_minutes = models.PositiveIntegerField(
        _("durée annuelle d'un ETP (minutes)"), null=True
    )
    montant_unitaire_centimes = models.PositiveBigIntegerField(
        _("montant annuel d'un ETP (centimes)"), null=True
    )
    montant_total_centimes = models.PositiveBigIntegerField(
        _("montant total (centimes)"), null=True
    )
    cofinance_centimes = models.PositiveBigIntegerField(
        _("part cofinancée par le département (centimes)"), null=True
    )
    aide_fdi_centimes = models.PositiveBigIntegerField(
        _("aide du fonds de développement de l'inclusion (centimes)"), null=True
    )

    objects = AvenantAnnexeQuerySet.as_manager()

    class Meta:
        verbose_name = _("avenant d'annexe")
        verbose_name_plural = _("avenants d'annexe")
        ordering: ClassVar = ["annexe_id", "modification"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["annexe", "modification"], name="avenant_unique"),
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("debut")), name="avenant_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annexe} M{self.modification}"


class MotifRejet(models.Model):
    """Why the ASP refused a payment or a version, in its own code (`CP_BANC_KO`…)."""

    avenant = models.ForeignKey(
        AvenantAnnexe, models.CASCADE, related_name="motifs_rejet", verbose_name=_("avenant")
    )
    asp_code = models.CharField(_("code ASP"), max_length=20)

    class Meta:
        verbose_name = _("motif de rejet")
        verbose_name_plural = _("motifs de rejet")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["avenant", "asp_code"], name="motif_rejet_unique")
        ]

    def __str__(self) -> str:
        return self.asp_code
