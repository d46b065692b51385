"""The person's own page: the link that opens it, on her phone, without a password."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import GenreDemande
from etrier.parcours.models.personne import Salarie
from etrier.socle.secrets import ChampScelle
from etrier.structures.models import Utilisateur


class AccesPersonne(models.Model):
    """A link handed to a person. Only its digest is kept; a phone opens it with her birth day."""

    salarie = models.ForeignKey(
        Salarie, models.CASCADE, related_name="acces_personne", verbose_name=_("salarié")
    )
    jeton_empreinte = models.CharField(_("empreinte du lien"), max_length=64, unique=True)
    remis_le = models.DateTimeField(_("remis le"), auto_now_add=True)
    remis_par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("remis par")
    )
    expire_le = models.DateField(_("expire le"))
    retire_le = models.DateTimeField(_("retiré le"), null=True, blank=True)
    essais = models.PositiveSmallIntegerField(_("essais manqués"), default=0)
    # Who to call, as written when the link was handed: shown on the person's page.
    telephone = models.CharField(_("téléphone à appeler"), max_length=20, blank=True)
    derniere_visite_le = models.DateTimeField(_("dernière visite"), null=True, blank=True)

    class Meta:
        verbose_name = _("accès d'une personne")
        verbose_name_plural = _("accès des personnes")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.salarie} {self.remis_le:%d/%m/%Y}"


class DemandePersonne(models.Model):
    """What a person asks from her page: a copy of her data, a mistake to correct. Sealed."""

    salarie = models.ForeignKey(
        Salarie, models.CASCADE, related_name="demandes", verbose_name=_("salarié")
    )
    genre = models.CharField(_("genre"), max_length=10, choices=GenreDemande)
    texte = ChampScelle(_("texte"), null=True)
    le = models.DateTimeField(_("le"), auto_now_add=True)
    repondue_le = models.DateField(_("répondue le"), null=True, blank=True)
    repondue_par = models.ForeignKey(
        Utilisateur,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("répondue par"),
    )

    class Meta:
        verbose_name = _("demande d'une personne")
        verbose_name_plural = _("demandes des personnes")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} {self.le:%d/%m/%Y}"
