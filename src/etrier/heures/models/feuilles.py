"""The weekly sheet of a chantier: who came, when she arrived and left, and the signed paper."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from etrier.heures.enums import GenreHeures
from etrier.missions.models import Chantier
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure


class FeuilleSemaine(models.Model):
    """A week of a chantier, from its Monday."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    chantier = models.ForeignKey(
        Chantier, models.PROTECT, related_name="feuilles", verbose_name=_("chantier")
    )
    lundi = models.DateField(_("lundi"))

    class Meta:
        verbose_name = _("feuille de semaine")
        verbose_name_plural = _("feuilles de semaine")
        ordering: ClassVar = ["-lundi"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chantier", "lundi"], name="feuille_unique")
        ]

    def __str__(self) -> str:
        return f"{self.chantier} {self.lundi:%d/%m/%Y}"


class Pointage(models.Model):
    """A person's day on the sheet: present between two times less a break, absent, or nothing any
    more (work, without times).

    Times are minutes since midnight. The hours themselves are in the ledger, written by the act
    that writes this row; `minutes` is what it wrote there, so that a ledger changed since is seen.
    """

    feuille = models.ForeignKey(
        FeuilleSemaine,
        models.PROTECT,
        related_name="pointages",
        verbose_name=_("feuille de semaine"),
    )
    contrat = models.ForeignKey(
        Contrat, models.PROTECT, related_name="+", verbose_name=_("contrat de travail")
    )
    jour = models.DateField(_("jour"))
    nature = models.PositiveSmallIntegerField(
        _("nature"), choices=GenreHeures, default=GenreHeures.TRAVAIL
    )
    arrivee = models.PositiveSmallIntegerField(_("arrivée (minutes)"), null=True)
    depart = models.PositiveSmallIntegerField(_("départ (minutes)"), null=True)
    pause = models.PositiveSmallIntegerField(_("pause (minutes)"), default=0)
    minutes = models.PositiveSmallIntegerField(_("minutes écrites"), default=0)
    # Grows by one at each change: a phone that comes back late sees that the sheet moved on.
    version = models.PositiveIntegerField(_("version"), default=1)
    saisi_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saisi par"),
    )
    saisi_le = models.DateTimeField(_("saisi le"))

    class Meta:
        verbose_name = _("pointage")
        verbose_name_plural = _("pointages")
        ordering: ClassVar = ["jour", "contrat_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feuille", "contrat", "jour"], name="pointage_unique"),
            models.CheckConstraint(
                name="pointage_horaires",
                condition=Q(arrivee=None, depart=None)
                | Q(arrivee__lt=1440, depart__lte=1440, depart__gt=F("arrivee")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jour} {self.contrat}"


class OperationRecue(models.Model):
    """A change sent by a phone, by the key the phone gave it: received twice, done once."""

    cle = models.UUIDField(_("clé"), primary_key=True)
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("par")
    )
    recue_le = models.DateTimeField(_("reçue le"))
    # What was answered, to be answered again.
    reponse = models.JSONField(_("réponse"))

    class Meta:
        verbose_name = _("opération reçue")
        verbose_name_plural = _("opérations reçues")
        ordering: ClassVar = ["recue_le"]

    def __str__(self) -> str:
        return str(self.cle)


class PhotoFeuille(models.Model):
    """A photo of the sheet signed on paper; the picture itself is a file of the instance."""

    feuille = models.ForeignKey(
        FeuilleSemaine, models.PROTECT, related_name="photos", verbose_name=_("feuille de semaine")
    )
    # SHA-256 of the picture, which is also the name of its file.
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    type_contenu = models.CharField(_("type de contenu"), max_length=20)
    octets = models.PositiveIntegerField(_("taille (octets)"))
    ajoutee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ajoutée par"),
    )
    ajoutee_le = models.DateTimeField(_("ajoutée le"))

    class Meta:
        verbose_name = _("photo de feuille")
        verbose_name_plural = _("photos de feuille")
        ordering: ClassVar = ["ajoutee_le"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feuille", "empreinte"], name="photo_unique")
        ]

    def __str__(self) -> str:
        return f"{self.feuille} {self.ajoutee_le:%d/%m/%Y}"
