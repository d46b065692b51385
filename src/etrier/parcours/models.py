"""The person, her PASS, her contracts. No secret (health, justice, NIR) is kept in these tables."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import Civilite, TypeContratTravail
from etrier.structures.models import Convention, Structure


class Personne(models.Model):
    """Somebody, once, whatever structures employ her: limits over all employers look here."""

    civilite = models.CharField(_("civilité"), max_length=3, choices=Civilite, blank=True)
    nom = models.CharField(_("nom"), max_length=80)
    prenom = models.CharField(_("prénom"), max_length=80)
    naissance = models.DateField(_("date de naissance"))

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


class PassIae(models.Model):
    """A PASS IAE with the dates received; they are kept, never recomputed (CT R5132-1-2)."""

    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="les_pass", verbose_name=_("personne")
    )
    numero = models.CharField(_("numéro"), max_length=12, unique=True)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))

    class Meta:
        verbose_name = _("PASS IAE")
        verbose_name_plural = _("PASS IAE")
        ordering: ClassVar = ["-debut"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("debut")), name="pass_periode"
            )
        ]

    def __str__(self) -> str:
        return self.numero

    def couvre(self, jour: date) -> bool:
        """Valid on its last day too."""
        return self.debut <= jour <= self.fin


class SuspensionPass(models.Model):
    """Days without parcours, bounds included: no aid (CT R5132-1-10). The motive is a secret."""

    pass_iae = models.ForeignKey(
        PassIae, models.CASCADE, related_name="suspensions", verbose_name=_("PASS IAE")
    )
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))

    class Meta:
        verbose_name = _("suspension du PASS IAE")
        verbose_name_plural = _("suspensions du PASS IAE")
        ordering: ClassVar = ["debut"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("debut")), name="suspension_periode"
            )
        ]

    def __str__(self) -> str:
        return f"{self.debut} → {self.fin}"


class ContratQuerySet(models.QuerySet["Contrat"]):
    """Questions on contracts."""

    def en_cours(self, debut: date, fin: date) -> Self:
        """Those that run on at least one day of the period."""
        return self.filter(models.Q(fin__isnull=True) | models.Q(fin__gte=debut), debut__lte=fin)


class Contrat(models.Model):
    """A work contract under one convention; its terms are its avenants (rank 0 = signed terms)."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="contrats", verbose_name=_("structure")
    )
    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="contrats", verbose_name=_("salarié")
    )
    convention = models.ForeignKey(
        Convention, models.PROTECT, related_name="contrats", verbose_name=_("convention")
    )
    genre = models.CharField(_("type de contrat"), max_length=20, choices=TypeContratTravail)
    numero = models.CharField(_("numéro"), max_length=20)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"), null=True, blank=True)

    objects = ContratQuerySet.as_manager()

    class Meta:
        verbose_name = _("contrat de travail")
        verbose_name_plural = _("contrats de travail")
        ordering: ClassVar = ["-debut", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "numero"], name="contrat_unique"),
            models.CheckConstraint(
                condition=models.Q(fin__isnull=True) | models.Q(fin__gte=models.F("debut")),
                name="contrat_periode",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.genre} {self.numero}"

    def couvre(self, jour: date) -> bool:
        """True on each day of the contract, bounds included."""
        return self.debut <= jour and (self.fin is None or jour <= self.fin)


class AvenantContrat(models.Model):
    """Terms of a contract from a day on: rank 0 is the signature, others amend it."""

    contrat = models.ForeignKey(
        Contrat, models.CASCADE, related_name="avenants", verbose_name=_("contrat de travail")
    )
    rang = models.PositiveSmallIntegerField(_("rang"), default=0)
    effet = models.DateField(_("date d'effet"))
    fin = models.DateField(_("fin du contrat"), null=True, blank=True)
    minutes_hebdo = models.PositiveSmallIntegerField(_("durée hebdomadaire (minutes)"))
    taux_horaire_centimes = models.PositiveIntegerField(_("taux horaire brut (centimes)"))
    motif = models.CharField(_("motif"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("avenant au contrat")
        verbose_name_plural = _("avenants au contrat")
        ordering: ClassVar = ["contrat_id", "rang"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contrat", "rang"], name="avenant_contrat_unique"),
            models.UniqueConstraint(fields=["contrat", "effet"], name="avenant_contrat_effet"),
        ]

    def __str__(self) -> str:
        return f"{self.contrat} avenant {self.rang}"
