"""Quotes, and the answer a client gives from a signed link."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.facturation.enums import EtatDevis, UniteLigne
from etrier.missions.enums import RegimeTva
from etrier.missions.models import Chantier, Client, Prestation
from etrier.structures.models import Structure


class Devis(models.Model):
    """A quote. Once sent it does not change; accepted, its fixed prices become articles and its
    hourly prices dated rates."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="devis", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, related_name="devis", verbose_name=_("client")
    )
    chantier = models.ForeignKey(
        Chantier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chantier"),
    )
    numero = models.CharField(_("numéro"), max_length=35)
    objet = models.CharField(_("objet"), max_length=200)
    etat = models.CharField(_("état"), max_length=9, choices=EtatDevis, default=EtatDevis.BROUILLON)
    etabli_le = models.DateField(_("établi le"))
    valable_jusqu_au = models.DateField(_("valable jusqu'au"))
    acompte_pour_cent = models.PositiveSmallIntegerField(_("acompte demandé (%)"), default=0)
    envoye_le = models.DateTimeField(_("envoyé le"), null=True)
    courriel = models.EmailField(_("courriel"), blank=True)
    repondu_le = models.DateTimeField(_("répondu le"), null=True)
    repondu_par = models.CharField(_("répondu par"), max_length=120, blank=True)
    qualite = models.CharField(_("qualité"), max_length=80, blank=True)
    commentaire = models.CharField(_("commentaire"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("devis")
        verbose_name_plural = _("devis")
        ordering: ClassVar = ["-etabli_le", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "numero"], name="devis_unique")
        ]

    def __str__(self) -> str:
        return f"{self.numero} {self.objet}"


class LigneDevis(models.Model):
    """A line of a quote: so many hours at a price, units, or a fixed price."""

    devis = models.ForeignKey(Devis, models.CASCADE, related_name="lignes", verbose_name=_("devis"))
    rang = models.PositiveSmallIntegerField(_("rang"))
    prestation = models.ForeignKey(
        Prestation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prestation"),
    )
    libelle = models.CharField(_("libellé"), max_length=200)
    unite = models.CharField(_("unité"), max_length=7, choices=UniteLigne)
    # Hours in minutes, the rest in thousandths, as on an invoice.
    minutes = models.BigIntegerField(_("durée (minutes)"), null=True)
    quantite_milliemes = models.BigIntegerField(_("quantité (millièmes)"), null=True)
    prix_centimes = models.BigIntegerField(_("prix de l'unité HT (centimes)"))
    regime_tva = models.CharField(_("régime de TVA"), max_length=13, choices=RegimeTva)

    class Meta:
        verbose_name = _("ligne de devis")
        verbose_name_plural = _("lignes de devis")
        ordering: ClassVar = ["devis_id", "rang"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["devis", "rang"], name="ligne_devis_unique")
        ]

    def __str__(self) -> str:
        return self.libelle
