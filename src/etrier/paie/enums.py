"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GenreVariableSaisie(models.TextChoices):
    """What is handed to the pay bureau besides what follows from hours."""

    PRIME = "PRIME", _("prime")
    PANIER = "PANIER", _("panier ou repas")
    FRAIS = "FRAIS", _("frais remboursés")
    KILOMETRES = "KILOMETRES", _("indemnité kilométrique")
    ACOMPTE = "ACOMPTE", _("acompte versé")
    SAISIE = "SAISIE", _("saisie sur salaire")
    AUTRE = "AUTRE", _("autre variable")


class EtatNoteFrais(models.TextChoices):
    """Life of an expense claim."""

    DEPOSEE = "deposee", _("déposée")
    ACCEPTEE = "acceptee", _("acceptée")
    REFUSEE = "refusee", _("refusée")


class GenreFrais(models.TextChoices):
    """What was spent."""

    KILOMETRES = "kilometres", _("kilomètres")
    REPAS = "repas", _("repas")
    TRANSPORT = "transport", _("transport")
    AUTRE = "autre", _("autre dépense")


class FormatPaie(models.TextChoices):
    """Files a pay bureau takes."""

    SILAE = "silae", _("Silae")
    NEUTRE = "neutre", _("CSV neutre")


class EtatEcartPaie(models.TextChoices):
    """What the structure did of a difference."""

    OUVERT = "ouvert", _("à expliquer")
    EXPLIQUE = "explique", _("expliqué")
