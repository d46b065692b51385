"""The month grid: people × days, read in a fixed number of queries whatever their number."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext

from etrier.heures.access import les_lignes
from etrier.heures.cases import Contenu
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.models import Cloture
from etrier.heures.plans.prevision import prevues
from etrier.missions.access import les_chantiers, les_clauses, les_missions
from etrier.parcours.access import les_contrats
from etrier.parcours.models import Contrat
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www.heures.calendrier import Jour, jours_du_mois
from etrier.www.heures.cles import CleRang
from etrier.www.heures.placement import Ligne, attendus, lire_lignes, placer

RANGS_PAR_PAGE = 120
Ordre = tuple[str, str, int, int, bool, str, str]


@dataclass(slots=True)
class Case:
    """A day of a row, by nature: minutes frozen (and the line that says why), minutes draft."""

    fige: Contenu = field(default_factory=dict)
    brouillon: Contenu = field(default_factory=dict)
    ligne_id: int | None = None
    motif: str = ""
    corrigee: bool = False

    def ajouter(self, ligne: Ligne) -> None:
        """Count a line in."""
        if ligne.etat == EtatLigne.BROUILLON:
            _compter(self.brouillon, ligne)
            return
        _compter(self.fige, ligne)
        if ligne.sorte != SorteLigne.SAISIE:
            self.corrigee, self.motif = True, ligne.motif
        if ligne.sorte != SorteLigne.CONTREPASSATION or self.ligne_id is None:
            self.ligne_id = ligne.id

    @property
    def est_figee(self) -> bool:
        """True when a validated line stands in it."""
        return self.ligne_id is not None

    @property
    def contenu(self) -> Contenu:
        """Minutes by nature, frozen and draft together; a nature corrected to nothing is gone."""
        toutes = dict(self.fige)
        for nature, minutes in self.brouillon.items():
            toutes[nature] = toutes.get(nature, 0) + minutes
        return {nature: minutes for nature, minutes in sorted(toutes.items()) if minutes}

    @property
    def minutes(self) -> int:
        """All of them."""
        return sum(self.fige.values()) + sum(self.brouillon.values())


def _compter(contenu: Contenu, ligne: Ligne) -> None:
    contenu[ligne.nature] = contenu.get(ligne.nature, 0) + ligne.minutes


@dataclass
class Rang:
    """A row: one contract, place and clause, and its days."""

    cle: CleRang
    contrat: Contrat
    lieu: str = ""
    mission: str = ""
    client_id: int | None = None
    client: str = ""
    clause: str = ""
    cases: dict[int, Case] = field(default_factory=dict)
    prevu: dict[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Minutes of the row."""
        return sum(case.minutes for case in self.cases.values())

    @property
    def a_des_heures(self) -> bool:
        """True when a day at least has hours, corrections taken in."""
        return any(case.contenu for case in self.cases.values())

    @property
    def qui(self) -> str:
        """First name then name."""
        personne = self.contrat.salarie.personne
        return f"{personne.prenom} {personne.nom}"

    @property
    def intitule(self) -> str:
        """Place and clause."""
        return " · ".join(m for m in (self.lieu, self.clause) if m) or gettext("sans lieu")

    def est_a(self, lieu: str) -> bool:
        """True at the chantier `c3`, or at the client `k7`."""
        return lieu in (self.cle.lieu, f"k{self.client_id}")

    def couvre(self, jour: Jour) -> bool:
        """True when the contract runs on that day."""
        return self.contrat.couvre(jour.le)


