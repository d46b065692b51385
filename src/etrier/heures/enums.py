"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GenreHeures(models.IntegerChoices):
    """Labels of `droit.vocabulaire.NatureHeures`."""

    TRAVAIL = 1, _("travail")
    FORMATION = 2, _("formation")
    ABSENCE_PAYEE = 3, _("absence payée")
    ABSENCE_NON_PAYEE = 4, _("absence non payée")
    CONGE_PAYE = 5, _("congé payé")
    JOUR_FERIE = 6, _("jour férié")


class EtatLigne(models.IntegerChoices):
    """A draft changes freely; a validated line never changes."""

    BROUILLON = 0, _("brouillon")
    VALIDEE = 1, _("validée")


class SorteLigne(models.IntegerChoices):
    """How the line came to be."""

    SAISIE = 0, _("saisie")
    CONTREPASSATION = 1, _("contrepassation")
    REMPLACEMENT = 2, _("remplacement")


class EtatReleve(models.TextChoices):
    """Where a relevé d'heures stands."""

    PREPARE = "prepare", _("préparé")
    ENVOYE = "envoye", _("envoyé")
    CONFIRME = "confirme", _("confirmé")
    CONTESTE = "conteste", _("contesté")
    ANNULE = "annule", _("annulé")


class MoyenEnvoi(models.TextChoices):
    """How a relevé reached the client."""

    COURRIEL = "courriel", _("courriel")
    LIEN = "lien", _("lien remis")
    PAPIER = "papier", _("papier")


class DecisionReleve(models.TextChoices):
    """What the client said of a relevé."""

    CONFIRME = "confirme", _("confirmé")
    CONTESTE = "conteste", _("contesté")
