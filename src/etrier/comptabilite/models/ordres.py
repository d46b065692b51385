"""SEPA orders: the file handed to the bank, kept as it left."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from etrier.banque.models import CompteBancaire, MandatSepa, ReleveBancaire
from etrier.comptabilite.enums import GenreOrdre
from etrier.facturation.models import Facture
from etrier.paie.models import LigneRetourPaie, VariableSaisie
from etrier.structures.models import Structure

# A bank shows an order on its day or the day after; this leaves time to read its statement.
# Ours, from no text.
JOURS_POUR_PARAITRE = 10


class OrdreSepaQuerySet(models.QuerySet["OrdreSepa"]):
    """Questions on orders."""

    def pas_vus(self) -> Self:
        """Orders no line of the bank answers, with a payment that still stands."""
        debout = LigneOrdre.objects.filter(ordre=OuterRef("pk"), rejetee_le=None)
        vus = self.model.objects.filter(
            rapprochements__isnull=False, rapprochements__annule_le=None
        )
        return self.filter(Exists(debout)).exclude(pk__in=vus.values("pk"))

    def perdus_de_vue(self, le: date) -> Self:
        """Of these, the ones executed too long ago; nothing of accounts whose statements are
        never read, which could not have shown them."""
        lus = ReleveBancaire.objects.filter(compte=OuterRef("compte"))
        avant = le - timedelta(days=JOURS_POUR_PARAITRE)
        return self.pas_vus().filter(Exists(lus), execution_le__lt=avant)


class OrdreSepa(models.Model):
    """A file of transfers (pain.001) or of direct debits (pain.008)."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    genre = models.CharField(_("genre"), max_length=11, choices=GenreOrdre)
    message = models.CharField(_("identifiant du message"), max_length=35)
    compte = models.ForeignKey(
        CompteBancaire, models.PROTECT, related_name="+", verbose_name=_("compte bancaire")
    )
    execution_le = models.DateField(_("exécution le"))
    libelle = models.CharField(_("libellé"), max_length=140)
    nombre = models.PositiveIntegerField(_("nombre"))
    total_centimes = models.BigIntegerField(_("total (centimes)"))
    fichier = models.BinaryField(_("fichier"))
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    le = models.DateTimeField(_("le"), auto_now_add=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    objects = OrdreSepaQuerySet.as_manager()

    class Meta:
        verbose_name = _("ordre SEPA")
        verbose_name_plural = _("ordres SEPA")
        ordering: ClassVar = ["-le", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "message"], name="ordre_sepa_unique")
        ]

    def __str__(self) -> str:
        return self.message


class LigneOrdre(models.Model):
    """One payment of an order: a net wage, an advance, or an invoice to debit. Ordered once."""

    ordre = models.ForeignKey(
        OrdreSepa, models.PROTECT, related_name="lignes", verbose_name=_("ordre SEPA")
    )
    compte = models.ForeignKey(
        CompteBancaire, models.PROTECT, related_name="+", verbose_name=_("compte bancaire")
    )
    mandat = models.ForeignKey(
        MandatSepa, models.PROTECT, null=True, related_name="+", verbose_name=_("mandat SEPA")
    )
    # What the bank refused is ordered again: several lines, one of them standing.
    salaire = models.ForeignKey(
        LigneRetourPaie,
        models.PROTECT,
        null=True,
        related_name="lignes_ordre",
        verbose_name=_("salaire net"),
    )
    acompte = models.ForeignKey(
        VariableSaisie,
        models.PROTECT,
        null=True,
        related_name="lignes_ordre",
        verbose_name=_("acompte"),
    )
    facture = models.ForeignKey(
        Facture, models.PROTECT, null=True, related_name="lignes_ordre", verbose_name=_("facture")
    )
    reference = models.CharField(_("référence"), max_length=35)
    montant_centimes = models.BigIntegerField(_("montant (centimes)"))
    rejetee_le = models.DateField(_("rejetée le"), null=True)

    class Meta:
        verbose_name = _("ligne d'ordre")
        verbose_name_plural = _("lignes d'ordre")
        ordering: ClassVar = ["ordre_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[objet], condition=Q(rejetee_le=None), name=f"ligne_ordre_{objet}"
            )
            for objet in ("salaire", "acompte", "facture")
        ]

    def __str__(self) -> str:
        return self.reference
