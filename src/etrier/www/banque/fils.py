"""Pages above those of the bank."""

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.structures.access import Acces


def fil_comptes(acces: Acces) -> list[tuple[str, str]]:
    """Under the accounts."""
    return [(_("Comptes bancaires"), reverse("comptes_bancaires", args=[acces.structure.pk]))]


def fil_mandats(acces: Acces) -> list[tuple[str, str]]:
    """Under the mandates."""
    return [(_("Mandats SEPA"), reverse("mandats", args=[acces.structure.pk]))]


def fil_rapprocher(acces: Acces) -> list[tuple[str, str]]:
    """Under the lines of the bank."""
    return [(_("Relevés de banque"), reverse("rapprocher", args=[acces.structure.pk]))]
