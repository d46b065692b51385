"""Accompaniment: diagnosis, plan, interviews, skills, training, immersions, orientations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums_accompagnement import (
    EtatFormation,
    EtatObjectif,
    GenreEntretien,
    GenreFormation,
    NiveauCompetence,
    ObjetImmersion,
    QuiAgit,
    SuiteOrientation,
)
from etrier.parcours.models.accueil import Partenaire
from etrier.parcours.models.contrat import Contrat
from etrier.parcours.models.personne import Salarie
from etrier.socle.secrets import ChampScelle
from etrier.structures.models import Structure, Utilisateur


class DiagnosticSocial(models.Model):
    """Needs by field on a day, strengths and wishes: all of it sealed (JSON)."""

    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="diagnostics_sociaux", verbose_name=_("salarié")
    )
    le = models.DateField(_("le"))
    contenu = ChampScelle(_("contenu"))
    auteur = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("auteur")
    )

    class Meta:
        verbose_name = _("diagnostic social et professionnel")
        verbose_name_plural = _("diagnostics sociaux et professionnels")
        ordering: ClassVar = ["-le", "-id"]

    def __str__(self) -> str:
        return f"{self.salarie} {self.le}"


class MetierVise(models.Model):
    """A job somebody aims at, by its ROME code."""

    salarie = models.ForeignKey(
        Salarie, models.CASCADE, related_name="metiers_vises", verbose_name=_("salarié")
    )
    code_rome = models.CharField(_("code ROME"), max_length=5)
    libelle = models.CharField(_("métier"), max_length=160)
    rang = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("métier visé")
        verbose_name_plural = _("métiers visés")
        ordering: ClassVar = ["rang", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["salarie", "code_rome", "libelle"], name="metier_vise_unique"
            )
        ]

    def __str__(self) -> str:
        return self.libelle


class Objectif(models.Model):
    """An objective of the plan; what it is about is sealed."""

    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="objectifs", verbose_name=_("salarié")
    )
    intitule = ChampScelle(_("intitulé"))
    domaine = ChampScelle(_("domaine"))
    etat = models.CharField(
        _("état"), max_length=10, choices=EtatObjectif, default=EtatObjectif.OUVERT
    )
    ouvert_le = models.DateField(_("ouvert le"))
    echeance = models.DateField(_("échéance"), null=True, blank=True)
    clos_le = models.DateField(_("clos le"), null=True, blank=True)

    class Meta:
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        ordering: ClassVar = ["ouvert_le", "id"]

    def __str__(self) -> str:
        return f"{self.salarie} {self.ouvert_le}"


class ActionPlan(models.Model):
    """A thing to do for an objective."""

    objectif = models.ForeignKey(
        Objectif, models.CASCADE, related_name="actions", verbose_name=_("objectif")
    )
    intitule = ChampScelle(_("intitulé"))
    qui = models.CharField(_("qui"), max_length=10, choices=QuiAgit)
    echeance = models.DateField(_("échéance"), null=True, blank=True)
    faite_le = models.DateField(_("faite le"), null=True, blank=True)

    class Meta:
        verbose_name = _("action du plan")
        verbose_name_plural = _("actions du plan")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.objectif} : {self.intitule}"


class ModeleEntretien(models.Model):
    """The prepared page of an interview: its headings, one a line."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="modeles_entretien", verbose_name=_("structure")
    )
    nom = models.CharField(_("nom"), max_length=80)
    genre = models.CharField(_("genre"), max_length=10, choices=GenreEntretien)
    trame = models.TextField(_("trame"))

    class Meta:
        verbose_name = _("modèle d'entretien")
        verbose_name_plural = _("modèles d'entretien")
        ordering: ClassVar = ["nom", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "nom"], name="modele_entretien_unique")
        ]

    def __str__(self) -> str:
        return self.nom


class Entretien(models.Model):
    """An interview: when and what kind in clear, what was said sealed."""

    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="entretiens", verbose_name=_("salarié")
    )
    le = models.DateTimeField(_("le"))
    duree_minutes = models.PositiveSmallIntegerField(_("durée (minutes)"), null=True, blank=True)
    genre = models.CharField(_("genre"), max_length=10, choices=GenreEntretien)
    present = models.BooleanField(_("est venue"), default=True)
    contenu = ChampScelle(_("compte rendu"), null=True)
    prochain_le = models.DateField(_("prochain entretien"), null=True, blank=True)
    auteur = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("auteur")
    )

    class Meta:
        verbose_name = _("entretien")
        verbose_name_plural = _("entretiens")
        ordering: ClassVar = ["-le", "-id"]

    def __str__(self) -> str:
        return f"{self.salarie} {self.le:%d/%m/%Y}"


