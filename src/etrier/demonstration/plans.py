"""The usual week of everybody, the absences already known, and the codes of a structure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from etrier.demonstration.monde import Ligne, Monde, Sejour, Termes, parite
from etrier.demonstration.scenario import STRUCTURES
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.models import Absence, CodeHeures, PlanHeures
from etrier.missions.models import Chantier, Mission
from etrier.socle.mois import lundi_de

HUIT_HEURES = time(8, tzinfo=UTC)
# Days off of the week stand between two days of the same absence.
RUPTURE = timedelta(days=4)
NATURES = frozenset(
    {
        NatureHeures.FORMATION,
        NatureHeures.ABSENCE_PAYEE,
        NatureHeures.ABSENCE_NON_PAYEE,
        NatureHeures.CONGE_PAYE,
    }
)
CODES = {"RTT": NatureHeures.ABSENCE_PAYEE, "STAGE": NatureHeures.FORMATION}


def prevoir(monde: Monde) -> None:
    """Plans of the contracts that run, absences of the last months and of the end of the year."""
    for exemple in STRUCTURES:
        par_contrat: dict[int, list[Ligne]] = {}
        for ligne in monde.lignes[exemple.cle]:
            par_contrat.setdefault(id(ligne.contrat), []).append(ligne)
        for sejour in monde.sejours_de(exemple.cle):
            for termes in sejour.termes:
                lignes = par_contrat.get(id(termes.contrat), [])
                monde.plans += _plans(monde, sejour, termes, lignes)
                monde.absences += _absences(monde, sejour, lignes)
            monde.absences += _fermeture(monde, sejour)
        for code, nature in CODES.items():
            structure = monde.structures[exemple.cle]
            monde.codes.append(CodeHeures(structure=structure, code=code, nature=int(nature)))


def _plans(
    monde: Monde, sejour: Sejour, termes: Termes, lignes: Iterable[Ligne]
) -> Iterator[PlanHeures]:
    """From the first of last month on, of a contract that runs then."""
    debut = max(monde.calendrier.mois_dernier, termes.contrat.debut)
    if not termes.couvre(debut):
        return
    if termes.creneaux:
        yield from _au_domicile(termes, debut)
        return
    minutes = termes.en_vigueur(debut).minutes_hebdo // len(sejour.jours)
    semaine = [minutes if rang in sejour.jours else 0 for rang in range(7)]
    missions = [m for m in sejour.missions_du(debut) if m.contrat is termes.contrat]
    if missions:
        yield _plan(termes, debut, semaine, mission=missions[0])
    elif sejour.cle in monde.chantiers:
        yield _plan(termes, debut, semaine, chantier=_chantier(monde, sejour, lignes))


def _au_domicile(termes: Termes, depuis: date) -> Iterator[PlanHeures]:
    """A plan for each mission that still runs: all its slots of the week, or of every other one."""
    semaines: dict[int, list[int]] = {}
    for creneau in termes.creneaux:
        semaine = semaines.setdefault(id(creneau.mission), [0] * 7)
        for rang in creneau.jours:
            semaine[rang] += creneau.minutes
    for creneau in {id(c.mission): c for c in termes.creneaux}.values():
        mission = creneau.mission
        debut = max(depuis, mission.debut)
        if creneau.parite is not None and parite(debut) != creneau.parite:
            debut = lundi_de(debut) + timedelta(days=7)
        if mission.fin is None or debut <= mission.fin:
            plan = _plan(termes, debut, semaines[id(mission)], mission=mission)
            plan.toutes_les_semaines = 1 if creneau.parite is None else 2
            yield plan


def _plan(
    termes: Termes,
    debut: date,
    semaine: list[int],
    chantier: Chantier | None = None,
    mission: Mission | None = None,
) -> PlanHeures:
    return PlanHeures(
        structure=termes.contrat.structure,
        contrat=termes.contrat,
        chantier=chantier,
        mission=mission,
        debut=debut,
        minutes_par_jour=semaine,
    )


def _chantier(monde: Monde, sejour: Sejour, lignes: Iterable[Ligne]) -> Chantier:
    """Where she worked most last month; the first chantier for a newcomer."""
    depuis = monde.calendrier.mois_dernier
    vus = {id(x.chantier): x.chantier for x in lignes if x.chantier is not None}
    comptes = Counter(id(x.chantier) for x in lignes if x.chantier is not None and x.jour >= depuis)
    if not comptes:
        return monde.chantiers[sejour.cle][0]
    return vus[comptes.most_common(1)[0][0]]


def _absences(monde: Monde, sejour: Sejour, lignes: Iterable[Ligne]) -> Iterator[Absence]:
    """Days in a row of one nature, in the last three months of hours."""
    debut: date | None = None
    fin, nature = date.min, 0
    for jour, autre in _journees(monde, lignes):
        if debut is not None and (autre != nature or jour - fin > RUPTURE):
            yield _absence(sejour, debut, fin, nature)
            debut = None
        if autre:
            debut, fin, nature = debut or jour, jour, autre
    if debut is not None:
        yield _absence(sejour, debut, fin, nature)


def _journees(monde: Monde, lignes: Iterable[Ligne]) -> Iterator[tuple[date, int]]:
    """Each day with hours, and the nature of its absence when it holds nothing else, else 0."""
    natures: dict[date, set[int]] = {}
    for ligne in lignes:
        if ligne.jour >= monde.calendrier.mois[-3]:
            natures.setdefault(ligne.jour, set()).add(int(ligne.nature))
    for jour, les_siennes in sorted(natures.items()):
        seule = next(iter(les_siennes)) if len(les_siennes) == 1 else 0
        yield jour, seule if seule in NATURES else 0


def _fermeture(monde: Monde, sejour: Sejour) -> Iterator[Absence]:
    """The chantiers close at the end of the year to come: leave already asked for."""
    debut = date(monde.calendrier.le.year, 12, 24)
    fin = debut + timedelta(days=7)
    if sejour.cle in ("ACI", "EI", "RQ") and debut > monde.calendrier.le:
        termes = sejour.termes_du(debut)
        if termes is not None and termes.couvre(fin):
            yield _absence(sejour, debut, fin, int(NatureHeures.CONGE_PAYE))


def _absence(sejour: Sejour, debut: date, fin: date, nature: int) -> Absence:
    return Absence(
        structure=sejour.salarie.structure,
        salarie=sejour.salarie,
        debut=debut,
        fin=fin,
        nature=nature,
        saisie_le=datetime.combine(debut - timedelta(days=3), HUIT_HEURES),
    )
