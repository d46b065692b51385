"""The ledger. A validated line is never changed: a correction reverses it and replaces it."""

from datetime import date
from typing import Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.heures.enums import EtatLigne, GenreHeures, SorteLigne
from etrier.missions.models import Chantier, ClauseSociale, Mission
from etrier.parcours.models import Contrat, Salarie
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure


class ImportHeures(models.Model):
    """A spreadsheet taken in: which file, by whom, how many lines it gave."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="imports_heures", verbose_name=_("structure")
    )
    fichier = models.CharField(_("fichier"), max_length=200)
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    importe_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("importé par"),
    )
    importe_le = models.DateTimeField(_("importé le"), auto_now_add=True)
    lignes_ajoutees = models.PositiveIntegerField(_("lignes ajoutées"), default=0)
    lignes_connues = models.PositiveIntegerField(_("lignes déjà connues"), default=0)
    # Given back to be corrected: the others of the file were written.
    lignes_refusees = models.PositiveIntegerField(_("lignes refusées"), default=0)

    class Meta:
        verbose_name = _("import d'heures")
        verbose_name_plural = _("imports d'heures")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.fichier} ({self.importe_le:%d/%m/%Y})"


class LigneHeuresQuerySet(models.QuerySet["LigneHeures"]):
    """Questions on the ledger, and the guard of what is validated."""

    def du_mois(self, structure: Structure, mois: date) -> Self:
        """Lines that fall in the accounting month of the structure."""
        return self.filter(structure=structure, mois=mois)

    def brouillons(self) -> Self:
        """Lines that may still change."""
        return self.filter(etat=EtatLigne.BROUILLON)

    def validees(self) -> Self:
        """Frozen lines: the only ones anything is derived from."""
        return self.filter(etat=EtatLigne.VALIDEE)

    def update(self, **valeurs: Any) -> int:
        """Refuse to touch validated lines; drafts only."""
        if self.validees().exists():
            _refuser()
        return super().update(**valeurs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse to remove validated lines; drafts only."""
        if self.validees().exists():
            _refuser()
        return super().delete()


def _refuser() -> NoReturn:
    raise Refus(
        gettext(
            "Ces heures sont validées : elles ne changent plus. Corrigez-les par une correction, "
            "qui les contrepasse et les remplace."
        )
    )


class LigneHeures(models.Model):
    """So many minutes of one person, on one day, of one nature, at one place, for one clause.

    `jour` is the day worked; `mois` the accounting month it counts in: its own, or the next open
    one when a correction comes after the close. Indexes are few on purpose: a country's month is
    five million lines.
    """

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="+", db_index=False, verbose_name=_("structure")
    )
    salarie = models.ForeignKey(
        Salarie, models.PROTECT, related_name="+", db_index=False, verbose_name=_("salarié")
    )
    contrat = models.ForeignKey(
        Contrat,
        models.PROTECT,
        related_name="lignes_heures",
        db_index=False,
        verbose_name=_("contrat de travail"),
    )
    jour = models.DateField(_("jour"))
    mois = models.DateField(_("mois"))
    nature = models.PositiveSmallIntegerField(_("nature"), choices=GenreHeures)
    minutes = models.SmallIntegerField(_("durée (minutes)"))
    chantier = models.ForeignKey(
        Chantier,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("chantier"),
    )
    mission = models.ForeignKey(
        Mission,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("mission"),
    )
    clause = models.ForeignKey(
        ClauseSociale,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("clause sociale"),
    )
    etat = models.PositiveSmallIntegerField(
        _("état"), choices=EtatLigne, default=EtatLigne.BROUILLON
    )
    sorte = models.PositiveSmallIntegerField(
        _("sorte"), choices=SorteLigne, default=SorteLigne.SAISIE
    )
    corrige = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="corrections",
        db_index=False,
        verbose_name=_("corrige"),
    )
    motif = models.CharField(_("motif"), max_length=120, blank=True)
    saisie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("saisie par"),
    )
    saisie_le = models.DateTimeField(_("saisie le"))
    validee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("validée par"),
    )
    validee_le = models.DateTimeField(_("validée le"), null=True)
    import_heures = models.ForeignKey(
        ImportHeures,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("import d'heures"),
    )

    objects = LigneHeuresQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne d'heures")
        verbose_name_plural = _("lignes d'heures")
        ordering: ClassVar = ["jour", "id"]
        indexes: ClassVar = [
            models.Index(fields=["structure", "mois"], name="ligne_structure_mois"),
            models.Index(fields=["contrat", "jour"], name="ligne_contrat_jour"),
            # Drafts are few: what awaits validation is found without reading the month.
            models.Index(
                fields=["structure", "mois"],
                name="ligne_brouillons",
                condition=Q(validee_le__isnull=True),
            ),
            models.Index(
                fields=["corrige"], name="ligne_corrige", condition=Q(corrige__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ligne_minutes", condition=Q(minutes__gte=-1440, minutes__lte=1440)
            ),
            models.CheckConstraint(
                name="ligne_un_lieu", condition=Q(chantier=None) | Q(mission=None)
            ),
            models.CheckConstraint(
                name="ligne_validation",
                condition=Q(etat=EtatLigne.BROUILLON, validee_le__isnull=True)
                | Q(etat=EtatLigne.VALIDEE, validee_le__isnull=False),
            ),
            # A reversal and a replacement say what they correct; a typed line corrects nothing.
            models.CheckConstraint(
                name="ligne_correction",
                condition=Q(sorte=SorteLigne.SAISIE, corrige=None)
                | Q(sorte__gt=SorteLigne.SAISIE, corrige__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jour} {self.minutes} min"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, or change a draft; a validated line is refused."""
        if self.pk is not None and LigneHeures.objects.filter(pk=self.pk).validees().exists():
            _refuser()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Remove a draft; a validated line is refused."""
        if LigneHeures.objects.filter(pk=self.pk).validees().exists():
            _refuser()
        return super().delete(*args, **kwargs)
