"""The person's own page: the link that opens it, on her phone, without a password."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.models.personne import Salarie
from etrier.structures.models import Utilisateur


class AccesPersonne(models.Model):
    """A link handed to a person. Only its digest is kept; a phone opens it with her birth day."""

    salarie = models.ForeignKey(
        Salarie, models.CASCADE, related_name="acces_personne", verbose_name=_("salarié")
    )
    jeton_empreinte = models.CharField(_("empreinte du lien"), max_length=64, unique=True)
    remis_le = models.DateTimeField(_("remis le"), auto_now_add=True)
    remis_par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("remis par")
    )
    expire_le = models.DateField(_("expire le"))
    retire_le = models.DateTimeField(_("retiré le"), null=True, blank=True)
    essais = models.PositiveSmallIntegerField(_("essais manqués"), default=0)
    derniere_visite_le = models.DateTimeField(_("dernière visite"), null=True, blank=True)

    class Meta:
        verbose_name = _("accès d'une personne")
        verbose_name_plural = _("accès des personnes")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.salarie} {self.remis_le:%d/%m/%Y}"
