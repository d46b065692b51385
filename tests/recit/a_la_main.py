"""The rules worked out again by hand: integers and fractions, no rule of the house."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from etrier.heures.models import LigneHeures
from etrier.parcours.models import PassIae, SuspensionPass
from etrier.structures.models import Structure

TRAVAIL, FORMATION, ABSENCE_PAYEE, NON_PAYEE, CONGE, FERIE = 1, 2, 3, 4, 5, 6
COMPTEES = {
    "ACI": {TRAVAIL, FORMATION, ABSENCE_PAYEE, CONGE, FERIE},  # hours paid
    "AI": {TRAVAIL},
}


def arrondir(exact: Fraction | int) -> int:
    """To the nearest, halves away from zero."""
    exact = Fraction(exact)
    entier, reste = divmod(abs(exact), 1)
    arrondi = int(entier) + (reste >= Fraction(1, 2))
    return arrondi if exact >= 0 else -arrondi


Comptees = dict[date, dict[tuple[int, int], int]]


def minutes_de_l_annee(une: Structure, dispositif: str, jusqu_au: date) -> Comptees:
    """Minutes the State counts since January, line after line.

    By month, then by contract and share of the aid (100, or 70 from the second year of a CDI
    inclusion).
    """
    lignes = LigneHeures.objects.filter(
        structure=une, mois__range=(date(jusqu_au.year, 1, 1), jusqu_au)
    ).select_related("contrat__salarie")
    agrements = _periodes(PassIae.objects.values_list("personne_id", "debut", "fin"))
    suspensions = _periodes(
        SuspensionPass.objects.values_list("pass_iae__personne_id", "debut", "fin")
    )
    comptees: Comptees = {}
    for x in lignes:
        personne = x.contrat.salarie.personne_id
        agree = any(d <= x.jour <= f for d, f in agrements.get(personne, ()))
        suspendu = any(d <= x.jour <= f for d, f in suspensions.get(personne, ()))
        if x.nature in COMPTEES[dispositif] and agree and not suspendu:
            du_mois, cle = comptees.setdefault(x.mois, {}), (x.contrat_id, _part(x))
            du_mois[cle] = du_mois.get(cle, 0) + x.minutes
    return comptees


def _part(ligne: LigneHeures) -> int:
    debut = ligne.contrat.debut
    if ligne.contrat.genre == "CDI_INCLUSION" and ligne.jour >= debut.replace(year=debut.year + 1):
        return 70
    return 100


def somme(comptees: Comptees) -> int:
    """All the minutes, whatever their share."""
    return sum(sum(par_contrat.values()) for par_contrat in comptees.values())


def aide_due(comptees: Comptees, unitaire: int, heures_du_poste: int) -> Fraction:
    """Centimes due for these minutes, exact."""
    poids = sum(m * part for du_mois in comptees.values() for (_c, part), m in du_mois.items())
    return Fraction(poids * unitaire, 100 * heures_du_poste * 60)


def _periodes(lues: Iterable[tuple[int, date, date]]) -> dict[int, list[tuple[date, date]]]:
    periodes: dict[int, list[tuple[date, date]]] = {}
    for personne, debut, fin in lues:
        periodes.setdefault(personne, []).append((debut, fin))
    return periodes


def partager(total: int, minutes: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    """Cut an amount in proportion of minutes × share, to the centime, by the largest remainders."""
    poids = {cle: m * cle[1] for cle, m in minutes.items()}
    entier = sum(poids.values())
    parts = {cle: total * p // entier for cle, p in poids.items()}
    restes = sorted(poids, key=lambda cle: (-(total * poids[cle] % entier), cle))
    for cle in restes[: total - sum(parts.values())]:
        parts[cle] += 1
    return parts


def au_dela_de_la_semaine(jours: Iterable[tuple[date, int]], mois: date, minutes_hebdo: int) -> int:
    """Minutes worked over the contract's week, in the weeks whose Sunday is in the month."""
    semaines: dict[date, int] = {}
    for jour, minutes in jours:
        dimanche = jour + timedelta(days=6 - jour.weekday())
        if (dimanche.year, dimanche.month) == (mois.year, mois.month):
            semaines[dimanche] = semaines.get(dimanche, 0) + minutes
    return sum(max(0, total - minutes_hebdo) for total in semaines.values())
