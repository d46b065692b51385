"""Pages above those of the invoices received."""

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.facturation.models import FactureFournisseur
from etrier.structures.access import Acces


def fil_fournisseurs(acces: Acces) -> list[tuple[str, str]]:
    """Under the list."""
    return [(_("Factures reçues"), reverse("fournisseurs", args=[acces.structure.pk]))]


def fil_recue(acces: Acces, facture: FactureFournisseur) -> list[tuple[str, str]]:
    """Under one of them."""
    adresse = reverse("fournisseur", args=[acces.structure.pk, facture.pk])
    return [*fil_fournisseurs(acces), (str(facture), adresse)]
