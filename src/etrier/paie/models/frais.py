"""Expense claims and the dated kilometre allowance."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.paie.enums import EtatNoteFrais, GenreFrais
from etrier.paie.models.variables import VariableSaisie
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure


class BaremeKilometrique(models.Model):
    """What a structure pays for a kilometre, from a day on, by power of the vehicle."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    depuis = models.DateField(_("depuis"))
    # Fiscal horsepower up to which the rate holds; empty: any vehicle.
    jusqu_a_cv = models.PositiveSmallIntegerField(_("jusqu'à (CV)"), null=True, blank=True)
    milliemes_par_km = models.PositiveIntegerField(_("millièmes d'euro par kilomètre"))
    # Where the rate comes from: an agreement, the tax office's scale.
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("barème kilométrique")
        verbose_name_plural = _("barèmes kilométriques")
        ordering: ClassVar = ["structure_id", "-depuis", "jusqu_a_cv"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "depuis", "jusqu_a_cv"], name="bareme_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.milliemes_par_km} depuis {self.depuis}"


class NoteFrais(models.Model):
    """An expense claim of an employee; accepted, it becomes a variable of a month's pay."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    contrat = models.ForeignKey(
        Contrat, models.PROTECT, related_name="notes_frais", verbose_name=_("contrat de travail")
    )
    le = models.DateField(_("le"))
    genre = models.CharField(_("genre"), max_length=10, choices=GenreFrais)
    libelle = models.CharField(_("libellé"), max_length=120)
    kilometres = models.PositiveIntegerField(_("kilomètres"), null=True, blank=True)
    puissance_cv = models.PositiveSmallIntegerField(_("puissance (CV)"), null=True, blank=True)
    montant_centimes = models.PositiveIntegerField(_("montant (centimes)"))
    # How the amount was computed: "124 km × 0,529 €".
    calcul = models.CharField(_("calcul"), max_length=120, blank=True)
    etat = models.CharField(
        _("état"), max_length=8, choices=EtatNoteFrais, default=EtatNoteFrais.DEPOSEE
    )
    motif = models.CharField(_("motif"), max_length=200, blank=True)
    variable = models.OneToOneField(
        VariableSaisie,
        models.PROTECT,
        null=True,
        related_name="note_frais",
        verbose_name=_("variable saisie"),
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
        verbose_name = _("note de frais")
        verbose_name_plural = _("notes de frais")
        ordering: ClassVar = ["-le", "-id"]

    def __str__(self) -> str:
        return f"{self.le} {self.libelle}"
