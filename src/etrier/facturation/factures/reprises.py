"""What credit notes and deductions took off lines already."""

from collections.abc import Iterable

from django.db.models import Sum

from etrier.facturation.models import LigneFacture


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
