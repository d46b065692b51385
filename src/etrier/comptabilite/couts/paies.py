"""What each contract was paid each month: by the pay bureau, else by the variables, and then the
employer's contributions are unknown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from etrier.droit.regles.couts import somme
from etrier.paie.models import LigneRetourPaie, RetourPaie, VariablePaie
from etrier.structures.models import Structure

# Gross of the variables; the two indemnities stand beside it.
RUBRIQUES_BRUTES = ("BRUT", "IFM", "ICCP")


@dataclass(frozen=True)
class Paie:
    """Gross and employer's contributions of a contract in a month, None when unknown."""

    brut_centimes: int | None
    charges_centimes: int | None

    @property
    def total_centimes(self) -> int | None:
        """What the employer pays."""
        return somme([self.brut_centimes, self.charges_centimes])


def lire_paies(
    structure: Structure, clos: Sequence[date]
) -> tuple[dict[tuple[int, date], Paie], list[date]]:
    """Pay by contract and month, and the months the pay bureau gave nothing of."""
    retours = RetourPaie.objects.filter(structure=structure, mois__in=clos).order_by("mois", "pk")
    derniers = {r.mois: r for r in retours}
    sans_retour = [m for m in clos if m not in derniers]
    return _des_retours(derniers.values()) | _des_variables(structure, sans_retour), sans_retour


def _des_retours(retours: Iterable[RetourPaie]) -> dict[tuple[int, date], Paie]:
    mois_de = {r.pk: r.mois for r in retours}
    lignes = (
        LigneRetourPaie.objects.filter(
            retour__in=mois_de, contrat__isnull=False, montant_centimes__isnull=False
        )
        .order_by()
        .values_list("retour_id", "contrat_id", "rubrique")
        .annotate(Sum("montant_centimes"))
    )
    lues: dict[tuple[int, date], dict[str, int]] = {}
    for retour, contrat, rubrique, centimes in lignes:
        lues.setdefault((contrat, mois_de[retour]), {})[rubrique] = centimes
    return {cle: Paie(x.get("BRUT"), x.get("COTISATIONS_PATRONALES")) for cle, x in lues.items()}


def _des_variables(structure: Structure, mois: Sequence[date]) -> dict[tuple[int, date], Paie]:
    variables = VariablePaie.objects.filter(
        cloture__structure=structure, cloture__mois__in=mois, rubrique__in=RUBRIQUES_BRUTES
    )
    lues: dict[tuple[int, date], list[int | None]] = {}
    champs = ("contrat_id", "cloture__mois", "montant_centimes")
    for contrat, du_mois, centimes in variables.order_by("pk").values_list(*champs):
        lues.setdefault((contrat, du_mois), []).append(centimes)
    return {cle: Paie(somme(montants), None) for cle, montants in lues.items()}
