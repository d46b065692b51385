"""Invoices, credit notes and deposits: never edited once issued."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from etrier.facturation.enums import EtatFacture, GenreFacture, UniteLigne
from etrier.facturation.models.devis import Devis
from etrier.facturation.models.gardes import GardeQuerySet, ModeleGarde, refuser
from etrier.facturation.models.lignes_a_facturer import LigneAFacturer
from etrier.missions.enums import RegimeTva
from etrier.missions.models import Chantier, Client, Prestation
from etrier.structures.models import Structure


class CompteurFactures(models.Model):
    """The last number given in a series of a structure: locked while the next one is taken."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    # A prefix and a year: "F2026".
    serie = models.CharField(_("série"), max_length=20)
    dernier = models.PositiveIntegerField(_("dernier numéro"), default=0)

    class Meta:
        verbose_name = _("compteur de factures")
        verbose_name_plural = _("compteurs de factures")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "serie"], name="compteur_unique")
        ]

    def __str__(self) -> str:
        return f"{self.serie} {self.dernier}"


class FactureQuerySet(GardeQuerySet["Facture"]):
    """Questions on invoices, and the guard of what is issued."""

    def emises(self) -> Self:
        """Issued: the only ones that count."""
        return self.filter(etat=EtatFacture.EMISE)

    def brouillons(self) -> Self:
        """Not issued yet: they may still be thrown away."""
        return self.filter(etat=EtatFacture.BROUILLON)

    def avec_solde(self) -> Self:
        """Add `regle_centimes` (payments and credit notes set against it) and `solde_centimes`.

        A credit note has a negative balance until it is set against something.
        """
        return self.annotate(
            regle_centimes=Coalesce(Sum("imputations__montant_centimes"), 0)
        ).annotate(solde_centimes=F("ttc_centimes") - F("regle_centimes"))

    def dues(self) -> Self:
        """Issued, with something left to pay: the oldest due first."""
        avec = self.filter(etat=EtatFacture.EMISE).avec_solde()
        return avec.filter(solde_centimes__gt=0).order_by("echeance", "emise_le", "id")

    def non_soldees(self) -> Self:
        """Issued, with something left to pay, or to use on a credit note."""
        return self.filter(etat=EtatFacture.EMISE).avec_solde().exclude(solde_centimes=0)

    def avoirs_a_utiliser(self) -> Self:
        """Credit notes not set against anything yet, the oldest first."""
        avec = self.filter(etat=EtatFacture.EMISE, genre=GenreFacture.AVOIR)
        return avec.avec_solde().filter(solde_centimes__lt=0).order_by("emise_le", "id")