@dataclass
class Groupe:
    """Rows shown together: those of one person or, by place, of one chantier or client."""

    titre: str
    par_lieu: bool
    rangs: list[Rang] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Minutes of the group."""
        return sum(rang.total for rang in self.rangs)

    @property
    def hauteur(self) -> int:
        """Rows of the table it takes: its own, its title by place, its totals when several."""
        return len(self.rangs) + self.par_lieu + (len(self.rangs) > 1)

    @property
    def contrats_doubles(self) -> frozenset[int]:
        """People with several contracts here: their rows must tell them apart."""
        paires = {(rang.contrat.salarie_id, rang.contrat.pk) for rang in self.rangs}
        nombres = Counter(salarie for salarie, _contrat in paires)
        return frozenset(salarie for salarie, n in nombres.items() if n > 1)


@dataclass
class Grille:
    """The grid of a month: every row asked for, of which one page is shown."""

    mois: date
    jours: list[Jour]
    groupes: list[Groupe]
    est_close: bool
    tous: Sequence[Rang] = ()
    page: int = 1

    @cached_property
    def pages(self) -> list[list[Groupe]]:
        """Groups in pages of about RANGS_PAR_PAGE rows; a group is never cut."""
        pages: list[list[Groupe]] = [[]]
        for groupe in self.groupes:
            if sum(len(g.rangs) for g in pages[-1]) + len(groupe.rangs) > RANGS_PAR_PAGE:
                pages.append([])
            pages[-1].append(groupe)
        return pages if pages[0] else pages[1:] or [[]]

    @property
    def montres(self) -> list[Groupe]:
        """The groups of the page asked for."""
        return self.pages[min(max(self.page, 1), len(self.pages)) - 1]

    @property
    def rangs_montres(self) -> list[Rang]:
        """The rows of the page asked for."""
        return [rang for groupe in self.montres for rang in groupe.rangs]

    @cached_property
    def totaux_des_jours(self) -> list[int]:
        """Minutes of each day, all pages together."""
        return totaux(self.jours, [rang for groupe in self.groupes for rang in groupe.rangs])

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


def totaux(jours: Sequence[Jour], rangs: Iterable[Rang]) -> list[int]:
    """Minutes of each day over some rows."""
    sommes: Counter[int] = Counter()
    for rang in rangs:
        for jour, case in rang.cases.items():
            sommes[jour] += case.minutes
    return [sommes[jour.le.day] for jour in jours]


def _classe(jour: Jour, minutes: int) -> str:
    if not jour.chome:
        return "j"
    return "j chome" if minutes or jour.ferie else "j chome creux"


@dataclass(frozen=True)
class Demande:
    """What the grid is asked to show: a name, a chantier (`c3`) or client (`k7`), more rows."""

    personne: str = ""
    lieu: str = ""
    par_lieu: bool = False
    ajouts: Sequence[CleRang] = ()
    page: int = 1


def dresser(acces: Acces, mois: date, demande: Demande) -> Grille:
    """Build the grid: the month's lines, and an empty row where some are expected."""
    est_close = Cloture.objects.filter(structure=acces.structure, mois=mois).exists()
    saisie = not est_close and acces.peut(Finalite.SAISIR_HEURES)
    lignes = lire_lignes(acces, mois)
    contrats = _contrats(acces, mois, {x.contrat_id for x in lignes})
    connus = attendus(acces, mois) if saisie else []
    rangs: dict[CleRang, Rang] = {}
    places = placer(lignes, connus)
    for ligne in lignes:
        cle = places[ligne.id]
        rang = rangs.setdefault(cle, Rang(cle, contrats[ligne.contrat_id]))
        rang.cases.setdefault(ligne.jour.day, Case()).ajouter(ligne)
    if saisie:
        faits = _valides(lignes)
        a_venir = [cle for cle in connus if cle.contrat_id not in faits]
        _attendre(rangs, contrats, [*a_venir, *demande.ajouts])
    elif est_close:
        # What was typed then wholly taken back is told by the journal.
        rangs = {cle: rang for cle, rang in rangs.items() if rang.a_des_heures}
    _nommer(acces, rangs.values())
    _prevoir(rangs.values(), contrats, mois)
    groupes = _grouper(rangs.values(), demande)
    jours = jours_du_mois(mois, acces.structure)
    return Grille(mois, jours, groupes, est_close, list(rangs.values()), demande.page)


def brouillons(acces: Acces, mois: date) -> int:
    """How many lines of the month wait for validation: those of days already there."""
    attendent = les_lignes(acces).filter(mois=mois, validee_le__isnull=True)
    return attendent.filter(jour__lte=aujourdhui()).count()


