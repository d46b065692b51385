"""What is still to be invoiced: neither held by an invoice or a draft, nor invoiced elsewhere."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from etrier.facturation.models import ArticleAFacturer, LigneAFacturer, PriseEnFacture
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure


def lignes_a_facturer_ici(structure: Structure) -> QuerySet[LigneAFacturer]:
    """Lines of closed months since the structure invoices here, invoiced or not."""
    return LigneAFacturer.objects.filter(cloture__structure=structure).filter(
        Q(cloture__structure__reglage_facturation__premier_mois=None)
        | Q(cloture__mois__gte=F("cloture__structure__reglage_facturation__premier_mois"))
    )


def lignes_libres(structure: Structure, mois: date | None = None) -> QuerySet[LigneAFacturer]:
    """Of these, up to `mois` when given, those that no invoice nor draft holds."""
    prises = PriseEnFacture.objects.filter(ligne_a_facturer=OuterRef("pk"), rendue_par=None)
    libres = lignes_a_facturer_ici(structure).filter(~Exists(prises))
    return libres if mois is None else libres.filter(cloture__mois__lte=mois)


def articles_libres(structure: Structure, mois: date | None = None) -> QuerySet[ArticleAFacturer]:
    """Articles, up to the end of `mois` when given."""
    prises = PriseEnFacture.objects.filter(article=OuterRef("pk"), rendue_par=None)
    libres = ArticleAFacturer.objects.filter(~Exists(prises), structure=structure)
    return libres if mois is None else libres.filter(le__lte=dernier_jour(mois))