class Facture(ModeleGarde):
    """One invoice of a structure to a client. A credit note bears negative amounts here."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="factures", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, related_name="factures", verbose_name=_("client")
    )
    genre = models.CharField(
        _("genre"), max_length=8, choices=GenreFacture, default=GenreFacture.FACTURE
    )
    etat = models.CharField(
        _("état"), max_length=9, choices=EtatFacture, default=EtatFacture.BROUILLON
    )
    # The month invoiced; empty for what does not come from hours.
    mois = models.DateField(_("mois"), null=True)
    numero = models.CharField(_("numéro"), max_length=35, blank=True)
    emise_le = models.DateField(_("émise le"), null=True)
    echeance = models.DateField(_("échéance"), null=True)
    ht_centimes = models.BigIntegerField(_("montant HT (centimes)"), default=0)
    tva_centimes = models.BigIntegerField(_("montant de TVA (centimes)"), default=0)
    ttc_centimes = models.BigIntegerField(_("montant TTC (centimes)"), default=0)
    # A credit note says which invoice it corrects, and why.
    origine = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="avoirs",
        verbose_name=_("facture d'origine"),
    )
    motif = models.CharField(_("motif"), max_length=200, blank=True)
    devis = models.ForeignKey(
        Devis, models.PROTECT, null=True, related_name="factures", verbose_name=_("devis")
    )
    # What was printed: parties, mentions, lines and totals as they were that day
    # (`facturation.contenu`). Empty on a draft.
    contenu = models.JSONField(_("contenu"), default=dict)
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("préparée le"), auto_now_add=True)
    emise_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("émise par"),
    )

    # Added by `avec_solde`.
    regle_centimes: int
    solde_centimes: int

    objects = FactureQuerySet.as_manager()

    class Meta:
        verbose_name = _("facture")
        verbose_name_plural = _("factures")
        ordering: ClassVar = ["-emise_le", "-id"]
        indexes: ClassVar = [models.Index(fields=["structure", "mois"], name="facture_mois")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "numero"], condition=~Q(numero=""), name="facture_unique"
            ),
            models.CheckConstraint(
                name="facture_emission",
                condition=Q(etat=EtatFacture.BROUILLON, numero="", emise_le=None)
                | (Q(etat=EtatFacture.EMISE, emise_le__isnull=False) & ~Q(numero="")),
            ),
            models.CheckConstraint(
                name="facture_totaux",
                condition=Q(ttc_centimes=F("ht_centimes") + F("tva_centimes")),
            ),
        ]

    def __str__(self) -> str:
        return self.numero or str(self.get_etat_display())

    def garder(self) -> None:
        """Refuse to touch it once issued."""
        if self.pk and Facture.objects.emises().filter(pk=self.pk).exists():
            refuser()

    @property
    def est_emise(self) -> bool:
        """True once it has a number."""
        return self.etat == EtatFacture.EMISE


class LigneFactureQuerySet(GardeQuerySet["LigneFacture"]):
    """The guard of the lines of what is issued."""

    chemin_etat = "facture__etat"

    def update(self, **valeurs: Any) -> int:
        """Refuse to touch what is issued; no line goes from one invoice to another."""
        if valeurs.keys() & {"facture", "facture_id"}:
            refuser()
        return super().update(**valeurs)

    def bulk_create(  # type: ignore[override]  # options go through as they are
        self, objs: Iterable["LigneFacture"], **options: Any
    ) -> list["LigneFacture"]:
        """Refuse to add lines to what is issued."""
        lignes = list(objs)
        if Facture.objects.emises().filter(pk__in={x.facture_id for x in lignes}).exists():
            refuser()
        return super().bulk_create(lignes, **options)


class LigneFacture(ModeleGarde):
    """A line of an invoice. Hours are minutes at a price of the hour; the rest, thousandths at a
    price of the unit. On a credit note quantities are negative, prices never."""

    facture = models.ForeignKey(
        Facture, models.CASCADE, related_name="lignes", verbose_name=_("facture")
    )
    rang = models.PositiveSmallIntegerField(_("rang"))
    libelle = models.CharField(_("libellé"), max_length=200)
    unite = models.CharField(_("unité"), max_length=7, choices=UniteLigne)
    minutes = models.BigIntegerField(_("durée (minutes)"), null=True)
    quantite_milliemes = models.BigIntegerField(_("quantité (millièmes)"), null=True)
    prix_centimes = models.BigIntegerField(_("prix de l'unité HT (centimes)"))
    regime_tva = models.CharField(_("régime de TVA"), max_length=13, choices=RegimeTva)
    taux_tva_pour_dix_mille = models.PositiveIntegerField(_("taux de TVA (dix-millièmes)"))
    ht_centimes = models.BigIntegerField(_("montant HT (centimes)"))
    chantier = models.ForeignKey(
        Chantier, models.PROTECT, null=True, related_name="+", verbose_name=_("chantier")
    )
    prestation = models.ForeignKey(
        Prestation, models.PROTECT, null=True, related_name="+", verbose_name=_("prestation")
    )
    # On a credit note: the line it corrects.
    corrige = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrections", verbose_name=_("corrige")
    )

    objects = LigneFactureQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne de facture")
        verbose_name_plural = _("lignes de facture")
        ordering: ClassVar = ["facture_id", "rang"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["facture", "rang"], name="ligne_facture_unique"),
            models.CheckConstraint(
                name="ligne_facture_quantite",
                condition=Q(unite=UniteLigne.HEURE, minutes__isnull=False, quantite_milliemes=None)
                | (~Q(unite=UniteLigne.HEURE) & Q(minutes=None, quantite_milliemes__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rang} {self.libelle}"

    def garder(self) -> None:
        """Refuse to put a line into an issued invoice, or to take one out."""
        touchees = Q(pk=self.facture_id) | (Q(lignes=self.pk) if self.pk else Q())
        if Facture.objects.emises().filter(touchees).exists():
            refuser()


class ArticleAFacturer(models.Model):
    """What is invoiced besides hours: a fixed price, units delivered."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, related_name="articles_a_facturer", verbose_name=_("client")
    )
    chantier = models.ForeignKey(
        Chantier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chantier"),
    )
    prestation = models.ForeignKey(
        Prestation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prestation"),
    )
    devis = models.ForeignKey(
        Devis, models.PROTECT, null=True, related_name="articles", verbose_name=_("devis")
    )
    le = models.DateField(_("le"))
    libelle = models.CharField(_("libellé"), max_length=200)
    unite = models.CharField(_("unité"), max_length=7, choices=UniteLigne)
    quantite_milliemes = models.BigIntegerField(_("quantité (millièmes)"), default=1000)
    prix_centimes = models.BigIntegerField(_("prix de l'unité HT (centimes)"))
    regime_tva = models.CharField(_("régime de TVA"), max_length=13, choices=RegimeTva)

    class Meta:
        verbose_name = _("article à facturer")
        verbose_name_plural = _("articles à facturer")
        ordering: ClassVar = ["le", "id"]

    def __str__(self) -> str:
        return self.libelle


