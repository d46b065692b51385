"""How a structure invoices, and how each client wants it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.banque.models import CompteBancaire
from etrier.facturation.enums import MoyenReglement, PersonnesNommees, Regroupement
from etrier.missions.models import Client
from etrier.structures.models import Structure


class ReglageFacturation(models.Model):
    """What every invoice of a structure bears; copied on each one the day it is issued."""

    structure = models.OneToOneField(
        Structure, models.PROTECT, related_name="reglage_facturation", verbose_name=_("structure")
    )
    prefixe = models.CharField(_("préfixe des numéros"), max_length=10, default="F")
    # Hours of earlier months were invoiced elsewhere. Empty: all those of closed months.
    premier_mois = models.DateField(_("premier mois facturé ici"), null=True, blank=True)
    delai_jours = models.PositiveSmallIntegerField(_("délai de paiement (jours)"), default=30)
    numero_tva = models.CharField(_("numéro de TVA intracommunautaire"), max_length=14, blank=True)
    # Said when a line is exempt: the article differs from one activity to another.
    mention_exoneration = models.CharField(_("mention d'exonération"), max_length=200, blank=True)
    forme_juridique = models.CharField(_("forme juridique et capital"), max_length=120, blank=True)
    immatriculation = models.CharField(_("immatriculation (RCS, RNA)"), max_length=60, blank=True)
    courriel = models.EmailField(_("courriel"), blank=True)
    telephone = models.CharField(_("téléphone"), max_length=20, blank=True)
    penalites = models.CharField(_("pénalités de retard"), max_length=200, blank=True)
    escompte = models.CharField(_("escompte"), max_length=200, blank=True)
    compte = models.ForeignKey(
        CompteBancaire,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("compte bancaire"),
    )
    # Identifiant créancier SEPA, given by the bank.
    ics = models.CharField(_("identifiant créancier SEPA"), max_length=35, blank=True)
    # Services à la personne (CT D7233-1): declaration, and agrément where the activity needs one.
    sap_declaration = models.CharField(_("numéro de déclaration SAP"), max_length=20, blank=True)
    sap_declaree_le = models.DateField(_("déclarée le"), null=True, blank=True)
    sap_agrement = models.CharField(_("numéro d'agrément SAP"), max_length=20, blank=True)
    sap_agree_le = models.DateField(_("agréée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("réglage de facturation")
        verbose_name_plural = _("réglages de facturation")

    def __str__(self) -> str:
        return self.prefixe


class ReglageClient(models.Model):
    """How one client is invoiced; without a row, as by default."""

    client = models.OneToOneField(
        Client, models.PROTECT, related_name="reglage_facturation", verbose_name=_("client")
    )
    regroupement = models.CharField(
        _("regroupement"), max_length=10, choices=Regroupement, default=Regroupement.DETAIL
    )
    avec_annexe = models.BooleanField(_("annexe des heures"), default=True)
    personnes = models.CharField(
        _("personnes"), max_length=9, choices=PersonnesNommees, default=PersonnesNommees.MATRICULE
    )
    delai_jours = models.PositiveSmallIntegerField(
        _("délai de paiement (jours)"), null=True, blank=True
    )
    courriel = models.EmailField(_("courriel de facturation"), blank=True)
    moyen = models.CharField(
        _("moyen de paiement"),
        max_length=11,
        choices=MoyenReglement,
        default=MoyenReglement.VIREMENT,
    )
    # Public clients (Chorus Pro).
    code_service = models.CharField(_("code service"), max_length=100, blank=True)
    numero_engagement = models.CharField(_("numéro d'engagement"), max_length=50, blank=True)
    reference_marche = models.CharField(_("référence du marché"), max_length=50, blank=True)
    # Where a plateforme agréée delivers (scheme 0225); the SIREN when empty.
    adresse_electronique = models.CharField(_("adresse électronique"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("réglage de facturation d'un client")
        verbose_name_plural = _("réglages de facturation des clients")

    def __str__(self) -> str:
        return f"{self.client_id} {self.regroupement}"
