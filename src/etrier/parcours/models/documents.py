"""Papers: templates a structure edits, papers filled from them, signatures."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums_accompagnement import (
    EtatDocument,
    GenreDocument,
    MoyenSignature,
    QuiSigne,
)
from etrier.parcours.models.accompagnement import Immersion
from etrier.parcours.models.contrat import AvenantContrat, Contrat
from etrier.parcours.models.personne import Salarie
from etrier.socle.secrets import ChampScelle
from etrier.structures.models import Structure, Utilisateur


class ModeleDocument(models.Model):
    """The structure's own text for a kind of paper; each change is a new version."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="modeles_document", verbose_name=_("structure")
    )
    genre = models.CharField(_("genre"), max_length=18, choices=GenreDocument)
    version = models.PositiveSmallIntegerField(_("version"))
    texte = models.TextField(_("texte"))
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)
    par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("modèle de document")
        verbose_name_plural = _("modèles de document")
        ordering: ClassVar = ["genre", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["structure", "genre", "version"], name="modele_document_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.genre} v{self.version}"


class DocumentProduit(models.Model):
    """A paper as it was printed: numbered, kept, never filled again. The file is sealed."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="documents", verbose_name=_("structure")
    )
    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="documents", verbose_name=_("salarié")
    )
    contrat = models.ForeignKey(
        Contrat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("contrat de travail"),
    )
    avenant = models.ForeignKey(
        AvenantContrat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("avenant au contrat"),
    )
    immersion = models.ForeignKey(
        Immersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("immersion (PMSMP)"),
    )
    genre = models.CharField(_("genre"), max_length=18, choices=GenreDocument)
    numero = models.CharField(_("numéro"), max_length=20)
    le = models.DateField(_("le"))
    etat = models.CharField(
        _("état"), max_length=6, choices=EtatDocument, default=EtatDocument.EMIS
    )
    fichier = ChampScelle(_("fichier"))
    empreinte = models.CharField(_("empreinte"), max_length=64)
    # What the file says, as the template was filled that day (JSON): the version to edit and the
    # one that shows the signatures are drawn from it.
    contenu = ChampScelle(_("contenu"), null=True)
    fichier_signe = ChampScelle(_("fichier avec les signatures"), null=True)
    motif_annulation = ChampScelle(_("motif de l'annulation"), null=True)
    par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering: ClassVar = ["-le", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "numero"], name="document_numero_unique")
        ]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} {self.numero}"

    @property
    def est_efface(self) -> bool:
        """Erased with the data of the person: its number alone is left."""
        return not self.empreinte


class Signature(models.Model):
    """Who signed a paper, when, how. The stroke drawn on a screen is sealed."""

    document = models.ForeignKey(
        DocumentProduit, models.CASCADE, related_name="signatures", verbose_name=_("document")
    )
    qui = models.CharField(_("qui"), max_length=11, choices=QuiSigne)
    nom = models.CharField(_("nom"), max_length=120)
    le = models.DateTimeField(_("le"))
    moyen = models.CharField(_("moyen"), max_length=6, choices=MoyenSignature)
    trace = ChampScelle(_("tracé"), null=True)
    # Whose account the screen was opened with, or who wrote down the paper: not who signs.
    recueillie_par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("recueillie par")
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering: ClassVar = ["le", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "qui"], name="signature_unique")
        ]

    def __str__(self) -> str:
        return f"{self.document} : {self.nom}"
