"""Closed lists of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in a structure; what it opens is in `structures.access`."""

    DIRECTION = "direction", _("direction")
    CIP = "cip", _("conseil en insertion")
    ENCADREMENT = "encadrement", _("encadrement technique")
    GESTION = "gestion", _("gestion")
    LECTURE = "lecture", _("lecture")
    FACILITATION = "facilitation", _("facilitation des clauses")


class DispositifConventionne(models.TextChoices):
    """Labels of `droit.vocabulaire.Dispositif`."""

    ACI = "ACI", _("atelier et chantier d'insertion")
    EI = "EI", _("entreprise d'insertion")
    AI = "AI", _("association intermédiaire")
    ETTI = "ETTI", _("entreprise de travail temporaire d'insertion")
    EITI = "EITI", _("entreprise d'insertion par le travail indépendant")
    GEIQ = "GEIQ", _("groupement d'employeurs pour l'insertion et la qualification")


class MilieuConvention(models.TextChoices):
    """Labels of `droit.vocabulaire.Milieu`."""

    DROIT_COMMUN = "droit_commun", _("droit commun")
    PENITENTIAIRE = "penitentiaire", _("milieu pénitentiaire")


class EtatAvenant(models.TextChoices):
    """States of an annexe financière in the ASP's own words (formats.md 1.4)."""

    BROUILLON = "BROUILLON", _("brouillon")
    SAISI = "SAISI", _("saisi")
    PROVISOIRE = "PROVISOIRE", _("provisoire")
    VALIDE = "VALIDE", _("validé")
    HISTORISE = "HISTORISE", _("historisé")
    CLOTURE = "CLOTURE", _("clôturé")
    ANNULE = "ANNULE", _("annulé")
    REJETE = "REJETE", _("rejeté")


# Only these count (pilotage of the State: VALIDE, PROVISOIRE, CLOTURE).
ETATS_EN_VIGUEUR = (EtatAvenant.VALIDE, EtatAvenant.PROVISOIRE, EtatAvenant.CLOTURE)


class FormeGroupe(models.TextChoices):
    """How the structures of a group are tied."""

    HOLDING = "holding", _("holding")
    ASSOCIATION = "association", _("association unique")
    GIE = "gie", _("groupement d'intérêt économique")
    INFORMELLE = "informelle", _("convention entre structures")