class Competence(models.Model):
    """A skill of the structure's trades, as its encadrants say it."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="competences", verbose_name=_("structure")
    )
    libelle = models.CharField(_("libellé"), max_length=160)
    code_rome = models.CharField(_("code ROME"), max_length=5, blank=True)

    class Meta:
        verbose_name = _("compétence")
        verbose_name_plural = _("compétences")
        ordering: ClassVar = ["libelle", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "libelle"], name="competence_unique")
        ]

    def __str__(self) -> str:
        return self.libelle


class CompetenceObservee(models.Model):
    """What an encadrant saw somebody do at work, on a day."""

    salarie = models.ForeignKey(
        Salarie, models.CASCADE, related_name="competences", verbose_name=_("salarié")
    )
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="observations", verbose_name=_("compétence")
    )
    niveau = models.PositiveSmallIntegerField(_("niveau"), choices=NiveauCompetence)
    le = models.DateField(_("le"))
    auteur = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("auteur")
    )

    class Meta:
        verbose_name = _("compétence observée")
        verbose_name_plural = _("compétences observées")
        ordering: ClassVar = ["competence__libelle", "le", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["salarie", "competence", "le"], name="competence_observee_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.competence} : {self.get_niveau_display()}"


class Formation(models.Model):
    """A training: hours, cost, who pays."""

    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="formations", verbose_name=_("salarié")
    )
    intitule = models.CharField(_("intitulé"), max_length=160)
    genre = models.CharField(_("genre"), max_length=14, choices=GenreFormation)
    organisme = models.CharField(_("organisme"), max_length=160, blank=True)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    minutes = models.PositiveIntegerField(_("durée (minutes)"))
    cout_centimes = models.PositiveIntegerField(_("coût (centimes)"), default=0)
    financeur = models.CharField(_("financeur"), max_length=120, blank=True)
    etat = models.CharField(
        _("état"), max_length=10, choices=EtatFormation, default=EtatFormation.PREVUE
    )

    class Meta:
        verbose_name = _("formation")
        verbose_name_plural = _("formations")
        ordering: ClassVar = ["debut", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("debut")), name="formation_periode"
            )
        ]

    def __str__(self) -> str:
        return self.intitule


class Immersion(models.Model):
    """A PMSMP: a period in another workplace (CT L5135-1 to -8, D5135-3)."""

    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="immersions", verbose_name=_("salarié")
    )
    contrat = models.ForeignKey(
        Contrat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="immersions",
        verbose_name=_("contrat de travail"),
    )
    hote = models.CharField(_("structure d'accueil"), max_length=160)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    adresse = models.CharField(_("adresse"), max_length=200, blank=True)
    tuteur = models.CharField(_("tuteur"), max_length=120, blank=True)
    objet = models.CharField(_("objet"), max_length=10, choices=ObjetImmersion)
    poste = models.CharField(_("poste"), max_length=160)
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    jours = models.PositiveSmallIntegerField(_("jours de présence"))
    renouvelle = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="renouvellement",
        verbose_name=_("renouvelle"),
    )
    bilan = models.TextField(_("bilan"), blank=True)

    class Meta:
        verbose_name = _("immersion (PMSMP)")
        verbose_name_plural = _("immersions (PMSMP)")
        ordering: ClassVar = ["debut", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fin__gte=models.F("debut")), name="immersion_periode"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hote} {self.debut}"


class OrientationPartenaire(models.Model):
    """Somebody sent to a partner; why is sealed, and to whom shows to her adviser alone."""

    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="orientations", verbose_name=_("salarié")
    )
    partenaire = models.ForeignKey(
        Partenaire, models.PROTECT, related_name="orientations", verbose_name=_("partenaire")
    )
    le = models.DateField(_("le"))
    motif = ChampScelle(_("motif"))
    suite = models.CharField(
        _("suite"), max_length=10, choices=SuiteOrientation, default=SuiteOrientation.ATTENDUE
    )
    suite_le = models.DateField(_("suite connue le"), null=True, blank=True)

    class Meta:
        verbose_name = _("orientation vers un partenaire")
        verbose_name_plural = _("orientations vers un partenaire")
        ordering: ClassVar = ["-le", "-id"]

    def __str__(self) -> str:
        return f"{self.salarie} {self.le}"
