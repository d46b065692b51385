"""To the pay bureau and back: codes, files sent, files returned, differences."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.paie.enums import EtatEcartPaie, FormatPaie
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure


class ReglagePaie(models.Model):
    """How a structure exchanges with its pay bureau."""

    structure = models.OneToOneField(
        Structure, models.PROTECT, related_name="reglage_paie", verbose_name=_("structure")
    )
    format = models.CharField(
        _("format"), max_length=6, choices=FormatPaie, default=FormatPaie.NEUTRE
    )
    numero_dossier = models.CharField(_("numéro de dossier"), max_length=30, blank=True)
    # Names of the columns of the file that comes back, remembered: {"matricule": "Salarié", …}.
    colonnes_retour = models.JSONField(_("colonnes du retour"), default=dict)
    # Codes of the bureau that nothing here is compared with: the lines of each contribution.
    codes_ignores = models.JSONField(_("codes non comparés"), default=list)

    class Meta:
        verbose_name = _("réglage de paie")
        verbose_name_plural = _("réglages de paie")

    def __str__(self) -> str:
        return self.format


class CodePaie(models.Model):
    """The pay bureau's own code for a rubrique: each bureau's file has its own."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="codes_paie", verbose_name=_("structure")
    )
    rubrique = models.CharField(_("rubrique"), max_length=24)
    code = models.CharField(_("code"), max_length=30, blank=True)
    # False: the bureau works it out itself; its code only serves to read what comes back.
    envoyee = models.BooleanField(_("envoyée"), default=True)

    class Meta:
        verbose_name = _("code de paie")
        verbose_name_plural = _("codes de paie")
        ordering: ClassVar = ["structure_id", "rubrique"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "rubrique"], name="code_paie_unique")
        ]

    def __str__(self) -> str:
        return f"{self.rubrique} {self.code}"


class EnvoiPaie(models.Model):
    """A file of variables handed to the pay bureau: kept as it left."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    mois = models.DateField(_("mois"))
    rang = models.PositiveSmallIntegerField(_("rang"))
    format = models.CharField(_("format"), max_length=6, choices=FormatPaie)
    nom = models.CharField(_("nom du fichier"), max_length=120)
    fichier = models.BinaryField(_("fichier"))
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    # What was said, line by line, to be compared with what comes back.
    lignes = models.JSONField(_("lignes"))
    le = models.DateTimeField(_("le"), auto_now_add=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("envoi de paie")
        verbose_name_plural = _("envois de paie")
        ordering: ClassVar = ["-mois", "-rang"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "mois", "rang"], name="envoi_paie_unique")
        ]

    def __str__(self) -> str:
        return self.nom


class RetourPaie(models.Model):
    """What the pay bureau gave back for a month: payslips as lines."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    mois = models.DateField(_("mois"))
    envoi = models.ForeignKey(
        EnvoiPaie, models.PROTECT, null=True, related_name="retours", verbose_name=_("envoi")
    )
    nom = models.CharField(_("nom du fichier"), max_length=200)
    # Of the lines as they were read: the same file under better codes is another return.
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    le = models.DateTimeField(_("le"), auto_now_add=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("retour de paie")
        verbose_name_plural = _("retours de paie")
        ordering: ClassVar = ["-mois", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "mois", "empreinte"], name="retour_paie_unique"
            )
        ]

    def __str__(self) -> str:
        return self.nom


class LigneRetourPaieQuerySet(models.QuerySet["LigneRetourPaie"]):
    """Lines of payslips."""

    def nets(self) -> "LigneRetourPaieQuerySet":
        """What is left to pay to each, as the bureau says it."""
        return self.filter(rubrique="NET_A_PAYER")

    def nets_dus(self) -> "LigneRetourPaieQuerySet":
        """Nets that somebody here is to be paid: not those of a number nobody bears."""
        return self.nets().filter(contrat__isnull=False, montant_centimes__gt=0)

    def nets_de_personne(self) -> "LigneRetourPaieQuerySet":
        """Nets under a number nobody here bears."""
        return self.nets().filter(contrat=None, montant_centimes__gt=0)


class LigneRetourPaie(models.Model):
    """A line of a payslip. The net to pay, the gross and the employer's cost are rubriques too
    (NET_A_PAYER, BRUT, COTISATIONS_PATRONALES, COTISATIONS_SALARIALES)."""

    retour = models.ForeignKey(
        RetourPaie, models.CASCADE, related_name="lignes", verbose_name=_("retour de paie")
    )
    matricule = models.CharField(_("matricule"), max_length=20)
    # Null: nobody here bears this number.
    contrat = models.ForeignKey(
        Contrat, models.PROTECT, null=True, related_name="+", verbose_name=_("contrat de travail")
    )
    rubrique = models.CharField(_("rubrique"), max_length=24)
    code = models.CharField(_("code"), max_length=30, blank=True)
    # The month the bureau wrote beside the line, when it did.
    mois = models.DateField(_("mois"), null=True)
    minutes = models.IntegerField(_("durée (minutes)"), null=True)
    taux_horaire_centimes = models.IntegerField(_("taux horaire (centimes)"), null=True)
    montant_centimes = models.BigIntegerField(_("montant (centimes)"), null=True)

    objects = LigneRetourPaieQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne de retour de paie")
        verbose_name_plural = _("lignes de retour de paie")
        ordering: ClassVar = ["retour_id", "id"]

    def __str__(self) -> str:
        return f"{self.matricule} {self.rubrique}"


class EcartPaie(models.Model):
    """A difference between what was sent and what came back, and its reason."""

    retour = models.ForeignKey(
        RetourPaie, models.CASCADE, related_name="ecarts", verbose_name=_("retour de paie")
    )
    matricule = models.CharField(_("matricule"), max_length=20)
    contrat = models.ForeignKey(
        Contrat, models.PROTECT, null=True, related_name="+", verbose_name=_("contrat de travail")
    )
    rubrique = models.CharField(_("rubrique"), max_length=24, blank=True)
    # A key of `droit.regles.rapprochement_paie.MOTIFS`.
    genre = models.CharField(_("genre"), max_length=24)
    # The number the lines came under, or were exchanged with.
    autre_matricule = models.CharField(_("autre matricule"), max_length=20, blank=True)
    minutes_attendues = models.IntegerField(_("durée attendue (minutes)"), null=True)
    minutes_lues = models.IntegerField(_("durée lue (minutes)"), null=True)
    attendu_centimes = models.BigIntegerField(_("attendu (centimes)"), null=True)
    lu_centimes = models.BigIntegerField(_("lu (centimes)"), null=True)
    etat = models.CharField(
        _("état"), max_length=8, choices=EtatEcartPaie, default=EtatEcartPaie.OUVERT
    )
    explication = models.CharField(_("explication"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("écart de paie")
        verbose_name_plural = _("écarts de paie")
        ordering: ClassVar = ["retour_id", "matricule", "rubrique", "id"]

    def __str__(self) -> str:
        return f"{self.matricule} {self.genre}"
