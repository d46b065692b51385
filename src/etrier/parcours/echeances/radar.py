"""The radar: every deadline of a structure a reader may see, on a day, in one list."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from etrier.parcours.echeances.accompagnement import accompagnement
from etrier.parcours.echeances.droits import droits
from etrier.parcours.echeances.echeance import Echeance, Tranche
from etrier.parcours.echeances.lecture import Lecture
from etrier.parcours.echeances.maison import annexes, conventions, papiers
from etrier.parcours.echeances.personnelles import personnelles
from etrier.parcours.models import EcheanceSuivie
from etrier.structures.access import Acces


def lister(
    acces: Acces, le: date, *, ouvrir: bool = False, ecartees: bool = False
) -> list[Echeance]:
    """Deadlines on the day `le`, the most pressing first; those set aside only when asked, those
    of people in the archives never.

    `ouvrir`: say what the personal dates are, and note that it was read; only a page asks it.
    """
    vu = Lecture(acces, le)
    trouvees = [
        *droits(vu),
        *accompagnement(vu),
        *papiers(vu),
        *conventions(vu),
        *annexes(vu),
        *personnelles(vu, ouvrir=ouvrir),
    ]
    suivies = {
        s.cle: s
        for s in EcheanceSuivie.objects.filter(structure=acces.structure).select_related(
            "prise_par"
        )
    }
    dites = (e.avec(suivies.get(e.cle)) for e in trouvees if e.sujet is None or not e.sujet.archive)
    return sorted((e for e in dites if e.est_ecartee == ecartees), key=_ordre)


def _ordre(echeance: Echeance) -> tuple[date, str, str]:
    return echeance.a_voir_le, echeance.sujet.nom if echeance.sujet else "", echeance.cle


def par_tranche(echeances: Iterable[Echeance]) -> dict[Tranche, list[Echeance]]:
    """Late, within a week, within a month, later: each in order, the empty ones too."""
    tranches: dict[Tranche, list[Echeance]] = {t: [] for t in Tranche}
    for echeance in echeances:
        tranches[echeance.tranche].append(echeance)
    return tranches


def compter(echeances: Iterable[Echeance]) -> Counter[Tranche]:
    """How many of each."""
    return Counter(e.tranche for e in echeances)


def est_a(echeance: Echeance, acces: Acces) -> bool:
    """True when the reader took it on, or is her adviser and nobody did."""
    responsable = echeance.responsable
    return responsable is not None and responsable.pk == acces.utilisateur.pk


def depuis_le(echeance: Echeance) -> date | None:
    """The day it was taken on."""
    return timezone.localdate(echeance.depuis) if echeance.depuis else None
