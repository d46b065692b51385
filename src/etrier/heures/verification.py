"""What an entry must satisfy before it is written: one pass over all of them, few queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.heures.models import Cloture
from etrier.missions.models import Chantier, ClauseSociale, Mission
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.mois import MINUTES_PAR_JOUR, premier_jour
from etrier.structures.models import Structure

Cle = tuple[int, date, int, int | None, int | None]


@dataclass(frozen=True)
class Saisie:
    """One cell: minutes of a contract on a day, of a nature, at a place, for a clause."""

    contrat_id: int
    salarie_id: int
    jour: date
    nature: int
    minutes: int
    chantier_id: int | None = None
    mission_id: int | None = None
    clause_id: int | None = None

    @property
    def cle(self) -> Cle:
        """What makes two entries the same line of the ledger."""
        return (self.contrat_id, self.jour, self.nature, self.chantier_id, self.mission_id)


def verifier(structure: Structure, saisies: Sequence[Saisie]) -> None:
    """Raise Refus on the first entry that cannot be written, in the user's words."""
    _appartenir(structure, Chantier, (s.chantier_id for s in saisies))
    _appartenir(structure, ClauseSociale, (s.clause_id for s in saisies))
    for refus in refuser(structure, saisies):
        if refus is not None:
            raise refus


def refuser(structure: Structure, saisies: Sequence[Saisie]) -> list[Refus | None]:
    """For each entry, why its contract, mission or month does not take it; None when they do.

    Three queries. Whose chantier and clause it is, is not looked at: see `verifier`.
    """
    contrats = Contrat.objects.filter(structure=structure).in_bulk(
        list({s.contrat_id for s in saisies})
    )
    missions = dict(
        Mission.objects.filter(
            structure=structure, pk__in={s.mission_id for s in saisies if s.mission_id is not None}
        ).values_list("pk", "contrat_id")
    )
    clos = set(Cloture.objects.filter(structure=structure).values_list("mois", flat=True))
    vues: set[Cle] = set()
    refus: list[Refus | None] = []
    for saisie in saisies:
        try:
            _verifier_entree(saisie, contrats.get(saisie.contrat_id), clos, vues)
            _verifier_mission(saisie, missions)
        except Refus as raison:
            refus.append(raison)
        else:
            refus.append(None)
            vues.add(saisie.cle)
    return refus


def _verifier_entree(
    saisie: Saisie, contrat: Contrat | None, clos: set[date], vues: set[Cle]
) -> None:
    if contrat is None or contrat.salarie_id != saisie.salarie_id:
        raise _refus(saisie, _("Le %(jour)s : ce contrat n'est pas de cette structure."))
    _verifier_saisie(saisie, contrat, clos)
    if saisie.cle in vues:
        raise _refus(
            saisie,
            _(
                "Le %(jour)s, la même ligne du contrat %(contrat)s est saisie deux fois : "
                "gardez-en une, avec le total."
            ),
            contrat=contrat.numero,
        )


def _verifier_saisie(saisie: Saisie, contrat: Contrat, clos: set[date]) -> None:
    if not 0 <= saisie.minutes <= MINUTES_PAR_JOUR:
        raise _refus(
            saisie,
            _(
                "Le %(jour)s : %(minutes)s minutes. Une journée a au plus 24 heures, et une "
                "correction ne se saisit pas en heures négatives."
            ),
        )
    if premier_jour(saisie.jour) in clos:
        raise _refus(
            saisie,
            _(
                "Le %(jour)s est dans un mois clos : passez par une correction, elle comptera "
                "dans le prochain mois ouvert."
            ),
        )
    # What a shortened contract left outside can still be taken away.
    if saisie.minutes and not contrat.couvre(saisie.jour):
        raise _refus(
            saisie,
            _(
                "Le %(jour)s est hors du contrat %(contrat)s : vérifiez la date, ou prolongez le "
                "contrat par un avenant."
            ),
            contrat=contrat.numero,
        )
    if saisie.chantier_id is not None and saisie.mission_id is not None:
        raise _refus(
            saisie, _("Le %(jour)s : une ligne est sur un chantier ou en mission, jamais les deux.")
        )


def _refus(saisie: Saisie, phrase: str, **mots: str) -> Refus:
    vus = {"jour": ecrire_jour(saisie.jour), "minutes": saisie.minutes, **mots}
    return Refus(phrase % vus)


def _verifier_mission(saisie: Saisie, missions: Mapping[int, int]) -> None:
    """`missions`: the contract of each."""
    if saisie.mission_id is not None and missions.get(saisie.mission_id) != saisie.contrat_id:
        raise _refus(saisie, _("Le %(jour)s : cette mission n'est pas celle de ce contrat."))


def _appartenir(
    structure: Structure,
    modele: type[Chantier] | type[ClauseSociale],
    cles: Iterable[int | None],
) -> None:
    voulus = {c for c in cles if c is not None}
    trouves = set(
        modele._default_manager.filter(structure=structure, pk__in=voulus).values_list(
            "pk", flat=True
        )
    )
    if voulus - trouves:
        raise Refus(
            _("Une ligne cite un lieu qui n'est pas de cette structure : %(noms)s.")
            % {"noms": modele._meta.verbose_name_plural}
        )
