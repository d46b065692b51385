"""What keeps somebody's data beyond their clocks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import MotifRetenue
from etrier.parcours.models.personne import Personne
from etrier.structures.models import Structure, Utilisateur


class RetenueDonnees(models.Model):
    """A reason, said by the direction, not to erase somebody's data yet (CT R5132-1-23)."""

    personne = models.ForeignKey(
        Personne, models.CASCADE, related_name="retenues", verbose_name=_("personne")
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="retenues", verbose_name=_("structure")
    )
    motif = models.CharField(_("motif"), max_length=12, choices=MotifRetenue)
    depuis = models.DateField(_("depuis"))
    levee_le = models.DateField(_("levée le"), null=True, blank=True)
    par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("retenue de données")
        verbose_name_plural = _("retenues de données")
        ordering: ClassVar = ["-depuis", "-id"]

    def __str__(self) -> str:
        return f"{self.get_motif_display()} {self.depuis:%d/%m/%Y}"
