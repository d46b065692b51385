"""People: who works where and when, who follows whom on a post, and their PASS IAE."""

from dataclasses import dataclass
from datetime import date, timedelta

from etrier.demonstration.monde import Monde, Sejour
from etrier.demonstration.noms import identites
from etrier.demonstration.scenario import (
    PAR_CLE,
    SEMAINE,
    STRUCTURES,
    Calendrier,
    StructureExemple,
    hasard,
    lundi_suivant,
)
from etrier.droit.calendrier import ajouter_mois
from etrier.parcours.models import PassIae, Personne, SuspensionPass

UN_JOUR = timedelta(days=1)
# A PASS lasts two years of 365 days; that of a CDI inclusion 3 650 days (CT R5132-1-8).
DUREE_PASS = timedelta(days=730)
DUREE_PASS_CDI = timedelta(days=3650)
AGE_MINIMAL, AGE_MAXIMAL, AGE_CDI_INCLUSION = 18, 61, 57
SUITES = 14
CUMULS = 3
SUSPENSIONS = 6
# Roles that wait for the mistakes of the last month: key of the structure, number of months before.
ROLES_AI = (("ai_480", 17), ("ai_80", 15))
SEMAINES_IMPOSEES = 82
ROLES_PIEGES = (
    ("ACI", "suspension"),
    ("ACI", "taux"),
    ("EI", "journee"),
    ("RQ", "pass"),
    ("AI", "sans_tarif"),
)


def peupler(monde: Monde) -> None:
    """Fill the posts with people, tie the stays of one person together, give the PASS."""
    cal = monde.calendrier
    for exemple in STRUCTURES:
        monde.sejours += _sejours(exemple, cal)
    _distribuer_roles(monde)
    monde.sejours += _cumuls(monde)
    parcours = _parcours(monde.sejours)
    identites_tirees = identites(hasard("identites"), len(parcours))
    numero = 0
    for rang, ((civilite, nom, prenom), sejours) in enumerate(
        zip(identites_tirees, parcours, strict=True)
    ):
        naissance = _naissance(rang, sejours)
        personne = Personne(civilite=civilite, nom=nom, prenom=prenom, naissance=naissance)
        monde.personnes.append(personne)
        for sejour in sejours:
            sejour.personne = personne
        if any(s.exemple.dispositif.est_iae for s in sejours):
            numero += 1
            monde.passes.append(_pass(personne, sejours, numero, cal))
    _suspendre(monde)


# Stays


