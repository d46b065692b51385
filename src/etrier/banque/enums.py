"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EtatCompte(models.TextChoices):
    """An account only serves once a second person has confirmed it."""

    PROPOSE = "propose", _("à confirmer")
    CONFIRME = "confirme", _("confirmé")
    REFUSE = "refuse", _("refusé")
    REMPLACE = "remplace", _("remplacé")


class EtatMandat(models.TextChoices):
    """Life of a SEPA mandate."""

    ACTIF = "actif", _("actif")
    REVOQUE = "revoque", _("révoqué")


class EtatMouvement(models.TextChoices):
    """What became of a line of the bank."""

    A_RAPPROCHER = "a_rapprocher", _("à rapprocher")
    RAPPROCHE = "rapproche", _("rapproché")
    ECARTE = "ecarte", _("laissé de côté")