class PriseQuerySet(GardeQuerySet["PriseEnFacture"]):
    """What an issued invoice took stays taken, unless a credit note gives it back."""

    chemin_etat = "ligne__facture__etat"

    def update(self, **valeurs: Any) -> int:
        """Refuse to touch what is issued, except to give it back."""
        if valeurs.keys() == {"rendue_par"}:
            return models.QuerySet.update(self, **valeurs)
        return super().update(**valeurs)


class PriseEnFacture(ModeleGarde):
    """What an invoice line took: hours of a closed month, or an article. Taken once, until a
    credit note gives it back."""

    ligne = models.ForeignKey(
        LigneFacture, models.CASCADE, related_name="prises", verbose_name=_("ligne de facture")
    )
    ligne_a_facturer = models.ForeignKey(
        LigneAFacturer,
        models.PROTECT,
        null=True,
        related_name="prises",
        verbose_name=_("ligne à facturer"),
    )
    article = models.ForeignKey(
        ArticleAFacturer,
        models.PROTECT,
        null=True,
        related_name="prises",
        verbose_name=_("article à facturer"),
    )
    # The credit note that gave it back, to be invoiced again.
    rendue_par = models.ForeignKey(
        Facture, models.PROTECT, null=True, related_name="+", verbose_name=_("rendue par")
    )

    objects = PriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("prise en facture")
        verbose_name_plural = _("prises en facture")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="prise_un_objet",
                condition=Q(ligne_a_facturer=None, article__isnull=False)
                | Q(ligne_a_facturer__isnull=False, article=None),
            ),
            models.UniqueConstraint(
                fields=["ligne_a_facturer"],
                condition=Q(rendue_par=None),
                name="prise_heures_unique",
            ),
            models.UniqueConstraint(
                fields=["article"], condition=Q(rendue_par=None), name="prise_article_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ligne_id} {self.ligne_a_facturer_id or self.article_id}"

    def garder(self) -> None:
        """Refuse to free or to move what an issued invoice took."""
        touchees = Q(pk=self.ligne_id) | Q(prises=self.pk)
        if self.pk and LigneFacture.objects.figees().filter(touchees).exists():
            refuser()


class FichierFacture(models.Model):
    """The PDF of an issued invoice with its XML inside, as it was first printed."""

    facture = models.OneToOneField(
        Facture, models.PROTECT, related_name="fichier", verbose_name=_("facture")
    )
    pdf = models.BinaryField(_("PDF"))
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    created_at = models.DateTimeField(_("imprimée le"), auto_now_add=True)

    class Meta:
        verbose_name = _("fichier de facture")
        verbose_name_plural = _("fichiers de facture")

    def __str__(self) -> str:
        return self.empreinte
