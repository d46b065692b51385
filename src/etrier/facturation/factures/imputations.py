"""A credit note set against the invoice it corrects."""

from datetime import date

from django.db.models import Sum

from etrier.facturation.models import Facture, Imputation


def imputer_avoir(avoir: Facture, le: date) -> None:
    """Two rows: its amount on the invoice, the opposite on itself. What the invoice no longer owes
    stays on the credit note, to be given back or set against another."""
    origine = avoir.origine
    if origine is None:
        return
    deja = origine.imputations.aggregate(somme=Sum("montant_centimes"))["somme"] or 0
    montant = min(-avoir.ttc_centimes, origine.ttc_centimes - deja)
    if montant <= 0:
        return
    Imputation.objects.create(facture=origine, avoir=avoir, le=le, montant_centimes=montant)
    Imputation.objects.create(facture=avoir, avoir=avoir, le=le, montant_centimes=-montant)
