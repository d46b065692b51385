"""What is expected: weekly plans, absences, and the codes typed for them."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from etrier.droit.calendrier import couvre
from etrier.heures.enums import GenreHeures
from etrier.missions.models import Chantier, ClauseSociale, Mission
from etrier.parcours.models import Contrat, Salarie
from etrier.socle.mois import lundi_de
from etrier.socle.periodes import PeriodeQuerySet
from etrier.structures.models import Structure

UNE_SEMAINE = 7


class PlanHeuresQuerySet(PeriodeQuerySet["PlanHeures"]):
    """Questions on plans."""


class AbsenceQuerySet(PeriodeQuerySet["Absence"]):
    """Questions on absences."""


class PlanHeures(models.Model):
    """The usual week of a contract at one place, from a day on: what drafts are made of.

    A plan every `toutes_les_semaines` weeks counts them from the week of `debut`.
    """

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    contrat = models.ForeignKey(
        Contrat, models.PROTECT, related_name="plans", verbose_name=_("contrat de travail")
    )
    chantier = models.ForeignKey(
        Chantier, models.PROTECT, null=True, related_name="plans", verbose_name=_("chantier")
    )
    mission = models.ForeignKey(
        Mission, models.PROTECT, null=True, related_name="plans", verbose_name=_("mission")
    )
    clause = models.ForeignKey(
        ClauseSociale, models.PROTECT, null=True, related_name="+", verbose_name=_("clause sociale")
    )
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"), null=True)
    toutes_les_semaines = models.PositiveSmallIntegerField(
        _("toutes les … semaines"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
    )
    # Monday first, minutes of each day of the week.
    minutes_par_jour = models.JSONField(_("minutes par jour de la semaine"))
    travaille_les_feries = models.BooleanField(_("travaille les jours fériés"), default=False)

    objects = PlanHeuresQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan d'heures")
        verbose_name_plural = _("plans d'heures")
        ordering: ClassVar = ["debut", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="plan_periode", condition=Q(fin__isnull=True) | Q(fin__gte=F("debut"))
            ),
            models.CheckConstraint(
                name="plan_un_lieu", condition=Q(chantier=None) | Q(mission=None)
            ),
            models.CheckConstraint(name="plan_rythme", condition=Q(toutes_les_semaines__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.contrat} {self.debut}"

    def couvre(self, jour: date) -> bool:
        """True between its dates and those of its place, bounds included, even in a week without
        work."""
        return all(
            couvre(borne.debut, borne.fin, jour)
            for borne in (self, self.mission, self.chantier)
            if borne is not None
        )

    @property
    def dernier_jour(self) -> date | None:
        """The first end of its own, its contract's and its place's; None without any."""
        bornes = (self, self.contrat, self.mission, self.chantier)
        fins = [b.fin for b in bornes if b is not None and b.fin is not None]
        return min(fins, default=None)

    def tombe(self, jour: date) -> bool:
        """True when the week of `jour` is one of those the plan is worked."""
        return rang_de_semaine(self.debut, jour) % self.toutes_les_semaines == 0

    def minutes_du(self, jour: date) -> int:
        """Minutes planned on a day, whatever the holidays and absences."""
        if not (self.couvre(jour) and self.tombe(jour)):
            return 0
        return int(self.minutes_par_jour[jour.weekday()])

    @property
    def minutes_hebdo(self) -> int:
        """Minutes of one week worked."""
        return sum(self.minutes_par_jour)

    @property
    def lieu(self) -> tuple[int | None, int | None]:
        """Where it is worked: (chantier, mission), at most one of them."""
        return self.chantier_id, self.mission_id


def rang_de_semaine(debut: date, jour: date) -> int:
    """Weeks, Monday to Sunday, from that of `debut` to that of `jour`, whatever the year."""
    return (lundi_de(jour) - lundi_de(debut)).days // UNE_SEMAINE


class Absence(models.Model):
    """Days a person is not at work, bounds included, and the nature their hours take.

    Never why: a medical reason is not kept here.
    """

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="absences", verbose_name=_("salarié")
    )
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    nature = models.PositiveSmallIntegerField(_("nature"), choices=GenreHeures)
    # Empty: the whole planned day.
    minutes_par_jour = models.PositiveSmallIntegerField(_("minutes par jour"), null=True)
    saisie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saisie par"),
    )
    saisie_le = models.DateTimeField(_("saisie le"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering: ClassVar = ["debut", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="absence_periode", condition=Q(fin__gte=F("debut"))),
            models.CheckConstraint(name="absence_nature", condition=~Q(nature=GenreHeures.TRAVAIL)),
        ]

    def __str__(self) -> str:
        return f"{self.salarie} {self.debut} → {self.fin}"

    def couvre(self, jour: date) -> bool:
        """True on each day of the absence, bounds included."""
        return self.debut <= jour <= self.fin


class CodeHeures(models.Model):
    """A code a structure types in a cell for a nature of hours, beside those of the house."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    code = models.CharField(_("code"), max_length=6)
    nature = models.PositiveSmallIntegerField(_("nature"), choices=GenreHeures)

    class Meta:
        verbose_name = _("code d'heures")
        verbose_name_plural = _("codes d'heures")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "code"], name="code_heures_unique")
        ]

    def __str__(self) -> str:
        return self.code
