"""The PASS IAE: what was received, and what happened to it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import CauseFinPass, EtatProlongation
from etrier.parcours.models.personne import Personne
from etrier.socle.secrets import ChampScelle
from etrier.structures.models import Structure


class PassIae(models.Model):
    """A PASS IAE with the dates received; they are kept, never recomputed (CT R5132-1-2)."""

    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="les_pass", verbose_name=_("personne")
    )
    numero = models.CharField(_("numéro"), max_length=12, unique=True)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    # As first delivered, when it is known; `fin` follows what the platform sends afterwards.
    fin_initiale = models.DateField(_("fin à la délivrance"), null=True, blank=True)
    cause_fin = models.CharField(
        _("cause de la fin"), max_length=17, choices=CauseFinPass, blank=True, db_default=""
    )
    clos_le = models.DateField(_("clos le"), null=True, blank=True)

    class Meta:
        verbose_name = _("PASS IAE")
        verbose_name_plural = _("PASS IAE")
        ordering: ClassVar = ["-debut"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("debut")), name="pass_periode"
            )
        ]

    def __str__(self) -> str:
        return self.numero

    def couvre(self, jour: date) -> bool:
        """Valid on its last day too."""
        return self.debut <= jour <= self.fin


class SuspensionPass(models.Model):
    """Days without parcours, bounds included: no aid (CT R5132-1-10). The motive is a secret."""

    pass_iae = models.ForeignKey(
        PassIae, models.CASCADE, related_name="suspensions", verbose_name=_("PASS IAE")
    )
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    motif = ChampScelle(_("motif"), null=True)

    class Meta:
        verbose_name = _("suspension du PASS IAE")
        verbose_name_plural = _("suspensions du PASS IAE")
        ordering: ClassVar = ["debut"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("debut")), name="suspension_periode"
            )
        ]

    def __str__(self) -> str:
        return f"{self.debut} → {self.fin}"


class ProlongationPass(models.Model):
    """A request to prolong a PASS and its answer (CT R5132-1-8). The motive may be a secret."""

    pass_iae = models.ForeignKey(
        PassIae, models.CASCADE, related_name="prolongations", verbose_name=_("PASS IAE")
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    debut = models.DateField(_("début"))
    fin = models.DateField(_("nouvelle fin du PASS"))
    motif = ChampScelle(_("motif"))
    etat = models.CharField(
        _("état"), max_length=8, choices=EtatProlongation, default=EtatProlongation.DEMANDEE
    )
    demandee_le = models.DateField(_("demandée le"))
    decidee_le = models.DateField(_("décidée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("prolongation du PASS IAE")
        verbose_name_plural = _("prolongations du PASS IAE")
        ordering: ClassVar = ["debut", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("debut")), name="prolongation_periode"
            )
        ]

    def __str__(self) -> str:
        return f"{self.debut} → {self.fin}"
