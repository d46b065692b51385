"""Eligibility: the diagnosis, its criteria, the proofs that were seen."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from etrier.parcours.enums import AuteurDiagnostic
from etrier.parcours.models.accueil import Partenaire
from etrier.parcours.models.pass_iae import PassIae
from etrier.parcours.models.personne import Personne
from etrier.socle.secrets import ChampScelle
from etrier.structures.enums import DispositifConventionne
from etrier.structures.models import Structure, Utilisateur


class DiagnosticEligibilite(models.Model):
    """Somebody declared eligible or not, on a day, for a dispositif (CT L5132-3, R5132-1-7).

    The verdict is kept in clear, the criteria are sealed. An employer's diagnosis only serves
    that employer.
    """

    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="diagnostics", verbose_name=_("personne")
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="diagnostics", verbose_name=_("structure")
    )
    dispositif = models.CharField(_("dispositif"), max_length=4, choices=DispositifConventionne)
    auteur = models.CharField(_("auteur"), max_length=12, choices=AuteurDiagnostic)
    partenaire = models.ForeignKey(
        Partenaire,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="diagnostics",
        verbose_name=_("prescripteur"),
    )
    le = models.DateField(_("le"))
    eligible = models.BooleanField(_("éligible"))
    # First day it no longer serves (the expiry day is excluded).
    expire_le = models.DateField(_("expire le"), null=True, blank=True)
    pass_iae = models.ForeignKey(
        PassIae,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="diagnostics",
        verbose_name=_("PASS IAE"),
    )
    par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("diagnostic d'éligibilité")
        verbose_name_plural = _("diagnostics d'éligibilité")
        ordering: ClassVar = ["-le", "-id"]

    def __str__(self) -> str:
        return f"{self.dispositif} {self.le}"


class CritereRetenu(models.Model):
    """A criterion of a diagnosis. Its proof is seen, not copied, and kept 24 months on paper."""

    diagnostic = models.ForeignKey(
        DiagnosticEligibilite,
        models.CASCADE,
        related_name="criteres",
        verbose_name=_("diagnostic d'éligibilité"),
    )
    code = ChampScelle(_("critère"))
    justificatif_du = models.DateField(_("justificatif daté du"), null=True, blank=True)
    vu_le = models.DateField(_("justificatif vu le"), null=True, blank=True)
    vu_par = models.ForeignKey(
        Utilisateur, models.PROTECT, null=True, related_name="+", verbose_name=_("vu par")
    )
    conserver_jusquau = models.DateField(_("à conserver jusqu'au"), null=True, blank=True)

    class Meta:
        verbose_name = _("critère retenu")
        verbose_name_plural = _("critères retenus")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.diagnostic} : {self.code}"
