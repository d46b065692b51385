"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TypeContratTravail(models.TextChoices):
    """Labels of `droit.vocabulaire.TypeContrat`."""

    CDDI = "CDDI", _("CDD d'insertion")
    CDDU = "CDDU", _("CDD d'usage")
    MISSION = "MISSION", _("contrat de mission")
    CDI_INCLUSION = "CDI_INCLUSION", _("CDI inclusion")
    PROFESSIONNALISATION = "PROFESSIONNALISATION", _("contrat de professionnalisation")
    APPRENTISSAGE = "APPRENTISSAGE", _("contrat d'apprentissage")


class Civilite(models.TextChoices):
    """As the ASP writes them."""

    MME = "MME", _("Madame")
    M = "M", _("Monsieur")
