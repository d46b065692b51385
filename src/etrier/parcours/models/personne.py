"""The person, as an employee of structures, and who accompanies her."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import Civilite, LanguePersonne, Rubrique, UsageSecret
from etrier.socle.secrets import ChampScelle
from etrier.structures.models import Structure, Utilisateur


class Personne(models.Model):
    """Somebody, once, whatever structures employ her: limits over all employers look here."""

    civilite = models.CharField(_("civilité"), max_length=3, choices=Civilite, blank=True)
    nom = models.CharField(_("nom"), max_length=80)
    prenom = models.CharField(_("prénom"), max_length=80)
    naissance = models.DateField(_("date de naissance"))
    telephone = models.CharField(_("téléphone"), max_length=20, blank=True, db_default="")
    courriel = models.EmailField(_("courriel"), blank=True, db_default="")
    langue = models.CharField(
        _("langue"),
        max_length=5,
        choices=LanguePersonne,
        default=LanguePersonne.FR,
        db_default="fr",
    )
    numero_voie = models.CharField(
        _("numéro dans la voie"), max_length=10, blank=True, db_default=""
    )
    extension_voie = models.CharField(
        _("extension (bis, ter)"), max_length=1, blank=True, db_default=""
    )
    type_voie = models.CharField(_("type de voie"), max_length=4, blank=True, db_default="")
    libelle_voie = models.CharField(_("nom de la voie"), max_length=80, blank=True, db_default="")
    complement = models.CharField(
        _("complément d'adresse"), max_length=80, blank=True, db_default=""
    )
    code_postal = models.CharField(_("code postal"), max_length=5, blank=True, db_default="")
    commune = models.CharField(_("commune"), max_length=80, blank=True, db_default="")
    code_insee = models.CharField(
        _("code INSEE de la commune"), max_length=5, blank=True, db_default=""
    )
    # The number is sealed; its keyed digest only finds the same number again.
    nir = ChampScelle(_("numéro de sécurité sociale"), null=True)
    nir_empreinte = models.CharField(
        _("empreinte du numéro de sécurité sociale"),
        max_length=64,
        blank=True,
        db_default="",
        db_index=True,
    )
    # A duplicate stays, empty, and says who it was: old links and audit lines keep a meaning.
    fusionnee_dans = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="doublons",
        verbose_name=_("fusionnée dans"),
    )
    archivee_le = models.DateField(_("archivée le"), null=True, blank=True)
    effacee_le = models.DateField(_("effacée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        ordering: ClassVar = ["nom", "prenom", "id"]

    def __str__(self) -> str:
        return f"{self.nom} {self.prenom}"


class SalarieQuerySet(models.QuerySet["Salarie"]):
    """Questions on the people of a structure."""

    def sous_contrat(self, debut: date, fin: date) -> Self:
        """Those with a contract on at least one day of the period."""
        return self.filter(
            models.Q(contrats__fin__isnull=True) | models.Q(contrats__fin__gte=debut),
            contrats__debut__lte=fin,
        ).distinct()


class Salarie(models.Model):
    """A person as an employee of one structure."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="salaries", verbose_name=_("structure")
    )
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="salaries", verbose_name=_("personne")
    )
    matricule = models.CharField(_("matricule"), max_length=20)

    objects = SalarieQuerySet.as_manager()

    class Meta:
        verbose_name = _("salarié")
        verbose_name_plural = _("salariés")
        ordering: ClassVar = ["personne__nom", "personne__prenom", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "matricule"], name="matricule_unique"),
            models.UniqueConstraint(fields=["structure", "personne"], name="salarie_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.personne} ({self.matricule})"


class Referent(models.Model):
    """Who accompanies an employee: her secrets open to this person alone, while it lasts."""

    salarie = models.ForeignKey(
        Salarie, models.CASCADE, related_name="referents", verbose_name=_("salarié")
    )
    utilisateur = models.ForeignKey(
        Utilisateur, models.PROTECT, related_name="suivis", verbose_name=_("utilisateur")
    )
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"), null=True, blank=True)

    class Meta:
        verbose_name = _("référent")
        verbose_name_plural = _("référents")
        ordering: ClassVar = ["salarie_id", "-debut", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["salarie"], condition=models.Q(fin__isnull=True), name="un_referent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.salarie} : {self.utilisateur}"


class LectureSecret(models.Model):
    """One reading of a secret: who, when, what family, why. Written once, never changed."""

    personne = models.ForeignKey(
        Personne, models.CASCADE, related_name="lectures", verbose_name=_("personne")
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", verbose_name=_("structure")
    )
    # Null: the person herself, on her own page.
    lecteur = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("lecteur")
    )
    le = models.DateTimeField(_("le"), auto_now_add=True)
    rubrique = models.CharField(_("rubrique"), max_length=14, choices=Rubrique)
    usage = models.CharField(
        _("usage"), max_length=14, choices=UsageSecret, default=UsageSecret.ACCOMPAGNEMENT
    )

    class Meta:
        verbose_name = _("lecture d'un secret")
        verbose_name_plural = _("lectures de secrets")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.rubrique} {self.le:%d/%m/%Y}"
