"""The relevé d'heures: what a client confirms, and everything that was said about it."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from etrier.heures.enums import DecisionReleve, EtatReleve, GenreHeures, MoyenEnvoi
from etrier.missions.models import Client, Mission
from etrier.structures.models import Structure


class ReleveHeuresQuerySet(models.QuerySet["ReleveHeures"]):
    """Questions on relevés."""

    def vivants(self) -> Self:
        """Those that still count: a cancelled one is kept, and covers nothing."""
        return self.exclude(etat=EtatReleve.ANNULE)

    def touchant(self, debut: date, fin: date) -> Self:
        """Those with at least one day in the period."""
        return self.filter(debut__lte=fin, fin__gte=debut)

    def avec_suivi(self) -> Self:
        """With what a follow-up shows: the total, the sendings, the answer."""
        return (
            self.select_related("client", "structure", "reponse__envoi", "reponse__reportee_par")
            .prefetch_related("envois")
            .annotate(total_minutes=Sum("lignes__minutes"))
        )


class ReleveHeures(models.Model):
    """The hours of a client's missions over a period, as they were when the sheet was drawn."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, related_name="releves", verbose_name=_("client")
    )
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    etat = models.CharField(
        _("état"), max_length=10, choices=EtatReleve, default=EtatReleve.PREPARE
    )
    cree_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("créé par"),
    )
    cree_le = models.DateTimeField(_("créé le"))
    # SHA-256 of the lines shown: what the client answers about.
    empreinte = models.CharField(_("empreinte des heures"), max_length=64)

    objects = ReleveHeuresQuerySet.as_manager()

    class Meta:
        verbose_name = _("relevé d'heures")
        verbose_name_plural = _("relevés d'heures")
        ordering: ClassVar = ["-debut", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="releve_periode", condition=Q(fin__gte=F("debut")))
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.debut} → {self.fin}"

    @property
    def reference(self) -> str:
        """What the sheet is called, on paper and on the phone: `RH-2026-10-0042`."""
        return f"RH-{self.debut:%Y-%m}-{self.pk:04d}"

    @property
    def empreinte_courte(self) -> str:
        """The first figures of the digest, in fours, to compare a paper with the screen."""
        return " ".join(self.empreinte[rang : rang + 4] for rang in range(0, 16, 4))

    @property
    def attend_reponse(self) -> bool:
        """True until the client has answered, or the sheet is cancelled."""
        return self.etat in (EtatReleve.PREPARE, EtatReleve.ENVOYE)


class LigneReleve(models.Model):
    """A day of a person on a relevé: a copy, so that what was confirmed is never lost."""

    releve = models.ForeignKey(
        ReleveHeures, models.CASCADE, related_name="lignes", verbose_name=_("relevé d'heures")
    )
    mission = models.ForeignKey(
        Mission, models.PROTECT, related_name="+", verbose_name=_("mission")
    )
    jour = models.DateField(_("jour"))
    nature = models.PositiveSmallIntegerField(_("nature"), choices=GenreHeures)
    minutes = models.PositiveSmallIntegerField(_("durée (minutes)"))
    # What the client says it was, when it was disputed.
    minutes_client = models.PositiveSmallIntegerField(_("selon le client (minutes)"), null=True)

    class Meta:
        verbose_name = _("ligne de relevé")
        verbose_name_plural = _("lignes de relevé")
        ordering: ClassVar = ["mission_id", "jour", "nature"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["releve", "mission", "jour", "nature"], name="ligne_releve_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.jour} {self.minutes} min"


class EnvoiReleve(models.Model):
    """One time the relevé was sent or recalled: how, to whom, until when its link opens."""

    releve = models.ForeignKey(
        ReleveHeures, models.CASCADE, related_name="envois", verbose_name=_("relevé d'heures")
    )
    # 0 for the first sending, then 1, 2… for the reminders.
    rang = models.PositiveSmallIntegerField(_("rang"), default=0)
    moyen = models.CharField(_("moyen"), max_length=10, choices=MoyenEnvoi)
    destinataire = models.CharField(_("destinataire"), max_length=254, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )
    le = models.DateTimeField(_("le"))
    expire_le = models.DateTimeField(_("expire le"), null=True)

    class Meta:
        verbose_name = _("envoi de relevé")
        verbose_name_plural = _("envois de relevé")
        ordering: ClassVar = ["releve_id", "rang"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["releve", "rang"], name="envoi_releve_unique")
        ]

    def __str__(self) -> str:
        return f"{self.moyen} {self.le:%d/%m/%Y}"


class ReponseReleve(models.Model):
    """What the client said, once: who, when, by which link, or from which signed paper."""

    releve = models.OneToOneField(
        ReleveHeures, models.PROTECT, related_name="reponse", verbose_name=_("relevé d'heures")
    )
    decision = models.CharField(_("décision"), max_length=10, choices=DecisionReleve)
    nom = models.CharField(_("nom du signataire"), max_length=120)
    qualite = models.CharField(_("qualité"), max_length=80, blank=True)
    commentaire = models.CharField(_("commentaire"), max_length=500, blank=True)
    le = models.DateTimeField(_("le"))
    # The day written on the paper, when it is one.
    signee_le = models.DateField(_("signée le"), null=True)
    # The link used; empty when somebody of the structure reports a signed paper.
    envoi = models.ForeignKey(
        EnvoiReleve,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("envoi de relevé"),
    )
    reportee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("reportée par"),
    )
    # Of the lines answered about: equal to the relevé's own.
    empreinte = models.CharField(_("empreinte des heures"), max_length=64)

    class Meta:
        verbose_name = _("réponse à un relevé")
        verbose_name_plural = _("réponses aux relevés")
        ordering: ClassVar = ["-le"]

    def __str__(self) -> str:
        return f"{self.decision} {self.nom}"
