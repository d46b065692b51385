"""What credit notes and deductions took off lines already."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from etrier.facturation.enums import GenreFacture
from etrier.facturation.factures.totaux import CleTaux, TvaReprise
from etrier.facturation.models import Facture, LigneFacture


def reprises(lignes: Iterable[LigneFacture]) -> dict[int, int]:
    """By line, the centimes before tax taken off it: fewer than none, absent when nothing was.

    A deduction of a deposit that a credit note takes back gives the deposit back.
    """
    voulues = [ligne.pk for ligne in lignes]
    sommes: dict[int, int] = {}
    for chemin in ("corrige", "corrige__corrige"):
        trouvees = LigneFacture.objects.filter(**{f"{chemin}__in": voulues}).order_by()
        for ligne, ht in trouvees.values_list(chemin).annotate(Sum("ht_centimes")):
            sommes[ligne] = sommes.get(ligne, 0) + ht
    return sommes


def tva_deja_reprise(avoirs: Iterable[Facture]) -> dict[int, dict[CleTaux, TvaReprise]]:
    """By credit note about to be issued, what those before it took back of the same invoice.

    Only for those that take off lines: one of hours corrected afterwards owes nothing to the lines
    of the invoice it refers to, and its VAT is rounded alone. Nothing for other invoices.
    """
    voulus = [x.pk for x in avoirs if x.genre == GenreFacture.AVOIR and x.origine_id]
    if not voulus:
        return {}
    reprenant = _qui_reprennent(Facture.objects.filter(pk__in=voulus))
    origines = dict(reprenant.values_list("pk", "origine_id"))
    deja = tva_reprise_sur(x for x in origines.values() if x is not None)
    return {avoir: deja.get(origine or 0, {}) for avoir, origine in origines.items()}


def tva_reprise_sur(origines: Iterable[int]) -> dict[int, dict[CleTaux, TvaReprise]]:
    """By invoice (its key), what the credit notes issued on its lines took back at each rate."""
    emis = Facture.objects.emises().filter(origine__in=set(origines))
    sommes: dict[int, dict[CleTaux, TvaReprise]] = {}
    for origine, contenu in _qui_reprennent(emis).values_list("origine_id", "contenu"):
        _ajouter(sommes.setdefault(origine or 0, {}), contenu["tva"])
    return sommes


def _qui_reprennent(avoirs: QuerySet[Facture]) -> QuerySet[Facture]:
    """Those with a line that corrects one of the invoice they refer to."""
    lignes = LigneFacture.objects.filter(
        facture=OuterRef("pk"), corrige__facture=F("facture__origine")
    )
    return avoirs.filter(Exists(lignes))


def _ajouter(sommes: dict[CleTaux, TvaReprise], dites: Iterable[Mapping[str, Any]]) -> None:
    for tva in dites:
        cle = (str(tva["regime_tva"]), int(tva["taux_pour_dix_mille"]))
        deja = sommes.get(cle, TvaReprise())
        sommes[cle] = TvaReprise(
            deja.base_centimes + tva["base_centimes"], deja.tva_centimes + tva["tva_centimes"]
        )
