"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GenreClient(models.TextChoices):
    """Labels of `droit.vocabulaire.NatureClient`."""

    PARTICULIER = "particulier", _("particulier")
    ASSOCIATION = "association", _("association")
    COLLECTIVITE = "collectivite", _("collectivité")
    ENTREPRISE = "entreprise", _("entreprise")


class RegimeTva(models.TextChoices):
    """Labels of `droit.vocabulaire.TauxTva`."""

    NORMAL = "normal", _("taux normal")
    INTERMEDIAIRE = "intermediaire", _("taux intermédiaire")
    REDUIT = "reduit", _("taux réduit")
    EXONERE = "exonere", _("exonéré")