def _sejours(exemple: StructureExemple, cal: Calendrier) -> list[Sejour]:
    """Each post is held by one person after another, until the last month is covered."""
    trouves = []
    for siege in range(exemple.sieges):
        tirage = hasard("sejours", exemple.cle, siege)
        impose = ROLES_AI[siege] if exemple.cle == "AI" and siege < len(ROLES_AI) else None
        debut = cal.premier_lundi
        # The first ones are already on their way: their stay ends sooner.
        semaines = tirage.randint(exemple.semaines[0] // 2, exemple.semaines[1])
        if impose:
            debut = lundi_suivant(ajouter_mois(cal.mois_dernier, -impose[1]))
            semaines = SEMAINES_IMPOSEES
        while debut <= cal.fin - 2 * SEMAINE:
            fin = debut + semaines * SEMAINE - 3 * UN_JOUR
            trouves.append(Sejour(exemple.cle, debut, fin, role=impose[0] if impose else ""))
            debut = lundi_suivant(fin) + tirage.randint(0, 2) * SEMAINE
            semaines = tirage.randint(*exemple.semaines)
            impose = None
    return sorted(trouves, key=lambda s: (s.debut, s.fin))


def _distribuer_roles(monde: Monde) -> None:
    """Choose who will make which mistake: people present during the whole last month and before."""
    cal = monde.calendrier
    avant, apres = ajouter_mois(cal.mois_dernier, -4), cal.fin + 2 * SEMAINE
    for cle, role in ROLES_PIEGES:
        libres = (s for s in monde.sejours_de(cle) if not s.role and s.couvre(avant, apres))
        next(libres).role = role
    for cle in ("ACI", "EI"):
        anciens = [s for s in monde.sejours_de(cle) if not s.role]
        milieu = (s for s in anciens if 3 <= cal.rang_du_mois(s.debut) <= 12)
        cdi = next(milieu)
        cdi.role, cdi.fin = "cdi", date(cal.fin.year + 1, 12, 31)
    _marquer_cumuls(monde)


def _marquer_cumuls(monde: Monde) -> None:
    cal = monde.calendrier
    presents = (s for s in monde.sejours_de("ACI") if not s.role and s.fin > cal.fin + 2 * SEMAINE)
    longs = [s for s in presents if cal.rang_du_mois(s.debut) < 19]
    for rang, sejour in enumerate(longs[:CUMULS]):
        sejour.role = f"cumul_{rang}"
        sejour.jours = (0, 1, 2, 3)


def _cumuls(monde: Monde) -> list[Sejour]:
    """Some ACI employees also work a few hours for the AI, on other days."""
    doubles = []
    for rang in range(CUMULS):
        principal = monde.avec_role(f"cumul_{rang}")
        debut = max(principal.debut + 8 * SEMAINE, monde.calendrier.premier_lundi)
        fin = max(principal.fin - SEMAINE, debut)
        doubles.append(Sejour("AI", debut, fin, role=f"second_{rang}"))
    return doubles


# Who is who


def _parcours(sejours: list[Sejour]) -> list[list[Sejour]]:
    """Stays grouped by person: most alone, some one after the other, a few at the same time."""
    suites: dict[int, list[Sejour]] = {id(s): [s] for s in sejours}
    for rang in range(CUMULS):
        principal = next(s for s in sejours if s.role == f"cumul_{rang}")
        second = next(s for s in sejours if s.role == f"second_{rang}")
        suites[id(principal)].append(second)
        del suites[id(second)]
    _enchainer(sejours, suites)
    return [suites[id(s)] for s in sejours if id(s) in suites]


def _enchainer(sejours: list[Sejour], suites: dict[int, list[Sejour]]) -> None:
    """Some leave one structure of the group for another: the next starts soon after the end."""
    pris: set[int] = set()
    for depart in sejours:
        if len(pris) >= 2 * SUITES:
            return
        if depart.role or id(depart) in pris or depart.cle == "GEIQ":
            continue
        arrivee = next((s for s in sejours if id(s) not in pris and _suit(depart, s)), None)
        if arrivee is not None:
            pris |= {id(depart), id(arrivee)}
            suites[id(depart)].append(arrivee)
            del suites[id(arrivee)]


def _suit(depart: Sejour, arrivee: Sejour) -> bool:
    attente = arrivee.debut - depart.fin
    return (
        not arrivee.role
        and arrivee.cle != depart.cle
        and timedelta(days=1) < attente < timedelta(days=40)
        and arrivee.fin - depart.debut < DUREE_PASS - 2 * SEMAINE
    )


def _naissance(rang: int, sejours: list[Sejour]) -> date:
    """Adult on the first day of work; 57 or more for a CDI inclusion."""
    tirage = hasard("naissance", rang)
    plancher = AGE_CDI_INCLUSION if any(s.role == "cdi" for s in sejours) else AGE_MINIMAL
    premier = min(s.debut for s in sejours)
    jours = tirage.randint(plancher * 366, AGE_MAXIMAL * 365)
    return premier - timedelta(days=jours)


# PASS IAE


@dataclass(frozen=True)
class _Duree:
    debut: date
    fin: date


def _pass(personne: Personne, sejours: list[Sejour], numero: int, cal: Calendrier) -> PassIae:
    """A PASS that covers every stay, except the one whose end was forgotten."""
    duree = _duree_du_pass(sejours, numero, cal)
    octroye = PassIae(
        personne=personne, numero=f"99999{numero:07d}", debut=duree.debut, fin=duree.fin
    )
    for sejour in sejours:
        sejour.pass_iae = octroye
    return octroye


def _duree_du_pass(sejours: list[Sejour], numero: int, cal: Calendrier) -> _Duree:
    premier, roles = min(s.debut for s in sejours), {s.role for s in sejours}
    if "cdi" in roles:
        # CDI inclusion: at the earliest 12 months after the start of the parcours (D5132-10-5).
        debut = premier - timedelta(days=400)
        return _Duree(debut, debut + DUREE_PASS_CDI - UN_JOUR)
    if "pass" in roles:
        fin = cal.mois_dernier + timedelta(days=8)
        return _Duree(fin - DUREE_PASS + UN_JOUR, fin)
    marge = DUREE_PASS - (max(s.fin for s in sejours) - premier) - UN_JOUR
    recul = hasard("pass", numero).randint(0, min(marge.days, 150))
    debut = premier - timedelta(days=recul)
    return _Duree(debut, debut + DUREE_PASS - UN_JOUR)


def _suspendre(monde: Monde) -> None:
    """Some parcours stop for a few weeks: the end of the PASS moves as much; no hours then."""
    cal = monde.calendrier
    longs = [
        s
        for s in monde.sejours
        if not s.role and s.cle in ("ACI", "RQ", "EI") and s.fin - s.debut > 40 * SEMAINE
    ]
    for rang, sejour in enumerate(hasard("suspensions").sample(longs, SUSPENSIONS)):
        tirage = hasard("suspension", rang)
        debut = sejour.debut + tirage.randint(10, 18) * SEMAINE
        fin = debut + tirage.randint(3, 7) * SEMAINE - UN_JOUR
        if fin < cal.mois_dernier:
            _ajouter_suspension(monde, sejour, debut, fin)
    piege = monde.avec_role("suspension")
    lundi = cal.semaine_pleine()
    _ajouter_suspension(monde, piege, lundi, lundi + 2 * SEMAINE - UN_JOUR)


def _ajouter_suspension(monde: Monde, sejour: Sejour, debut: date, fin: date) -> None:
    octroye = sejour.pass_iae
    if octroye is None:
        raise ValueError(f"Le séjour {sejour.cle} du {sejour.debut} n'a pas de PASS à suspendre.")
    octroye.fin += fin - debut + UN_JOUR
    monde.suspensions.append(SuspensionPass(pass_iae=octroye, debut=debut, fin=fin))


def minutes_de(sejour: Sejour) -> int:
    """Weekly minutes first agreed for the stay."""
    tirage = hasard("hebdo", sejour.cle, sejour.debut, sejour.fin, sejour.personne.nom)
    if sejour.role.startswith("second"):
        return 300
    if sejour.role.startswith("cumul"):
        return 1560
    return tirage.choice(PAR_CLE[sejour.cle].minutes_hebdo)
