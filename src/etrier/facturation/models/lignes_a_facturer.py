"""The client's reading of the ledger."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.facturation.enums import GenreLigneAFacturer
from etrier.heures.models import Cloture
from etrier.missions.enums import RegimeTva
from etrier.missions.models import Chantier, Client, Mission, Prestation


class LigneAFacturer(models.Model):
    """Hours of one client at one price in a closed month, and what was left out beside them.

    Amounts in centimes; null when no price is known, and `motif` says so.
    """

    cloture = models.ForeignKey(
        Cloture, models.PROTECT, related_name="lignes_a_facturer", verbose_name=_("clôture")
    )
    client = models.ForeignKey(Client, models.PROTECT, related_name="+", verbose_name=_("client"))
    chantier = models.ForeignKey(
        Chantier,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("chantier"),
    )
    mission = models.ForeignKey(
        Mission,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("mission"),
    )
    prestation = models.ForeignKey(
        Prestation,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("prestation"),
    )
    qualification = models.CharField(_("qualification"), max_length=60, blank=True)
    genre = models.CharField(
        _("genre"),
        max_length=11,
        choices=GenreLigneAFacturer,
        default=GenreLigneAFacturer.HEURES,
    )
    # Days a person travelled, fewer than none when a correction gives some back; null for hours.
    quantite = models.IntegerField(_("quantité"), null=True)
    montant_unitaire_centimes = models.PositiveIntegerField(
        _("prix de l'unité HT (centimes)"), null=True
    )
    minutes_retenues = models.IntegerField(_("durée facturée (minutes)"))
    minutes_ecartees = models.IntegerField(_("durée non facturée (minutes)"), default=0)
    montant_horaire_centimes = models.IntegerField(_("prix de l'heure HT (centimes)"), null=True)
    regime_tva = models.CharField(_("régime de TVA"), max_length=13, choices=RegimeTva, blank=True)
    taux_tva_pour_dix_mille = models.IntegerField(_("taux de TVA (dix-millièmes)"), null=True)
    montant_ht_centimes = models.BigIntegerField(_("montant HT (centimes)"), null=True)
    montant_tva_centimes = models.BigIntegerField(_("montant de TVA (centimes)"), null=True)
    provisoire = models.BooleanField(_("provisoire"), default=False)
    parametre = models.CharField(_("paramètre"), max_length=300, blank=True)
    motif = models.CharField(_("motif"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("ligne à facturer")
        verbose_name_plural = _("lignes à facturer")
        ordering: ClassVar = ["cloture_id", "client_id", "id"]

    def __str__(self) -> str:
        return f"{self.client_id} {self.minutes_retenues} min"
