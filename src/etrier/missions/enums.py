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


class UnitePrestation(models.TextChoices):
    """How a service is counted."""

    HEURE = "heure", _("à l'heure")
    FORFAIT = "forfait", _("au forfait")
    UNITE = "unite", _("à l'unité")


class ActiviteSap(models.TextChoices):
    """Services à la personne met in an AI or a régie (CT D7231-1); three have a ceiling of their
    own (D7233-5)."""

    MENAGE = "menage", _("entretien de la maison et travaux ménagers")
    JARDINAGE = "jardinage", _("petits travaux de jardinage")
    BRICOLAGE = "bricolage", _("petit bricolage")
    INFORMATIQUE = "informatique", _("assistance informatique à domicile")
    REPAS = "repas", _("préparation de repas à domicile")
    COURSES = "courses", _("livraison de courses à domicile")
    LINGE = "linge", _("collecte et livraison de linge repassé")
    GARDE = "garde", _("garde d'enfants à domicile")
    AUTRE = "autre", _("autre service à la personne")
