"""What a closed month produced, in one row per structure: the command line and the screens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses.models import HeuresClause
from etrier.droit.arrondis import demi_haut
from etrier.facturation.models import LigneAFacturer
from etrier.heures.models import Cloture
from etrier.paie.models import VariablePaie

BRUT = "BRUT"


@dataclass(frozen=True)
class BilanMois:
    """Totals of a closed month; None where nothing could be computed, or nothing applies."""

    structure_id: int
    structure: str
    minutes: int
    brut_centimes: int | None
    facture_centimes: int | None
    etp_mensuel: Decimal | None
    aide_centimes: int | None
    ecart_centimes: int | None
    clauses_minutes: int
    provisoire: bool


def bilans(structures: Sequence[int], mois: date) -> list[BilanMois]:
    """Totals of the closed months of these structures, by name."""
    clotures = Cloture.objects.filter(mois=mois, structure_id__in=structures).select_related(
        "structure"
    )
    cles = [c.pk for c in clotures]
    brut = _sommes(VariablePaie, cles, "montant_centimes", rubrique=BRUT)
    facture = _sommes(LigneAFacturer, cles, "montant_ht_centimes")
    etp = _sommes(EtatMensuel, cles, "etp_millioniemes")
    aide = _sommes(AideMensuelle, cles, "montant_mois_centimes")
    ecart = _sommes(AideMensuelle, cles, "ecart_centimes")
    creditees = _sommes(HeuresClause, cles, "minutes_retenues")
    provisoires = set(
        AideMensuelle.objects.filter(cloture_id__in=cles, provisoire=True).values_list(
            "cloture_id", flat=True
        )
    )
    lignes = [
        BilanMois(
            structure_id=c.structure_id,
            structure=c.structure.denomination,
            minutes=c.minutes_total,
            brut_centimes=brut.get(c.pk),
            facture_centimes=facture.get(c.pk),
            etp_mensuel=_mensuel(etp.get(c.pk)),
            aide_centimes=aide.get(c.pk),
            ecart_centimes=ecart.get(c.pk),
            clauses_minutes=creditees.get(c.pk) or 0,
            provisoire=c.pk in provisoires,
        )
        for c in clotures
    ]
    return sorted(lignes, key=lambda ligne: ligne.structure)


def _sommes(modele: type, cles: Sequence[int], champ: str, **filtres: str) -> dict[int, int | None]:
    requete = modele._default_manager.filter(cloture_id__in=cles, **filtres)  # type: ignore[attr-defined]
    return dict(requete.order_by().values_list("cloture_id").annotate(Sum(champ)))


def _mensuel(millioniemes: int | None) -> Decimal | None:
    """Annual ETP of the month × 12, to two decimals (formats of the State: monthly ETP)."""
    if millioniemes is None:
        return None
    return Decimal(demi_haut(millioniemes * 12, 10_000)) / 100
