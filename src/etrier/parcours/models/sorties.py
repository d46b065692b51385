"""Exits: the motive as the ASP names it, its class, what becomes of people afterwards."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import ClasseSortie, SituationApres
from etrier.parcours.models.personne import Salarie
from etrier.socle.secrets import ChampScelle
from etrier.structures.models import Convention, Structure, Utilisateur


class Sortie(models.Model):
    """Somebody left a structure. The motive may be a secret and is sealed; its class is not."""

    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="sorties", verbose_name=_("salarié")
    )
    convention = models.ForeignKey(
        Convention, models.PROTECT, related_name="sorties", verbose_name=_("convention")
    )
    le = models.DateField(_("le"))
    motif = ChampScelle(_("motif"))
    classe = models.CharField(_("classe"), max_length=10, choices=ClasseSortie)
    # In clear, unlike the motive: how many left without news is a figure that must be shown.
    sans_nouvelle = models.BooleanField(_("sans nouvelle"), default=False)
    employeur = models.CharField(_("employeur ou organisme suivant"), max_length=160, blank=True)
    annulee_le = models.DateField(_("annulée le"), null=True, blank=True)
    par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("sortie")
        verbose_name_plural = _("sorties")
        ordering: ClassVar = ["-le", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["salarie", "convention", "le"],
                condition=models.Q(annulee_le__isnull=True),
                name="sortie_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.salarie} {self.le}"


class ClasseMotif(models.Model):
    """The class a structure agreed with the State for a motive, from a day on; else the default."""

    structure = models.ForeignKey(
        Structure, models.CASCADE, related_name="classes_motifs", verbose_name=_("structure")
    )
    code = models.PositiveSmallIntegerField(_("code du motif"))
    classe = models.CharField(_("classe"), max_length=10, choices=ClasseSortie)
    depuis = models.DateField(_("depuis"))

    class Meta:
        verbose_name = _("classe d'un motif de sortie")
        verbose_name_plural = _("classes des motifs de sortie")
        ordering: ClassVar = ["code", "-depuis"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "code", "depuis"], name="classe_motif_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.classe}"


class SuiviSortie(models.Model):
    """News of somebody 3, 6 or 12 months after leaving: planned, then had."""

    sortie = models.ForeignKey(
        Sortie, models.CASCADE, related_name="suivis", verbose_name=_("sortie")
    )
    mois = models.PositiveSmallIntegerField(_("mois après la sortie"))
    prevu_le = models.DateField(_("prévu le"))
    fait_le = models.DateField(_("fait le"), null=True, blank=True)
    situation = models.CharField(_("situation"), max_length=14, choices=SituationApres, blank=True)
    justificatif = models.CharField(_("justificatif vu"), max_length=120, blank=True)
    par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("suivi après la sortie")
        verbose_name_plural = _("suivis après la sortie")
        ordering: ClassVar = ["prevu_le", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sortie", "mois"], name="suivi_sortie_unique")
        ]

    def __str__(self) -> str:
        return f"{self.sortie} + {self.mois} mois"


class ObjectifSorties(models.Model):
    """Rates negotiated with the State for a year, in hundredths of a percent."""

    convention = models.ForeignKey(
        Convention, models.CASCADE, related_name="objectifs_sorties", verbose_name=_("convention")
    )
    annee = models.PositiveSmallIntegerField(_("année"))
    dynamiques = models.PositiveSmallIntegerField(_("sorties dynamiques (centièmes de %)"))
    durables = models.PositiveSmallIntegerField(_("emploi durable (centièmes de %)"))

    class Meta:
        verbose_name = _("objectif de sorties")
        verbose_name_plural = _("objectifs de sorties")
        ordering: ClassVar = ["-annee", "convention_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["convention", "annee"], name="objectif_sorties_unique")
        ]

    def __str__(self) -> str:
        return f"{self.convention} {self.annee}"
