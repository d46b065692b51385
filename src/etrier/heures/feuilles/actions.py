"""Acts of the weekly sheet: point days.

A phone sends each change under a key of its own, as often as it needs to: it is done once, and
the same key is answered the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.heures.actions import Saisie, saisir, verrouiller
from etrier.heures.enums import GenreHeures, SorteLigne
from etrier.heures.feuilles.semaine import SEMAINES_AVANT, EtatJour, lire_etats
from etrier.heures.models import (
    FeuilleSemaine,
    LigneHeures,
    OperationRecue,
    PlanHeures,
    Pointage,
)
from etrier.heures.models.lignes import LigneHeuresQuerySet
from etrier.heures.plans.prevision import prevues
from etrier.missions.models import Chantier
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.socle.mois import MINUTES_PAR_JOUR, lundi_de
from etrier.structures.models import Structure, Utilisateur

FAIT, CONFLIT, REFUSE = "fait", "conflit", "refuse"
Reponse = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """A change typed on a phone, and what its author saw before it.

    Times are minutes since midnight. Work without times empties the day; another nature is an
    absence (or a training) for what is left of the planned day.
    """

    cle: UUID
    contrat_id: int
    jour: date
    version: int
    vu: Mapping[int, int]
    nature: int = int(GenreHeures.TRAVAIL)
    arrivee: int | None = None
    depart: int | None = None
    pause: int = 0

    @property
    def est_absence(self) -> bool:
        """True for any nature but work."""
        return self.nature != GenreHeures.TRAVAIL

    @property
    def horaires(self) -> tuple[int, int | None, int | None, int]:
        """What it asks for, to be compared with a pointage."""
        return (self.nature, self.arrivee, self.depart, self.pause)


@transaction.atomic
def pointer(
    structure: Structure, chantier: Chantier, operations: Sequence[Operation], *, par: Utilisateur
) -> list[Reponse]:
    """Do each change once, in order; gives for each its key, its outcome and the day as it stands.

    A change is `fait`; or `conflit`, with nothing written, when the day is no longer what its
    author saw; or `refuse`, with the sentence, when the ledger does not take it. One that is
    refused does not hold the others. Hours go to the ledger in the same transaction.
    """
    verrouiller(structure)
    contrats = (
        Contrat.objects.filter(structure=structure)
        .select_related("salarie__personne")
        .in_bulk({o.contrat_id for o in operations})
    )
    reponses = [_une_fois(chantier, o, contrats.get(o.contrat_id), par) for o in operations]
    faites = sum(nouvelle and r["sort"] == FAIT for nouvelle, r in reponses)
    if faites:
        noter("feuille.pointer", auteur=par, perimetre=structure.pk, cible=chantier, jours=faites)
    return [reponse for _nouvelle, reponse in reponses]


def _une_fois(
    chantier: Chantier, operation: Operation, contrat: Contrat | None, par: Utilisateur
) -> tuple[bool, Reponse]:
    """The answer kept for the key, or the change and its answer; was it new?"""
    recue, nouvelle = OperationRecue.objects.get_or_create(
        pk=operation.cle,
        defaults={
            "structure": chantier.structure,
            "par": par,
            "recue_le": maintenant(),
            "reponse": {},
        },
    )
    if not nouvelle:
        if (recue.structure_id, recue.par_id) != (chantier.structure_id, par.pk):
            phrase = _("Ce changement vient d’un autre compte : saisissez-le à nouveau.")
            return False, _reponse(operation, REFUSE, None, phrase)
        return False, recue.reponse
    recue.reponse = _tenter(chantier, operation, contrat, par)
    recue.save(update_fields=["reponse"])
    return True, recue.reponse


def _tenter(
    chantier: Chantier, operation: Operation, contrat: Contrat | None, par: Utilisateur
) -> Reponse:
    if contrat is None:
        phrase = _("Ce contrat n’est pas de cette structure : rien n’a été écrit.")
        return _reponse(operation, REFUSE, None, phrase)
    etat = _etat(chantier, operation)
    if _dit_deja(etat, operation):
        return _reponse(operation, FAIT, etat)
    if (operation.version, dict(operation.vu)) != (etat.version, dict(etat.lignes)):
        return _reponse(operation, CONFLIT, etat)
    try:
        with transaction.atomic():
            _ecrire(chantier, operation, contrat, etat, par)
    except Refus as refus:
        return _reponse(operation, REFUSE, etat, refus.phrase)
    return _reponse(operation, FAIT, _etat(chantier, operation))


def _etat(chantier: Chantier, operation: Operation) -> EtatJour:
    cle = (operation.contrat_id, operation.jour)
    return lire_etats(chantier, [operation.contrat_id], operation.jour, operation.jour)[cle]


def _reponse(operation: Operation, sort: str, etat: EtatJour | None, phrase: str = "") -> Reponse:
    return {
        "cle": str(operation.cle),
        "sort": sort,
        "phrase": phrase,
        "etat": etat.to_json() if etat is not None else None,
        "lu_le": maintenant().isoformat(),
    }


def _dit_deja(etat: EtatJour, operation: Operation) -> bool:
    """Somebody wrote the very same thing: there is nothing to do, nor to choose."""
    pointage = etat.pointage
    if pointage is None or not etat.est_accorde:
        return False
    return operation.horaires == (
        pointage.nature,
        pointage.arrivee,
        pointage.depart,
        pointage.pause,
    )


def _ecrire(
    chantier: Chantier, operation: Operation, contrat: Contrat, etat: EtatJour, par: Utilisateur
) -> None:
    """Write the day and its hours. Raises Refus."""
    # Even those a correction brought back to nothing: the same hours again would be taken for them.
    if _validees(chantier, operation).exists():
        raise Refus(
            _(
                "Les heures de %(qui)s du %(jour)s sont validées : corrigez-les depuis la grille "
                "du mois."
            )
            % {"qui": contrat.salarie.personne, "jour": ecrire_jour(operation.jour)}
        )
    remplacee = etat.nature_ecrite
    minutes = _minutes(operation, contrat, chantier, remplacee)
    natures = {operation.nature: minutes}
    if remplacee is not None and remplacee != operation.nature:
        natures[remplacee] = 0
    saisies = [_saisie(chantier, contrat, operation.jour, n, m) for n, m in natures.items()]
    saisir(chantier.structure, saisies, par=par)
    Pointage.objects.update_or_create(
        feuille=ouvrir_feuille(chantier, operation.jour),
        contrat=contrat,
        jour=operation.jour,
        defaults={
            "nature": operation.nature,
            "arrivee": operation.arrivee,
            "depart": operation.depart,
            "pause": operation.pause,
            "minutes": minutes,
            "version": etat.version + 1,
            "saisi_par": par,
            "saisi_le": maintenant(),
        },
    )


def _validees(chantier: Chantier, operation: Operation) -> LigneHeuresQuerySet:
    return LigneHeures.objects.filter(
        contrat=operation.contrat_id, chantier=chantier, jour=operation.jour
    ).validees()


def ouvrir_feuille(chantier: Chantier, jour: date) -> FeuilleSemaine:
    """The sheet of the week of a day, begun when nothing was on it yet."""
    return FeuilleSemaine.objects.get_or_create(
        chantier=chantier, lundi=lundi_de(jour), defaults={"structure": chantier.structure}
    )[0]


def _minutes(
    operation: Operation, contrat: Contrat, chantier: Chantier, remplacee: int | None
) -> int:
    """Minutes at work; of an absence, what is left of the planned day. Raises Refus."""
    if operation.est_absence:
        jour = operation.jour
        prevu = prevues([contrat], jour, jour).get((contrat.pk, jour), 0)
        autres = LigneHeures.objects.filter(contrat=contrat, jour=jour).exclude(
            chantier=chantier, nature__in=[n for n in (operation.nature, remplacee) if n]
        )
        return max(0, prevu - sum(autres.values_list("minutes", flat=True)))
    arrivee, depart, pause = operation.arrivee, operation.depart, operation.pause
    if arrivee is None and depart is None:
        return 0
    if arrivee is None or depart is None or not 0 <= arrivee < depart <= MINUTES_PAR_JOUR:
        raise Refus(_("Le départ doit être après l’arrivée, le même jour : reprenez les heures."))
    if not 0 <= pause < depart - arrivee:
        raise Refus(_("La pause prend toute la présence : reprenez la pause ou les heures."))
    return depart - arrivee - pause


def _saisie(chantier: Chantier, contrat: Contrat, jour: date, nature: int, minutes: int) -> Saisie:
    return Saisie(
        contrat.pk,
        contrat.salarie_id,
        jour,
        nature,
        minutes,
        chantier_id=chantier.pk,
        clause_id=_clause(chantier, contrat, jour, nature),
    )


def _clause(chantier: Chantier, contrat: Contrat, jour: date, nature: int) -> int | None:
    """The social clause the hours count for: that of the line replaced, else of the person's plan
    on the chantier, else of her last hours there in four weeks. Absences count for none."""
    lignes = LigneHeures.objects.filter(contrat=contrat, chantier=chantier, nature=nature)
    presente = lignes.filter(jour=jour, sorte=SorteLigne.SAISIE).first()
    if presente is not None:
        return presente.clause_id
    if nature not in (GenreHeures.TRAVAIL, GenreHeures.FORMATION):
        return None
    plans = PlanHeures.objects.filter(contrat=contrat, chantier=chantier).en_cours(jour, jour)
    plan = plans.order_by("-debut", "-pk").first()
    if plan is not None:
        return plan.clause_id
    passees = lignes.filter(jour__range=(jour - SEMAINES_AVANT, jour)).order_by("-jour", "-pk")
    derniere = passees.first()
    return derniere.clause_id if derniere is not None else None
