"""What cannot be in the history of a PASS IAE: impossible dates, overlaps, caps passed.

Sources: CT R5132-1-8; the State platform refuses each of these (suspensions that overlap, that
start outside the PASS; prolongations that do not start on its end, or that pass their cap).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from etrier.droit.calendrier import au_plus_tot
from etrier.droit.ecriture import jour
from etrier.droit.parametre import Parametres
from etrier.droit.regles.pass_iae.dates import DEMANDE, fin_du_pass, plafond_jours
from etrier.droit.regles.pass_iae.types import Parcours, Prolongation, Suspension
from etrier.droit.vocabulaire_parcours import MOTIFS_PROLONGATION


def incoherences(parcours: Parcours, le: date, parametres: Parametres) -> tuple[str, ...]:
    """Sentences on what cannot have happened to a PASS; empty when all of it can.

    Lengths of suspensions are not judged: the law sets no maximum (`differences` tells).
    """
    delivre = parcours.delivre
    if delivre.fin < delivre.debut:
        return (
            f"Le PASS finit le {jour(delivre.fin)}, avant de commencer le {jour(delivre.debut)} :"
            " corrigez l'une des deux dates.",
        )
    return (*_suspensions(parcours), *_prolongations(parcours, le, parametres))


def bornes_impossibles(parcours: Parcours, suspension: Suspension) -> Iterator[str]:
    """A suspension that ends before it starts, or starts on a day that is not of the PASS."""
    debut, fin = parcours.delivre.debut, fin_du_pass(parcours)
    if suspension.fin < suspension.debut:
        yield (
            f"La suspension finit le {jour(suspension.fin)}, avant de commencer le"
            f" {jour(suspension.debut)} : corrigez l'une des deux dates."
        )
    elif not debut <= suspension.debut <= fin:
        yield (
            f"La suspension commence le {jour(suspension.debut)}, en dehors du PASS qui va du"
            f" {jour(debut)} au {jour(fin)} : choisissez un jour du PASS."
        )


def chevauchement(une: Suspension, autre: Suspension) -> str:
    """The sentence of two suspensions that share a day."""
    return (
        f"Deux suspensions se chevauchent : du {jour(une.debut)} au {jour(une.fin)} et du"
        f" {jour(autre.debut)} au {jour(autre.fin)}. Un jour n'est suspendu qu'une fois."
    )


def _suspensions(parcours: Parcours) -> Iterator[str]:
    """Each one starts within the PASS as the earlier ones have moved it."""
    triees = sorted(parcours.suspensions, key=lambda s: (s.debut, s.fin))
    for rang, suspension in enumerate(triees):
        avant = replace(parcours, suspensions=tuple(triees[:rang]), clos_le=None)
        yield from bornes_impossibles(avant, suspension)
    for une, autre in pairwise(triees):
        if autre.debut <= une.fin:
            yield chevauchement(une, autre)


def _prolongations(parcours: Parcours, le: date, parametres: Parametres) -> Iterator[str]:
    """Each one starts on an end the PASS had, ends later, and stays under its cap."""
    avant = 0
    for prolongation in sorted(parcours.prolongations, key=lambda p: (p.debut, p.fin)):
        debut, fin = jour(prolongation.debut), jour(prolongation.fin)
        if prolongation.fin <= prolongation.debut:
            yield (
                f"La prolongation du {debut} au {fin} n'ajoute aucun jour : la seconde date est la"
                " nouvelle fin du PASS, après la première."
            )
            continue
        fins = _fins_possibles(parcours, avant)
        if prolongation.debut not in fins:
            attendues = " ou le ".join(jour(f) for f in sorted(fins)[:3])
            yield (
                f"La prolongation commence le {debut} : elle part du jour où finit le PASS, le"
                f" {attendues}."
            )
        yield from _au_dela(prolongation, avant, le, parametres)
        avant += prolongation.jours


def _fins_possibles(parcours: Parcours, prolonge: int) -> set[date]:
    """Ends the PASS may have had before a prolongation: any of the suspensions already written."""
    reports = {0}
    for suspension in parcours.suspensions:
        reports |= {report + suspension.report_jours for report in reports}
    base = parcours.delivre.fin + timedelta(days=prolonge)
    return {base + timedelta(days=report) for report in reports}


def _au_dela(
    prolongation: Prolongation, avant: int, le: date, parametres: Parametres
) -> Iterator[str]:
    """Longer than what the earlier ones left under the cap, or than one request may last."""
    plafond = plafond_jours(prolongation.motif, le, parametres)
    if plafond is None:
        reste = au_plus_tot(parametres, DEMANDE, le, prolongation.motif.value).en(1)
    else:
        reste = max(plafond.en(1) - avant, 0)
    if prolongation.jours > reste:
        limite = prolongation.debut + timedelta(days=reste)
        yield (
            f"La prolongation « {MOTIFS_PROLONGATION[prolongation.motif]} » finit le"
            f" {jour(prolongation.fin)} : au plus tard le {jour(limite)}, {reste} jours étant"
            " permis pour ce motif."
        )
