"""The month grid: people × days, read in a fixed number of queries whatever their number."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from etrier.heures.access import les_lignes
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.models import Cloture
from etrier.missions.access import les_chantiers, les_clauses, les_missions
from etrier.parcours.access import les_contrats
from etrier.parcours.models import Contrat
from etrier.socle.mois import dernier_jour, mois_precedent
from etrier.structures.access import Acces, Finalite
from etrier.www.heures.calendrier import Jour, jours_du_mois
from etrier.www.heures.cles import CleRang, ecrire_lieu

RANGS_PAR_PAGE = 60
_TRAVAIL = 1


class Ligne(NamedTuple):
    """A line of the ledger, as the grid reads it."""

    id: int
    contrat_id: int
    jour: date
    nature: int
    minutes: int
    chantier_id: int | None
    mission_id: int | None
    clause_id: int | None
    etat: int
    sorte: int

    @property
    def cle(self) -> CleRang:
        """The row it stands in."""
        return CleRang(
            self.contrat_id, self.nature, self.chantier_id, self.mission_id, self.clause_id
        )


@dataclass(slots=True)
class Case:
    """A day of a row: minutes frozen (with the line that says why) and minutes still draft."""

    fige: int = 0
    brouillon: int = 0
    ligne_id: int | None = None
    corrigee: bool = False

    def ajouter(self, ligne: Ligne) -> None:
        """Count a line in."""
        if ligne.etat == EtatLigne.BROUILLON:
            self.brouillon += ligne.minutes
            return
        self.fige += ligne.minutes
        self.corrigee |= ligne.sorte != SorteLigne.SAISIE
        if ligne.sorte != SorteLigne.CONTREPASSATION or self.ligne_id is None:
            self.ligne_id = ligne.id

    @property
    def minutes(self) -> int:
        """All of them."""
        return self.fige + self.brouillon


@dataclass
class Rang:
    """A row: one contract, nature, place and clause, and its days."""

    cle: CleRang
    contrat: Contrat
    lieu: str = ""
    client_id: int | None = None
    clause: str = ""
    cases: dict[int, Case] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Minutes of the row."""
        return sum(case.minutes for case in self.cases.values())

    @property
    def a_des_heures(self) -> bool:
        """True when a day at least has hours, corrections taken in."""
        return any(case.minutes for case in self.cases.values())

    @property
    def intitule(self) -> str:
        """Nature, place and clause."""
        return " · ".join(m for m in (self.cle.libelle_nature, self.lieu, self.clause) if m)

    def est_a(self, lieu: str) -> bool:
        """True at the chantier `c3`, or at the client `k7`."""
        return lieu in (
            ecrire_lieu(self.cle.chantier_id, self.cle.mission_id),
            f"k{self.client_id}",
        )

    def couvre(self, jour: Jour) -> bool:
        """True when the contract runs on that day."""
        return self.contrat.couvre(jour.le)


@dataclass
class Groupe:
    """The rows of one person."""

    salarie_id: int
    nom: str
    prenom: str
    rangs: list[Rang] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.nom} {self.prenom}"

    @property
    def total(self) -> int:
        """Minutes of the person."""
        return sum(rang.total for rang in self.rangs)

    @property
    def plusieurs_contrats(self) -> bool:
        """True when the rows must tell the contracts apart."""
        return len({rang.contrat.pk for rang in self.rangs}) > 1


@dataclass
class Grille:
    """The grid of a month: every row asked for, of which one page is shown."""

    mois: date
    jours: list[Jour]
    groupes: list[Groupe]
    est_close: bool
    page: int = 1

    @cached_property
    def pages(self) -> list[list[Groupe]]:
        """People in pages of about RANGS_PAR_PAGE rows; a person is never cut."""
        pages: list[list[Groupe]] = [[]]
        for groupe in self.groupes:
            if sum(len(g.rangs) for g in pages[-1]) + len(groupe.rangs) > RANGS_PAR_PAGE:
                pages.append([])
            pages[-1].append(groupe)
        return pages if pages[0] else pages[1:] or [[]]

    @property
    def montres(self) -> list[Groupe]:
        """The people of the page asked for."""
        return self.pages[min(max(self.page, 1), len(self.pages)) - 1]

    @cached_property
    def totaux_des_jours(self) -> list[int]:
        """Minutes of each day, all pages together."""
        cases = [rang.cases for groupe in self.groupes for rang in groupe.rangs]
        return [sum(c[j.le.day].minutes for c in cases if j.le.day in c) for j in self.jours]

    @cached_property
    def colonnes(self) -> list[tuple[Jour, str]]:
        """Each day and the class of its cells: a weekend without an hour is narrow."""
        return [
            (jour, _classe(jour, total))
            for jour, total in zip(self.jours, self.totaux_des_jours, strict=True)
        ]

    @property
    def total(self) -> int:
        """Minutes of the month."""
        return sum(self.totaux_des_jours)


def _classe(jour: Jour, minutes: int) -> str:
    if not jour.chome:
        return "j"
    return "j chome" if minutes or jour.ferie else "j chome creux"


@dataclass(frozen=True)
class Demande:
    """What the grid is asked to show: a name, a chantier (`c3`) or client (`k7`), more rows."""

    personne: str = ""
    lieu: str = ""
    ajouts: Sequence[CleRang] = ()
    page: int = 1


