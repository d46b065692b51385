"""Accounting entries: passed once from what they tell of, numbered without gaps, never changed."""

from typing import Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.comptabilite.enums import CodeJournal, RoleCompte
from etrier.missions.models import Chantier
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure

# Marking an invoice and its payment with the same letters changes no amount.
CHAMPS_DU_LETTRAGE = frozenset({"lettrage", "lettree_le"})


def _refuser() -> NoReturn:
    raise Refus(
        gettext(
            "Cette écriture est passée : elle ne change plus. Corrigez ce dont elle vient (un "
            "avoir, une annulation de règlement) : une autre écriture sera passée."
        )
    )


class Exercice(models.Model):
    """An accounting year of a structure."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="exercices", verbose_name=_("structure")
    )
    debut = models.DateField(_("début"))
    fin = models.DateField(_("fin"))
    # The last number given to an entry: locked while the next one is taken.
    dernier_numero = models.PositiveIntegerField(_("dernier numéro"), default=0)
    clos_le = models.DateTimeField(_("clos le"), null=True)

    class Meta:
        verbose_name = _("exercice comptable")
        verbose_name_plural = _("exercices comptables")
        ordering: ClassVar = ["structure_id", "-debut"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "debut"], name="exercice_unique")
        ]

    def __str__(self) -> str:
        return f"{self.debut:%d/%m/%Y} – {self.fin:%d/%m/%Y}"

    @property
    def est_clos(self) -> bool:
        """True once nothing more may be passed in it."""
        return self.clos_le is not None


class CompteComptable(models.Model):
    """The number and the name a structure gives to an account, by what it is for."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="comptes_comptables", verbose_name=_("structure")
    )
    role = models.CharField(_("rôle"), max_length=22, choices=RoleCompte)
    numero = models.CharField(_("numéro"), max_length=12)
    libelle = models.CharField(_("libellé"), max_length=100)

    class Meta:
        verbose_name = _("compte comptable")
        verbose_name_plural = _("comptes comptables")
        ordering: ClassVar = ["structure_id", "numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["structure", "role"], name="compte_comptable_unique")
        ]

    def __str__(self) -> str:
        return f"{self.numero} {self.libelle}"


class EcritureQuerySet(models.QuerySet["Ecriture"]):
    """Questions on entries, and the guard of what is passed."""

    def update(self, **valeurs: Any) -> int:
        """Refuse: an entry never changes."""
        _refuser()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: an entry never goes away."""
        _refuser()

    def avec_totaux(self) -> Self:
        """Add `debit_centimes` and `credit_centimes`, which are equal."""
        return self.annotate(
            debit_centimes=Coalesce(Sum("lignes__debit_centimes"), 0),
            credit_centimes=Coalesce(Sum("lignes__credit_centimes"), 0),
        )


class Ecriture(models.Model):
    """One balanced entry. `source` says what it was passed from: the same thing is never passed
    twice."""

    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="ecritures", verbose_name=_("structure")
    )
    exercice = models.ForeignKey(
        Exercice, models.PROTECT, related_name="ecritures", verbose_name=_("exercice comptable")
    )
    numero = models.PositiveIntegerField(_("numéro"))
    journal = models.CharField(_("journal"), max_length=2, choices=CodeJournal)
    le = models.DateField(_("le"))
    piece = models.CharField(_("pièce"), max_length=60)
    piece_le = models.DateField(_("date de la pièce"))
    libelle = models.CharField(_("libellé"), max_length=200)
    # "facture:42", "reglement:7", "aide:3:2026-10"…
    source = models.CharField(_("source"), max_length=60)
    # Digest of what was passed: tells that its source has changed since, which must not happen.
    empreinte = models.CharField(_("empreinte SHA-256"), max_length=64)
    validee_le = models.DateField(_("validée le"))
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )

    # Only where `avec_totaux` was asked.
    debit_centimes: int
    credit_centimes: int

    objects = EcritureQuerySet.as_manager()

    class Meta:
        verbose_name = _("écriture")
        verbose_name_plural = _("écritures")
        ordering: ClassVar = ["exercice_id", "numero"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exercice", "numero"], name="ecriture_numero"),
            models.UniqueConstraint(fields=["structure", "source"], name="ecriture_source"),
        ]

    def __str__(self) -> str:
        return f"{self.journal} {self.numero} {self.libelle}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once. Raises Refus on an entry already passed."""
        if not self._state.adding:
            _refuser()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        _refuser()


class LigneEcritureQuerySet(models.QuerySet["LigneEcriture"]):
    """Questions on the lines of entries, and the guard of what is passed."""

    def update(self, **valeurs: Any) -> int:
        """Write letters, and nothing else. Raises Refus for any other field."""
        if not valeurs.keys() <= CHAMPS_DU_LETTRAGE:
            _refuser()
        return super().update(**valeurs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        _refuser()

    def solde(self) -> int:
        """Debits less credits, in centimes."""
        somme: int = self.aggregate(s=Coalesce(Sum(F("debit_centimes") - F("credit_centimes")), 0))[
            "s"
        ]
        return somme


class LigneEcriture(models.Model):
    """A debit or a credit, and the axes it is analysed by."""

    ecriture = models.ForeignKey(
        Ecriture, models.PROTECT, related_name="lignes", verbose_name=_("écriture")
    )
    rang = models.PositiveSmallIntegerField(_("rang"))
    compte = models.CharField(_("compte"), max_length=12)
    compte_libelle = models.CharField(_("libellé du compte"), max_length=100)
    auxiliaire = models.CharField(_("compte auxiliaire"), max_length=20, blank=True)
    auxiliaire_libelle = models.CharField(_("libellé auxiliaire"), max_length=120, blank=True)
    debit_centimes = models.BigIntegerField(_("débit (centimes)"), default=0)
    credit_centimes = models.BigIntegerField(_("crédit (centimes)"), default=0)
    lettrage = models.CharField(_("lettrage"), max_length=10, blank=True)
    lettree_le = models.DateField(_("lettrée le"), null=True)
    chantier = models.ForeignKey(
        Chantier, models.PROTECT, null=True, related_name="+", verbose_name=_("chantier")
    )
    activite = models.CharField(_("activité"), max_length=120, blank=True)
    financeur = models.CharField(_("financeur"), max_length=120, blank=True)

    objects = LigneEcritureQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne d'écriture")
        verbose_name_plural = _("lignes d'écriture")
        ordering: ClassVar = ["ecriture_id", "rang"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ecriture", "rang"], name="ligne_ecriture_unique"),
            models.CheckConstraint(
                name="ligne_ecriture_un_cote",
                condition=Q(debit_centimes=0, credit_centimes__gt=0)
                | Q(debit_centimes__gt=0, credit_centimes=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compte} {self.debit_centimes or -self.credit_centimes}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once. Raises Refus on a line already passed."""
        if not self._state.adding:
            _refuser()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        _refuser()
