"""Deadlines: dates typed about a person, who takes one on, who is reminded how."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.models.personne import Salarie
from etrier.socle.secrets import ChampScelle
from etrier.structures.models import Structure, Utilisateur


class EcheancePersonne(models.Model):
    """A date that matters for somebody. What it is may be a secret (RQTH): it is sealed."""

    salarie = models.ForeignKey(
        Salarie, models.CASCADE, related_name="echeances", verbose_name=_("salarié")
    )
    genre = ChampScelle(_("genre"))
    # Known to her adviser alone: the radar of the others does not show it.
    reservee = models.BooleanField(_("réservée au référent"))
    fin = models.DateField(_("échéance"))
    faite_le = models.DateField(_("faite le"), null=True, blank=True)

    class Meta:
        verbose_name = _("échéance personnelle")
        verbose_name_plural = _("échéances personnelles")
        ordering: ClassVar = ["fin", "id"]

    def __str__(self) -> str:
        return f"{self.salarie} {self.fin}"


class EcheanceSuivie(models.Model):
    """A deadline of the radar that somebody took on, put off or set aside, by its key."""

    structure = models.ForeignKey(
        Structure, models.CASCADE, related_name="echeances_suivies", verbose_name=_("structure")
    )
    cle = models.CharField(_("clé"), max_length=60)
    prise_par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("prise par")
    )
    depuis = models.DateTimeField(_("depuis"))
    reportee_au = models.DateField(_("reportée au"), null=True, blank=True)
    ecartee_le = models.DateField(_("écartée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("échéance suivie")
        verbose_name_plural = _("échéances suivies")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "cle"], name="echeance_suivie_unique")
        ]

    def __str__(self) -> str:
        return self.cle


class AbonnementRadar(models.Model):
    """How somebody is told of a structure's deadlines: calendar link, weekly mail."""

    utilisateur = models.ForeignKey(
        Utilisateur, models.CASCADE, related_name="abonnements", verbose_name=_("utilisateur")
    )
    structure = models.ForeignKey(
        Structure, models.CASCADE, related_name="abonnements", verbose_name=_("structure")
    )
    # Only the digest of the calendar's link is kept; a new link shuts the old one.
    jeton_empreinte = models.CharField(_("empreinte du lien"), max_length=64, blank=True)
    hebdomadaire = models.BooleanField(_("courriel du lundi"), default=False)
    dernier_envoi_le = models.DateField(_("dernier envoi"), null=True, blank=True)

    class Meta:
        verbose_name = _("abonnement au radar")
        verbose_name_plural = _("abonnements au radar")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["utilisateur", "structure"], name="abonnement_radar_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.utilisateur} {self.structure}"
