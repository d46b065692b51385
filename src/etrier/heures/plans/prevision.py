"""What is planned: the minutes a contract expects on each day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from etrier.heures.models import PlanHeures
from etrier.parcours.models import AvenantContrat, Contrat
from etrier.socle.mois import jours_de

JOURS_OUVRES = 5
Prevues = dict[tuple[int, date], int]


def prevues(contrats: Iterable[Contrat], debut: date, fin: date) -> Prevues:
    """Planned minutes by (contract, day), both bounds included; a day without any is absent.

    The sum of the contract's plans that day, when one of them covers it (a week without work is
    then planned at nothing). Without a plan: the weekly duration of the avenant in force, in five
    days from Monday to Friday; what is not divided exactly goes to the first days.

    It is the length of the usual day, whatever happens that day: public holidays and absences are
    not taken away, for the codes typed in a cell (`CP`, `JF`) are worth that length. What is
    really proposed on such days is said by `propositions`. Two queries.
    """
    les_contrats = list(contrats)
    plans = _ranger(
        {c.pk: [] for c in les_contrats},
        PlanHeures.objects.filter(contrat__in=les_contrats)
        .en_cours(debut, fin)
        .select_related("mission", "chantier"),
    )
    avenants: dict[int, list[AvenantContrat]] = {c.pk: [] for c in les_contrats}
    lus = AvenantContrat.objects.filter(contrat__in=avenants, effet__lte=fin).order_by("effet")
    for avenant in lus:
        avenants[avenant.contrat_id].append(avenant)
    return {
        (contrat.pk, jour): minutes
        for contrat in les_contrats
        for jour in jours_de(debut, fin)
        if contrat.couvre(jour)
        and (minutes := _du_jour(plans[contrat.pk], avenants[contrat.pk], jour))
    }


def semaine_type(minutes_hebdo: int) -> Mapping[int, int]:
    """A weekly duration in five days, by weekday (0 is Monday)."""
    part, reste = divmod(minutes_hebdo, JOURS_OUVRES)
    return {rang: part + (1 if rang < reste else 0) for rang in range(JOURS_OUVRES)}


def _ranger(
    par_contrat: dict[int, list[PlanHeures]], plans: Iterable[PlanHeures]
) -> dict[int, list[PlanHeures]]:
    for plan in plans:
        par_contrat[plan.contrat_id].append(plan)
    return par_contrat


def _du_jour(plans: Sequence[PlanHeures], avenants: Sequence[AvenantContrat], jour: date) -> int:
    du_jour = [p for p in plans if p.couvre(jour)]
    if du_jour:
        return sum(p.minutes_du(jour) for p in du_jour)
    if jour.weekday() >= JOURS_OUVRES:
        return 0
    en_vigueur = [a for a in avenants if a.effet <= jour]
    return semaine_type(en_vigueur[-1].minutes_hebdo)[jour.weekday()] if en_vigueur else 0


def semaine_du_contrat(contrat: Contrat, jour: date) -> list[int]:
    """Minutes of each day of the week, Monday first, by the weekly duration in force on a day."""
    avenant = contrat.avenants.filter(effet__lte=jour).order_by("effet").last()
    par_rang = semaine_type(avenant.minutes_hebdo if avenant is not None else 0)
    return [par_rang.get(rang, 0) for rang in range(7)]
