"""Structures, their groups and their networks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.droit.vocabulaire import Territoire
from etrier.structures.enums import FormeGroupe
from etrier.structures.validators import valider_siret


class Reseau(models.Model):
    """A federation or network structures belong to."""

    nom = models.CharField(_("nom"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("réseau")
        verbose_name_plural = _("réseaux")
        ordering: ClassVar = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Groupe(models.Model):
    """A groupe économique solidaire: a private body that carries or coordinates (CT L5132-15-2)."""

    nom = models.CharField(_("nom"), max_length=120, unique=True)
    debut = models.DateField(_("début"), null=True, blank=True)
    forme = models.CharField(
        _("forme"), max_length=12, choices=FormeGroupe, default=FormeGroupe.INFORMELLE
    )

    class Meta:
        verbose_name = _("groupe")
        verbose_name_plural = _("groupes")
        ordering: ClassVar = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Structure(models.Model):
    """An employer: one établissement (SIRET), whatever the conventions it holds."""

    denomination = models.CharField(_("dénomination"), max_length=160)
    siret = models.CharField(_("SIRET"), max_length=14, unique=True, validators=[valider_siret])
    siret_signature = models.CharField(_("SIRET à la signature"), max_length=14, blank=True)
    asp_id = models.PositiveBigIntegerField(_("identifiant ASP"), null=True, unique=True)
    code_naf = models.CharField(_("code NAF"), max_length=6, blank=True)
    categorie_juridique = models.CharField(_("catégorie juridique"), max_length=4, blank=True)
    adresse = models.CharField(_("adresse"), max_length=200, blank=True)
    code_postal = models.CharField(_("code postal"), max_length=5, blank=True)
    commune = models.CharField(_("commune"), max_length=80, blank=True)
    code_insee = models.CharField(_("code INSEE de la commune"), max_length=5, blank=True)
    # A label, not a kind of SIAE: the rules come from the conventions it holds (CT L5132-2 4°).
    est_regie_de_quartier = models.BooleanField(_("régie de quartier"), default=False)
    groupe = models.ForeignKey(
        Groupe,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="structures",
        verbose_name=_("groupe"),
    )
    reseaux = models.ManyToManyField(
        Reseau, blank=True, related_name="structures", verbose_name=_("réseaux")
    )

    class Meta:
        verbose_name = _("structure")
        verbose_name_plural = _("structures")
        ordering: ClassVar = ["denomination", "id"]

    def __str__(self) -> str:
        return self.denomination

    @property
    def territoire(self) -> Territoire:
        """Mayotte has amounts of its own; its communes bear INSEE codes in 976."""
        return Territoire.MAYOTTE if self.code_insee.startswith("976") else Territoire.METROPOLE
