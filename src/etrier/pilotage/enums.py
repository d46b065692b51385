"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RubriqueBilan(models.TextChoices):
    """What the yearly report must contain (CT R5132-3, R5132-10-8, R5132-13, R5132-29), and what
    the dialogue de gestion asks besides."""

    MOYENS = "moyens", _("Moyens mis en œuvre")
    PUBLIC = "public", _("Personnes embauchées et contrats")
    ACCOMPAGNEMENT = "accompagnement", _("Accompagnement individuel : nature, objet, durée")
    SOCIAL = "social", _("Actions sociales proposées")
    FORMATION = "formation", _("Formation, orientation, propositions d'emploi et leur suite")
    RESULTATS = "resultats", _("Accès et retour à l'emploi des personnes sorties")
    PERSPECTIVES = "perspectives", _("Perspectives et demandes pour l'année suivante")


# The six the code asks for; the last one belongs to the dialogue de gestion.
EXIGEES = tuple(r for r in RubriqueBilan if r != RubriqueBilan.PERSPECTIVES)