def _contrats(acces: Acces, mois: date, cites: Iterable[int]) -> dict[int, Contrat]:
    """Contracts that run in the month, and those some hours cite."""
    fin = dernier_jour(mois)
    en_cours = Q(debut__lte=fin) & (Q(fin__isnull=True) | Q(fin__gte=mois))
    return {c.pk: c for c in les_contrats(acces).filter(en_cours | Q(pk__in=list(cites)))}


def _valides(lignes: Collection[Ligne]) -> set[int]:
    """Contracts whose hours of the month are all validated: nothing more is expected of them."""
    a_valider = {x.contrat_id for x in lignes if x.etat == EtatLigne.BROUILLON}
    return {x.contrat_id for x in lignes} - a_valider


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
            rangs[CleRang(contrat.pk)] = Rang(CleRang(contrat.pk), contrat)


def _prevoir(rangs: Collection[Rang], contrats: Mapping[int, Contrat], mois: date) -> None:
    """What the contract expects each day, on each of its rows."""
    par_contrat: dict[int, dict[int, int]] = {cle: {} for cle in contrats}
    for (contrat, jour), minutes in prevues(contrats.values(), mois, dernier_jour(mois)).items():
        par_contrat[contrat][jour.day] = minutes
    for rang in rangs:
        rang.prevu = par_contrat[rang.contrat.pk]


def _nommer(acces: Acces, rangs: Collection[Rang]) -> None:
    lieux = {
        f"c{c.pk}": (c.denomination, c.client_id, str(c.client or "")) for c in les_chantiers(acces)
    }
    numeros: dict[str, str] = {}
    cites = {rang.cle.mission_id for rang in rangs if rang.cle.mission_id is not None}
    for m in les_missions(acces).filter(pk__in=cites):
        nom = m.client.denomination
        lieux[f"m{m.pk}"] = (f"{nom}, {m.numero}", m.client_id, nom)
        numeros[f"m{m.pk}"] = m.numero
    clauses = {c.pk: str(c) for c in les_clauses(acces)}
    for rang in rangs:
        rang.lieu, rang.client_id, rang.client = lieux.get(rang.cle.lieu, ("", None, ""))
        rang.mission = numeros.get(rang.cle.lieu, "")
        rang.clause = clauses.get(rang.cle.clause_id or 0, "")


def _grouper(rangs: Iterable[Rang], demande: Demande) -> list[Groupe]:
    """By person, or by chantier and client, each in the order of the names."""
    mots = demande.personne.casefold().split()
    tries = sorted(rangs, key=_ordre_des_lieux if demande.par_lieu else _ordre)
    grouper: Callable[[Rang], tuple[str, str]] = _du_lieu if demande.par_lieu else _de_la_personne
    groupes: dict[str, Groupe] = {}
    for rang in tries:
        if demande.lieu and not rang.est_a(demande.lieu):
            continue
        if all(mot in str(rang.contrat.salarie.personne).casefold() for mot in mots):
            cle, titre = grouper(rang)
            groupes.setdefault(cle, Groupe(titre, demande.par_lieu)).rangs.append(rang)
    return list(groupes.values())


def _de_la_personne(rang: Rang) -> tuple[str, str]:
    return str(rang.contrat.salarie_id), str(rang.contrat.salarie.personne)


def _du_lieu(rang: Rang) -> tuple[str, str]:
    """Missions by client, as an AI sees them; chantiers one by one, as an ACI or an EI does."""
    if rang.cle.mission_id is not None:
        return f"k{rang.client_id}", rang.client
    return rang.cle.lieu, rang.lieu or gettext("Sans lieu")


def _ordre(rang: Rang) -> Ordre:
    # Hours without a place come last.
    qui = rang.contrat.salarie.personne
    return (
        qui.nom.casefold(),
        qui.prenom.casefold(),
        rang.contrat.salarie_id,
        rang.contrat.pk,
        not rang.cle.lieu,
        rang.lieu,
        rang.clause,
    )


def _ordre_des_lieux(rang: Rang) -> tuple[bool, str, Ordre]:
    return (not rang.cle.lieu, _du_lieu(rang)[1].casefold(), _ordre(rang))
