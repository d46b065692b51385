"""What leaves for other systems: employee records of the ASP, FSE+ participants."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import EtatFiche
from etrier.parcours.models.pass_iae import PassIae
from etrier.parcours.models.personne import Salarie
from etrier.socle.secrets import ChampScelle
from etrier.structures.models import Structure, Utilisateur


class FicheSalarie(models.Model):
    """The employee record of the ASP: one for a SIRET, a measure and a PASS."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="fiches_salaries", verbose_name=_("structure")
    )
    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="fiches", verbose_name=_("salarié")
    )
    pass_iae = models.ForeignKey(
        PassIae, models.PROTECT, related_name="fiches", verbose_name=_("PASS IAE")
    )
    siret = models.CharField(_("SIRET"), max_length=14)
    mesure = models.CharField(_("mesure"), max_length=8)
    etat = models.CharField(_("état"), max_length=10, choices=EtatFiche, default=EtatFiche.NOUVELLE)
    # Birth place, resources, RQTH…: sealed (JSON), typed once, sent again when asked.
    situation = ChampScelle(_("situation"), null=True)
    # Points to correct in what is sealed, counted when it was saved; null: never filled in.
    a_corriger = models.PositiveSmallIntegerField(_("points à corriger"), null=True, blank=True)
    # Thirty characters, the same for all the records of a person.
    id_itou = models.CharField(_("identifiant de la personne pour l'ASP"), max_length=30)
    # The dates the ASP holds: an update leaves when the PASS has others.
    pass_debut_envoye = models.DateField(_("début du PASS envoyé"), null=True, blank=True)
    pass_fin_envoyee = models.DateField(_("fin du PASS envoyée"), null=True, blank=True)
    code_traitement = models.CharField(_("code de traitement"), max_length=4, blank=True)
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)
    change_le = models.DateTimeField(_("état depuis le"), auto_now=True)

    class Meta:
        verbose_name = _("fiche salarié ASP")
        verbose_name_plural = _("fiches salarié ASP")
        ordering: ClassVar = ["salarie__personne__nom", "salarie__personne__prenom", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["siret", "mesure", "pass_iae"], name="fiche_salarie_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.salarie} {self.mesure}"


class LotAsp(models.Model):
    """A file of employee records that left, and the answer to it; both sealed."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="lots_asp", verbose_name=_("structure")
    )
    nom_fichier = models.CharField(_("nom du fichier"), max_length=40, unique=True)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    contenu = ChampScelle(_("contenu"))
    telecharge_le = models.DateTimeField(_("téléchargé le"), null=True, blank=True)
    telecharge_par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("téléchargé par")
    )
    annule_le = models.DateTimeField(_("annulé le"), null=True, blank=True)
    retour = ChampScelle(_("retour"), null=True)
    retour_lu_le = models.DateTimeField(_("retour lu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("lot de fiches salarié")
        verbose_name_plural = _("lots de fiches salarié")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.nom_fichier


class LigneLot(models.Model):
    """One record in a file: created or updated, and what the ASP answered."""

    lot = models.ForeignKey(
        LotAsp, models.CASCADE, related_name="lignes", verbose_name=_("lot de fiches salarié")
    )
    fiche = models.ForeignKey(
        FicheSalarie, models.PROTECT, related_name="envois", verbose_name=_("fiche salarié ASP")
    )
    numero = models.PositiveSmallIntegerField(_("numéro de ligne"))
    mouvement = models.CharField(_("mouvement"), max_length=1)
    code_traitement = models.CharField(_("code de traitement"), max_length=4, blank=True)
    # The ASP's own words: all we know of a code we have no sentence for.
    libelle = models.CharField(_("libellé de l'ASP"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("ligne de lot")
        verbose_name_plural = _("lignes de lot")
        ordering: ClassVar = ["lot_id", "numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lot", "numero"], name="ligne_lot_unique")
        ]

    def __str__(self) -> str:
        return f"{self.lot} {self.numero}"


class ParticipantFse(models.Model):
    """Somebody in an operation of the FSE+; the answers on entering and leaving are sealed."""

    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="participations_fse", verbose_name=_("salarié")
    )
    operation = models.CharField(_("numéro de l'opération"), max_length=40)
    entree_le = models.DateField(_("entrée le"))
    sortie_le = models.DateField(_("sortie le"), null=True, blank=True)
    reponses = ChampScelle(_("réponses"), null=True)
    # Answers missing, counted when they were saved: told without opening anything.
    manque_entree = models.PositiveSmallIntegerField(_("réponses d'entrée qui manquent"), default=0)
    manque_sortie = models.PositiveSmallIntegerField(
        _("réponses de sortie qui manquent"), default=0
    )

    class Meta:
        verbose_name = _("participant FSE+")
        verbose_name_plural = _("participants FSE+")
        ordering: ClassVar = ["operation", "entree_le", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["salarie", "operation", "entree_le"], name="participant_fse_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.salarie} {self.operation}"
