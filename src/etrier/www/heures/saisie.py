"""From cells somebody changed to the ledger: written, already so, in conflict, or refused."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from etrier.heures.access import les_lignes
from etrier.heures.actions import Saisie, saisir, verrouiller
from etrier.heures.cases import Contenu, ecrire_case
from etrier.heures.enums import EtatLigne
from etrier.heures.models import Cloture
from etrier.heures.verification import Cle, refuser
from etrier.missions.access import les_chantiers, les_clauses
from etrier.parcours.access import les_contrats
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import MINUTES_PAR_JOUR
from etrier.structures.access import Acces
from etrier.www.heures.cles import CleRang
from etrier.www.heures.placement import SUR_PLACE, Ligne, attendus, lire_lignes, par_case, placer

M = TypeVar("M", bound=Model)


class Sort(StrEnum):
    """What became of a changed cell."""

    ECRITE = "ecrite"
    INCHANGEE = "inchangee"
    CONFLIT = "conflit"
    REFUSEE = "refusee"


@dataclass(frozen=True)
class Changement:
    """A cell somebody changed: what it held for her, what it must hold (drafts, by nature)."""

    cle: CleRang
    jour: date
    avant: Contenu
    apres: Contenu


@dataclass
class Issue:
    """What became of a change: what the cell holds now and, if it was not written, why.

    `par` and `le` say who wrote what stands there, and when, in the words of the reader.
    """

    changement: Changement
    sort: Sort
    contenu: Contenu
    salarie_id: int
    phrase: str = ""
    par: str = ""
    le: str = ""
    fige: Contenu = field(default_factory=dict)
    ligne_id: int | None = None


def _exiger(connus: QuerySet[M], cites: set[int | None]) -> None:
    voulus = cites - {None}
    if voulus and connus.filter(pk__in=voulus).count() < len(voulus):
        raise Http404


@dataclass
class _Cas:
    """A change under judgement: its entries if it is written, what opposes it if it conflicts."""

    issue: Issue
    saisies: list[Saisie] = field(default_factory=list)
    opposees: list[Ligne] = field(default_factory=list)


def ecrire(acces: Acces, mois: date, changements: Sequence[Changement]) -> list[Issue]:
    """Write the changed cells; one that cannot be written stays aside, the others are kept.

    Each cell is compared with what it held for who changed it, while nobody else may write. Gives
    an issue per change, in their order. Raises Http404 when a row cites a contract, a chantier or
    a clause of another structure.
    """
    contrats = {c.cle.contrat_id for c in changements}
    salaries = _salaries(acces, contrats)
    _exiger(les_chantiers(acces), {c.cle.chantier_id for c in changements})
    _exiger(les_clauses(acces), {c.cle.clause_id for c in changements})
    with transaction.atomic():
        verrouiller(acces.structure)
        if Cloture.objects.filter(structure=acces.structure, mois=mois).exists():
            return [
                Issue(c, Sort.REFUSEE, c.avant, salaries[c.cle.contrat_id], phrase_clos())
                for c in changements
            ]
        registre = _Registre(acces, mois, contrats, salaries)
        cas = [registre.juger(c) for c in changements]
        _inscrire(acces, cas)
        _signer(acces, cas)
    return [un.issue for un in cas]


def phrase_clos() -> str:
    """Why nothing is written in a closed month."""
    return gettext(
        "Ce mois a été clos entre-temps : rien n’a été enregistré. Corrigez ses lignes validées, "
        "ou saisissez dans le mois suivant."
    )


def _salaries(acces: Acces, contrats: set[int]) -> dict[int, int]:
    trouves = dict(les_contrats(acces).filter(pk__in=contrats).values_list("pk", "salarie_id"))
    if contrats - set(trouves):
        raise Http404
    return trouves


class _Registre:
    """The lines of the contracts concerned, by cell, and those the changes will write."""

    def __init__(
        self, acces: Acces, mois: date, contrats: Collection[int], salaries: Mapping[int, int]
    ) -> None:
        lignes = lire_lignes(acces, mois, contrats)
        self._salaries = salaries
        self._cases = par_case(lignes, placer(lignes, attendus(acces, mois, contrats)))
        self._jours: dict[tuple[int, date], list[Ligne]] = defaultdict(list)
        for ligne in lignes:
            self._jours[ligne.contrat_id, ligne.jour].append(ligne)
        self._prises: set[Cle] = set()

    def juger(self, changement: Changement) -> _Cas:
        """Say what becomes of a change; one that can be written has its entries."""
        lignes = self._lignes(changement)
        brouillons = [x for x in lignes if x.etat == EtatLigne.BROUILLON]
        present = _sommer(brouillons)
        apres = {n: m for n, m in sorted(changement.apres.items()) if m}
        salarie = self._salaries[changement.cle.contrat_id]
        issue = Issue(changement, Sort.ECRITE, apres, salarie)
        issue.fige, issue.ligne_id = _figees(lignes), _figee(lignes)
        cas = _Cas(issue)
        if present == apres:
            issue.sort = Sort.INCHANGEE
        elif present != changement.avant:
            _opposer(cas, present, brouillons)
        else:
            self._preparer(cas, present, lignes)
        return cas

    def _lignes(self, changement: Changement) -> list[Ligne]:
        """The lines of the cell, and the absences it showed before they moved to another row.

        An absence without a place moves to the row of a place the day a contract has only one.
        """
        dedans = list(self._cases.get((changement.cle, changement.jour), ()))
        natures = {x.nature for x in dedans}
        for ligne in self._jours[changement.cle.contrat_id, changement.jour]:
            vue = ligne.nature in changement.avant and ligne.nature not in natures
            if vue and ligne.est_mobile and ligne.cle.lieu in ("", changement.cle.lieu):
                dedans.append(ligne)
        return dedans

    def _preparer(self, cas: _Cas, present: Contenu, lignes: list[Ligne]) -> None:
        issue = cas.issue
        for nature in sorted(present.keys() | issue.contenu.keys()):
            minutes = issue.contenu.get(nature, 0)
            if minutes != present.get(nature, 0):
                cas.saisies += self._saisies(issue.changement, nature, minutes, lignes)
        raison = self._empechement(cas, lignes)
        if raison:
            issue.sort, issue.phrase, issue.contenu = Sort.REFUSEE, raison, present
            cas.saisies = []
        else:
            self._prises |= {s.cle for s in cas.saisies}

    def _saisies(
        self, changement: Changement, nature: int, minutes: int, lignes: Iterable[Ligne]
    ) -> list[Saisie]:
        """The lines that stand in the cell take the new minutes; without any, one is added."""
        cle = changement.cle
        tenues = [x for x in lignes if x.nature == nature and x.etat == EtatLigne.BROUILLON]
        lieux = [(x.chantier_id, x.mission_id, x.clause_id) for x in tenues] or [
            (cle.chantier_id, cle.mission_id, cle.clause_id if nature in SUR_PLACE else None)
        ]
        return [
            Saisie(
                cle.contrat_id,
                self._salaries[cle.contrat_id],
                changement.jour,
                nature,
                minutes if place == 0 else 0,
                *lieu,
            )
            for place, lieu in enumerate(lieux)
        ]

    def _empechement(self, cas: _Cas, lignes: list[Ligne]) -> str:
        """Why these entries cannot be written beside the other lines of the day, or nothing."""
        issue = cas.issue
        if sum(issue.contenu.values()) > MINUTES_PAR_JOUR:
            return gettext("Une journée a au plus 24 heures.")
        if issue.fige.keys() & {s.nature for s in cas.saisies}:
            return gettext(
                "Des heures de cette nature sont déjà validées dans cette case : corrigez la ligne "
                "validée au lieu de la saisir à nouveau."
            )
        du_jour = self._jours[issue.changement.cle.contrat_id, issue.changement.jour]
        ici = {x.id for x in lignes}
        ailleurs = {x.cle_ligne: x.minutes for x in du_jour if x.id not in ici}
        for saisie in cas.saisies:
            if saisie.cle in ailleurs or saisie.cle in self._prises:
                return _phrase_ailleurs(ailleurs.get(saisie.cle))
        return ""


def _opposer(cas: _Cas, present: Contenu, brouillons: list[Ligne]) -> None:
    """What the cell holds is not what was seen there: somebody chose otherwise meanwhile."""
    issue = cas.issue
    issue.contenu = present
    if issue.fige and not brouillons:
        issue.sort = Sort.REFUSEE
        issue.phrase = gettext(
            "Ces heures ont été validées entre-temps : corrigez la ligne validée au lieu de la "
            "saisir à nouveau."
        )
        return
    issue.sort, issue.phrase = Sort.CONFLIT, _phrase_conflit(present)
    cas.opposees = brouillons


def _sommer(lignes: Iterable[Ligne]) -> Contenu:
    contenu: Contenu = {}
    for ligne in lignes:
        contenu[ligne.nature] = contenu.get(ligne.nature, 0) + ligne.minutes
    return {n: m for n, m in sorted(contenu.items()) if m}


def _figees(lignes: Iterable[Ligne]) -> Contenu:
    validees = [x for x in lignes if x.etat == EtatLigne.VALIDEE]
    return {x.nature: 0 for x in validees} | _sommer(validees)


def _figee(lignes: Iterable[Ligne]) -> int | None:
    return max((x.id for x in lignes if x.etat == EtatLigne.VALIDEE), default=None)


def _phrase_conflit(present: Contenu) -> str:
    if not present:
        return gettext(
            "Ces heures ont été retirées pendant votre saisie : vérifiez, puis enregistrez."
        )
    return gettext(
        "Il y a déjà %(heures)s dans cette case, saisies entre-temps : vérifiez avant "
        "d’enregistrer."
    ) % {"heures": ecrire_case(present)}


def _phrase_ailleurs(minutes: int | None) -> str:
    if minutes is None:
        return gettext(
            "Une autre case de cet envoi porte la même nature d’heures, le même jour au même lieu "
            "sous une autre clause : gardez-en une, avec le total."
        )
    return gettext(
        "Il y a déjà %(heures)s de cette nature ce jour-là à ce lieu, sous une autre clause ou sur "
        "une autre ligne : changez-les dans leur ligne, ou retirez-les d’abord."
    ) % {"heures": ecrire_case({1: minutes})}


def _inscrire(acces: Acces, cas: Sequence[_Cas]) -> None:
    """Write what can be; what its contract or its month refuses is put aside, with the reason."""
    voulues = [(un.issue, saisie) for un in cas for saisie in un.saisies]
    refus = refuser(acces.structure, [saisie for _un, saisie in voulues])
    for (issue, _saisie), raison in zip(voulues, refus, strict=True):
        if raison is not None:
            issue.sort, issue.phrase = Sort.REFUSEE, raison.phrase
            issue.contenu = issue.changement.avant
    bonnes = [saisie for issue, saisie in voulues if issue.sort is Sort.ECRITE]
    if bonnes:
        saisir(acces.structure, bonnes, par=acces.utilisateur)


def _signer(acces: Acces, cas: Sequence[_Cas]) -> None:
    """Say who wrote what stands in a cell in conflict, and when."""
    cles = {x.id for un in cas for x in un.opposees}
    if not cles:
        return
    lues = les_lignes(acces).filter(pk__in=cles)
    auteurs = {
        pk: (le, nom or "")
        for pk, le, nom in lues.values_list("pk", "saisie_le", "saisie_par__nom")
    }
    for un in cas:
        if un.opposees:
            le, un.issue.par = max(auteurs[x.id] for x in un.opposees)
            un.issue.le = _instant(le)


def _instant(le: datetime) -> str:
    """« à 14:32 » today, « le 5 octobre à 14:32 » another day."""
    local = timezone.localtime(le)
    heure = f"{local:%H:%M}"
    if local.date() == aujourdhui():
        return gettext("à %(heure)s") % {"heure": heure}
    return gettext("le %(jour)s à %(heure)s") % {
        "jour": date_format(local, "j F"),
        "heure": heure,
    }
