"""What a line of the bank was found to be: kept with its reason, undone without being erased."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from etrier.aides.models import VersementRecu
from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.models.ordres import LigneOrdre, OrdreSepa
from etrier.facturation.models import FactureFournisseur, Reglement


class RapprochementBancaireQuerySet(models.QuerySet["RapprochementBancaire"]):
    """Questions on matches."""

    def qui_tiennent(self) -> "RapprochementBancaireQuerySet":
        """Those not undone."""
        return self.filter(annule_le=None)


class RapprochementBancaire(models.Model):
    """A line of the bank and the one thing it pays; a line that pays several has several rows."""

    mouvement = models.ForeignKey(
        MouvementBancaire,
        models.PROTECT,
        related_name="rapprochements",
        verbose_name=_("mouvement bancaire"),
    )
    reglement = models.ForeignKey(
        Reglement, models.PROTECT, null=True, related_name="+", verbose_name=_("règlement")
    )
    versement = models.ForeignKey(
        VersementRecu, models.PROTECT, null=True, related_name="+", verbose_name=_("versement reçu")
    )
    facture_fournisseur = models.ForeignKey(
        FactureFournisseur,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("facture fournisseur"),
    )
    ordre = models.ForeignKey(
        OrdreSepa,
        models.PROTECT,
        null=True,
        related_name="rapprochements",
        verbose_name=_("ordre SEPA"),
    )
    # A payment of an order that the bank sent back.
    rejet = models.ForeignKey(
        LigneOrdre, models.PROTECT, null=True, related_name="+", verbose_name=_("ligne rejetée")
    )
    # True: accepting made the payment; undoing it then makes its opposite.
    a_cree = models.BooleanField(_("a créé le règlement"), default=False)
    raison = models.CharField(_("raison"), max_length=200)
    le = models.DateTimeField(_("le"))
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )
    annule_le = models.DateTimeField(_("annulé le"), null=True)
    annule_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("annulé par"),
    )

    objects = RapprochementBancaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("rapprochement bancaire")
        verbose_name_plural = _("rapprochements bancaires")
        ordering: ClassVar = ["-le", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[cible], condition=Q(annule_le=None), name=f"rapproche_{cible}"
            )
            for cible in ("reglement", "versement", "facture_fournisseur", "rejet")
        ]

    def __str__(self) -> str:
        return f"{self.mouvement_id} {self.raison}"