def dresser(acces: Acces, mois: date, demande: Demande) -> Grille:
    """Build the grid: the month's lines, and an empty row where some are expected."""
    est_close = Cloture.objects.filter(structure=acces.structure, mois=mois).exists()
    lignes = _lire(acces, mois)
    contrats = _contrats(acces, mois, {x.contrat_id for x in lignes})
    rangs: dict[CleRang, Rang] = {}
    for ligne in lignes:
        rang = rangs.setdefault(ligne.cle, Rang(ligne.cle, contrats[ligne.contrat_id]))
        rang.cases.setdefault(ligne.jour.day, Case()).ajouter(ligne)
    if est_close:
        # What was typed then wholly taken back is told by the journal.
        rangs = {cle: rang for cle, rang in rangs.items() if rang.a_des_heures}
    elif acces.peut(Finalite.SAISIR_HEURES):
        _attendre(rangs, contrats, [*_attendus(acces, mois), *demande.ajouts])
    _nommer(acces, rangs.values())
    jours = jours_du_mois(mois, acces.structure.code_insee)
    return Grille(mois, jours, _grouper(rangs.values(), demande), est_close, demande.page)


def _lire(acces: Acces, mois: date) -> list[Ligne]:
    # Corrections of earlier months count in this one too, but their day is not on this grid.
    requete = les_lignes(acces).filter(mois=mois, jour__range=(mois, dernier_jour(mois)))
    return [Ligne(*x) for x in requete.order_by("id").values_list(*Ligne._fields)]


def _contrats(acces: Acces, mois: date, cites: Iterable[int]) -> dict[int, Contrat]:
    """Contracts that run in the month, and those some hours cite."""
    fin = dernier_jour(mois)
    en_cours = Q(debut__lte=fin) & (Q(fin__isnull=True) | Q(fin__gte=mois))
    return {c.pk: c for c in les_contrats(acces).filter(en_cours | Q(pk__in=list(cites)))}


def _attendus(acces: Acces, mois: date) -> list[CleRang]:
    """Work rows of the month before, where the place and the clause still run."""
    lieu_en_cours = (
        Q(chantier=None, mission=None)
        | Q(chantier__isnull=False) & (Q(chantier__fin=None) | Q(chantier__fin__gte=mois))
        | Q(mission__isnull=False) & (Q(mission__fin=None) | Q(mission__fin__gte=mois))
    )
    clause_en_cours = Q(clause=None) | Q(clause__fin__gte=mois)
    requete = les_lignes(acces).filter(
        lieu_en_cours, clause_en_cours, mois=mois_precedent(mois), nature=_TRAVAIL
    )
    champs = ("contrat_id", "nature", "chantier_id", "mission_id", "clause_id")
    return [CleRang(*x) for x in requete.order_by().values_list(*champs).distinct()]


def _attendre(
    rangs: dict[CleRang, Rang], contrats: Mapping[int, Contrat], cles: Iterable[CleRang]
) -> None:
    """Add an empty row for each key, and one for a contract without any, so that all can type."""
    for cle in cles:
        if cle.contrat_id in contrats:
            rangs.setdefault(cle, Rang(cle, contrats[cle.contrat_id]))
    presents = {cle.contrat_id for cle in rangs}
    for contrat in contrats.values():
        if contrat.pk not in presents:
            cle = CleRang(contrat.pk, _TRAVAIL)
            rangs[cle] = Rang(cle, contrat)


def _nommer(acces: Acces, rangs: Collection[Rang]) -> None:
    lieux = {f"c{c.pk}": (c.denomination, c.client_id) for c in les_chantiers(acces)}
    cites = {rang.cle.mission_id for rang in rangs if rang.cle.mission_id is not None}
    for m in les_missions(acces).filter(pk__in=cites):
        lieux[f"m{m.pk}"] = (f"{m.client.denomination}, {m.numero}", m.client_id)
    clauses = {c.pk: str(c) for c in les_clauses(acces)}
    for rang in rangs:
        cle = rang.cle
        lieu = ecrire_lieu(cle.chantier_id, cle.mission_id)
        rang.lieu, rang.client_id = lieux.get(lieu, ("", None))
        rang.clause = clauses.get(cle.clause_id or 0, "")


def _grouper(rangs: Iterable[Rang], demande: Demande) -> list[Groupe]:
    """People in the order of their names, their work first, then by place."""
    mots = demande.personne.casefold().split()
    groupes: dict[int, Groupe] = {}
    for rang in sorted(rangs, key=_ordre):
        personne = rang.contrat.salarie.personne
        if demande.lieu and not rang.est_a(demande.lieu):
            continue
        if all(mot in str(personne).casefold() for mot in mots):
            salarie = rang.contrat.salarie_id
            groupe = groupes.setdefault(salarie, Groupe(salarie, personne.nom, personne.prenom))
            groupe.rangs.append(rang)
    return list(groupes.values())


def _ordre(rang: Rang) -> tuple[str, str, int, int, int, str, str]:
    qui = rang.contrat.salarie.personne
    return (
        qui.nom.casefold(),
        qui.prenom.casefold(),
        rang.contrat.salarie_id,
        rang.contrat.pk,
        rang.cle.nature,
        rang.lieu,
        rang.clause,
    )
