"""Work contracts and their terms."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.droit.calendrier import couvre
from etrier.parcours.enums import TypeContratTravail
from etrier.parcours.models.personne import Salarie
from etrier.socle.periodes import PeriodeQuerySet
from etrier.structures.models import Convention, Structure


class ContratQuerySet(PeriodeQuerySet["Contrat"]):
    """Questions on contracts."""


class Contrat(models.Model):
    """A work contract under one convention; its terms are its avenants (rank 0 = signed terms)."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="contrats", verbose_name=_("structure")
    )
    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="contrats", verbose_name=_("salarié")
    )
    convention = models.ForeignKey(
        Convention, models.PROTECT, related_name="contrats", verbose_name=_("convention")
    )
    genre = models.CharField(_("type de contrat"), max_length=20, choices=TypeContratTravail)
    numero = models.CharField(_("numéro"), max_length=20)
    # The job as the contract names it: prices may depend on it.
    qualification = models.CharField(_("qualification"), max_length=60, blank=True)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"), null=True, blank=True)

    objects = ContratQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrat de travail")
        verbose_name_plural = _("contrats de travail")
        ordering: ClassVar = ["-debut", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "numero"], name="contrat_unique"),
            models.CheckConstraint(
                condition=models.Q(fin__isnull=True) | models.Q(fin__gte=models.F("debut")),
                name="contrat_periode",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.genre} {self.numero}"

    def couvre(self, jour: date) -> bool:
        """True on each day of the contract, bounds included."""
        return couvre(self.debut, self.fin, jour)


class AvenantContrat(models.Model):
    """Terms of a contract from a day on: rank 0 is the signature, others amend it."""

    contrat = models.ForeignKey(
        Contrat, models.CASCADE, related_name="avenants", verbose_name=_("contrat de travail")
    )
    rang = models.PositiveSmallIntegerField(_("rang"), default=0)
    effet = models.DateField(_("date d'effet"))
    fin = models.DateField(_("fin du contrat"), null=True, blank=True)
    minutes_hebdo = models.PositiveSmallIntegerField(_("durée hebdomadaire (minutes)"))
    taux_horaire_centimes = models.PositiveIntegerField(_("taux horaire brut (centimes)"))
    motif = models.CharField(_("motif"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("avenant au contrat")
        verbose_name_plural = _("avenants au contrat")
        ordering: ClassVar = ["contrat_id", "rang"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contrat", "rang"], name="avenant_contrat_unique"),
            models.UniqueConstraint(fields=["contrat", "effet"], name="avenant_contrat_effet"),
        ]

    def __str__(self) -> str:
        return f"{self.contrat} avenant {self.rang}"
