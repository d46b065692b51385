"""Arrivals: partners, candidacies, appointments, steps from a structure of the group to another."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import (
    GENRES_NON_HABILITES,
    GENRES_SENSIBLES,
    EtatCandidature,
    EtatEtape,
    GenrePartenaire,
    MotifRefus,
    OrigineCandidature,
)
from etrier.parcours.models.personne import Personne, Salarie
from etrier.socle.secrets import ChampScelle
from etrier.structures.models import Structure, Utilisateur


class Partenaire(models.Model):
    """Somebody a structure works with: sends people, prescribes, helps, trains, hosts."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="partenaires", verbose_name=_("structure")
    )
    nom = models.CharField(_("nom"), max_length=160)
    genre = models.CharField(_("genre"), max_length=12, choices=GenrePartenaire)
    contact = models.CharField(_("interlocuteur"), max_length=120, blank=True)
    telephone = models.CharField(_("téléphone"), max_length=20, blank=True)
    courriel = models.EmailField(_("courriel"), blank=True)
    adresse = models.CharField(_("adresse"), max_length=200, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)

    class Meta:
        verbose_name = _("partenaire")
        verbose_name_plural = _("partenaires")
        ordering: ClassVar = ["nom", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "nom"], name="partenaire_unique")
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def est_habilite(self) -> bool:
        """May declare eligibility without an administrative criterion (CT R5132-1-7)."""
        return self.genre not in GENRES_NON_HABILITES

    @property
    def est_sensible(self) -> bool:
        """Being sent by it already tells a secret."""
        return self.genre in GENRES_SENSIBLES


class Candidature(models.Model):
    """Somebody who wants to come, or whom somebody sends."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="candidatures", verbose_name=_("structure")
    )
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="candidatures", verbose_name=_("personne")
    )
    partenaire = models.ForeignKey(
        Partenaire,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidatures",
        verbose_name=_("envoyée par"),
    )
    origine = models.CharField(_("origine"), max_length=12, choices=OrigineCandidature)
    recue_le = models.DateField(_("reçue le"))
    poste = models.CharField(_("poste"), max_length=120, blank=True)
    message = ChampScelle(_("message"), null=True)
    # Identifier on the State's platform: importing the same list twice adds nothing.
    numero_plateforme = models.CharField(_("numéro sur la plateforme"), max_length=40, blank=True)
    etat = models.CharField(
        _("état"), max_length=8, choices=EtatCandidature, default=EtatCandidature.RECUE
    )
    decidee_le = models.DateField(_("décidée le"), null=True, blank=True)
    motif_refus = models.CharField(
        _("motif du refus"), max_length=12, choices=MotifRefus, blank=True
    )
    reponse_le = models.DateField(_("réponse donnée le"), null=True, blank=True)
    salarie = models.ForeignKey(
        Salarie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidatures",
        verbose_name=_("salarié"),
    )

    class Meta:
        verbose_name = _("candidature")
        verbose_name_plural = _("candidatures")
        ordering: ClassVar = ["-recue_le", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "numero_plateforme"],
                condition=~models.Q(numero_plateforme=""),
                name="candidature_plateforme_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.personne} {self.recue_le}"


class RendezVousAccueil(models.Model):
    """An interview of a candidate: when, whether she came, what was thought of it."""

    candidature = models.ForeignKey(
        Candidature, models.CASCADE, related_name="rendez_vous", verbose_name=_("candidature")
    )
    le = models.DateTimeField(_("le"))
    lieu = models.CharField(_("lieu"), max_length=120, blank=True)
    present = models.BooleanField(_("est venue"), null=True)
    avis = ChampScelle(_("avis"), null=True)

    class Meta:
        verbose_name = _("rendez-vous d'accueil")
        verbose_name_plural = _("rendez-vous d'accueil")
        ordering: ClassVar = ["le", "id"]

    def __str__(self) -> str:
        return f"{self.candidature} {self.le:%d/%m/%Y %H:%M}"


class EtapeParcours(models.Model):
    """A step between two structures of a group: proposed, agreed by both, done."""

    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="etapes", verbose_name=_("personne")
    )
    depuis = models.ForeignKey(
        Structure, models.PROTECT, related_name="etapes_depart", verbose_name=_("depuis")
    )
    vers = models.ForeignKey(
        Structure, models.PROTECT, related_name="etapes_arrivee", verbose_name=_("vers")
    )
    etat = models.CharField(_("état"), max_length=8, choices=EtatEtape, default=EtatEtape.PROPOSEE)
    proposee_le = models.DateField(_("proposée le"))
    decidee_le = models.DateField(_("décidée le"), null=True, blank=True)
    effet = models.DateField(_("date d'effet"), null=True, blank=True)
    raison = models.CharField(_("raison"), max_length=200)
    decidee_par = models.ForeignKey(
        Utilisateur,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("décidée par"),
    )
    salarie = models.ForeignKey(
        Salarie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="etapes",
        verbose_name=_("salarié à l'arrivée"),
    )

    class Meta:
        verbose_name = _("étape du parcours")
        verbose_name_plural = _("étapes du parcours")
        ordering: ClassVar = ["proposee_le", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(depuis=models.F("vers")), name="etape_ailleurs"
            )
        ]

    def __str__(self) -> str:
        return f"{self.personne} : {self.depuis} → {self.vers}"
