"""Whose account is where, what the bank statement says, and who may be debited."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from etrier.banque.enums import EtatCompte, EtatMandat, EtatMouvement
from etrier.missions.models import Client
from etrier.parcours.models import Salarie
from etrier.structures.models import Structure


class CompteBancaire(models.Model):
    """An account of the structure, of one of its employees or of one of its clients.

    A new IBAN is proposed by one person and confirmed by another; it never changes: another one
    replaces it.
    """

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="comptes_bancaires", verbose_name=_("structure")
    )
    # Both empty: an account of the structure itself.
    salarie = models.ForeignKey(
        Salarie,
        models.PROTECT,
        null=True,
        related_name="comptes_bancaires",
        verbose_name=_("salarié"),
    )
    client = models.ForeignKey(
        Client,
        models.PROTECT,
        null=True,
        related_name="comptes_bancaires",
        verbose_name=_("client"),
    )
    titulaire = models.CharField(_("titulaire"), max_length=70)
    iban = models.CharField(_("IBAN"), max_length=34)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    etat = models.CharField(_("état"), max_length=8, choices=EtatCompte, default=EtatCompte.PROPOSE)
    propose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("proposé par"),
    )
    propose_le = models.DateTimeField(_("proposé le"))
    decide_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("décidé par"),
    )
    decide_le = models.DateTimeField(_("décidé le"), null=True)
    # How the columns of its CSV statements are titled, remembered: {"le": "Date", …}.
    colonnes = models.JSONField(_("colonnes de ses relevés"), default=dict)

    class Meta:
        verbose_name = _("compte bancaire")
        verbose_name_plural = _("comptes bancaires")
        ordering: ClassVar = ["-propose_le", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="compte_un_titulaire", condition=Q(salarie=None) | Q(client=None)
            ),
            # Two pairs of eyes.
            models.CheckConstraint(
                name="compte_deux_personnes",
                condition=Q(decide_par=None)
                | Q(propose_par=None)
                | ~Q(decide_par=F("propose_par")),
            ),
            models.UniqueConstraint(
                fields=["salarie"],
                condition=Q(etat=EtatCompte.CONFIRME),
                name="compte_confirme_salarie",
            ),
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(etat=EtatCompte.CONFIRME),
                name="compte_confirme_client",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titulaire} …{self.iban[-4:]}"


class MandatSepa(models.Model):
    """A client's agreement to be debited: its unique reference and the day it was signed."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, related_name="mandats_sepa", verbose_name=_("client")
    )
    rum = models.CharField(_("référence unique du mandat"), max_length=35)
    signe_le = models.DateField(_("signé le"))
    etat = models.CharField(_("état"), max_length=7, choices=EtatMandat, default=EtatMandat.ACTIF)

    class Meta:
        verbose_name = _("mandat SEPA")
        verbose_name_plural = _("mandats SEPA")
        ordering: ClassVar = ["client_id", "-signe_le"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "rum"], name="mandat_unique"),
            models.UniqueConstraint(
                fields=["client"], condition=Q(etat=EtatMandat.ACTIF), name="mandat_actif"
            ),
        ]

    def __str__(self) -> str:
        return self.rum


class ReleveBancaire(models.Model):
    """A bank file taken in, whole."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    compte = models.ForeignKey(
        CompteBancaire, models.PROTECT, related_name="releves", verbose_name=_("compte bancaire")
    )
    fichier = models.CharField(_("fichier"), max_length=200)
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    solde_debut_centimes = models.BigIntegerField(_("solde au début (centimes)"), null=True)
    solde_fin_centimes = models.BigIntegerField(_("solde à la fin (centimes)"), null=True)
    importe_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("importé par"),
    )
    importe_le = models.DateTimeField(_("importé le"))

    class Meta:
        verbose_name = _("relevé bancaire")
        verbose_name_plural = _("relevés bancaires")
        ordering: ClassVar = ["-fin", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["compte", "empreinte"], name="releve_bancaire_unique")
        ]

    def __str__(self) -> str:
        return self.fichier


class MouvementBancaire(models.Model):
    """One line of the bank: positive received, negative paid."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    releve = models.ForeignKey(
        ReleveBancaire, models.PROTECT, related_name="mouvements", verbose_name=_("relevé bancaire")
    )
    compte = models.ForeignKey(
        CompteBancaire, models.PROTECT, related_name="mouvements", verbose_name=_("compte bancaire")
    )
    le = models.DateField(_("le"))
    montant_centimes = models.BigIntegerField(_("montant (centimes)"))
    libelle = models.CharField(_("libellé"), max_length=300, blank=True)
    reference = models.CharField(_("référence"), max_length=140, blank=True)
    contrepartie = models.CharField(_("contrepartie"), max_length=140, blank=True)
    contrepartie_iban = models.CharField(_("IBAN de la contrepartie"), max_length=34, blank=True)
    # What makes it the same line in two files that overlap.
    cle = models.CharField(_("clé"), max_length=64)
    etat = models.CharField(
        _("état"), max_length=12, choices=EtatMouvement, default=EtatMouvement.A_RAPPROCHER
    )
    motif = models.CharField(_("motif"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("mouvement bancaire")
        verbose_name_plural = _("mouvements bancaires")
        ordering: ClassVar = ["le", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["compte", "cle"], name="mouvement_unique")
        ]

    def __str__(self) -> str:
        return f"{self.le} {self.montant_centimes} {self.libelle}"
