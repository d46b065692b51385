"""The guard of what is issued: an invoice and its lines never change, a credit note corrects them.

Acts pass through the models; a hand in the database itself is found by the doctor (fingerprints).
"""

from typing import Any, NoReturn, Self, TypeVar

from django.db import models
from django.utils.translation import gettext

from etrier.facturation.enums import EtatFacture
from etrier.socle.erreurs import Refus


def refuser() -> NoReturn:
    """Say that an issued invoice does not change. Raises Refus."""
    raise Refus(
        gettext(
            "Cette facture est émise : elle ne change plus. Corrigez-la par un avoir, puis "
            "facturez à nouveau s'il le faut."
        )
    )


M = TypeVar("M", bound=models.Model)


class GardeQuerySet(models.QuerySet[M]):
    """Writing through a set refuses to touch what is issued."""

    # Path from the row to the state of its invoice.
    chemin_etat = "etat"

    def figees(self) -> Self:
        """Those that no longer change."""
        return self.filter(**{self.chemin_etat: EtatFacture.EMISE})

    def update(self, **valeurs: Any) -> int:
        """Refuse to touch what is issued; drafts only."""
        if self.figees().exists():
            refuser()
        return super().update(**valeurs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse to remove what is issued; drafts only."""
        if self.figees().exists():
            refuser()
        return super().delete()


class ModeleGarde(models.Model):
    """A row that no longer changes once its invoice is issued."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a draft, or what is on it. Raises Refus when it is issued."""
        self.garder()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Throw away a draft, or what is on it. Raises Refus when it is issued."""
        self.garder()
        return super().delete(*args, **kwargs)

    def garder(self) -> None:
        """Raise Refus when this row no longer changes."""
        raise NotImplementedError
