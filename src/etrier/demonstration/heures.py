"""The hours themselves, day by day, as each kind of structure works."""

from collections.abc import Iterator
from datetime import date
from random import Random

from etrier.demonstration.absences import RIEN, Agenda, agenda, sans_evenement
from etrier.demonstration.monde import Ligne, Monde, Sejour, Termes
from etrier.demonstration.scenario import STRUCTURES, Calendrier, hasard
from etrier.droit.vocabulaire import NatureClient, NatureHeures
from etrier.missions.models import Chantier
from etrier.socle.mois import jours_de

TRAVAIL = int(NatureHeures.TRAVAIL)
FORMATION = int(NatureHeures.FORMATION)
FERIE = int(NatureHeures.JOUR_FERIE)
NON_PAYEE = int(NatureHeures.ABSENCE_NON_PAYEE)
JOURNEE_DE_FORMATION = 360
VENDREDI = 4
# Where a team works each month: the chantier of a public contract is the last of the list.
POIDS_DES_CHANTIERS: dict[str, tuple[int, ...]] = {
    "ACI": (35, 25, 15, 25),
    "EI": (25, 40, 20, 15),
    "RQ": (35, 20, 20, 25),
}
# Hours in companies of ordinary AI employees stay far under the cap; two come close, then pass it.
PLAFOND_ORDINAIRE = 300 * 60
PLAFONDS = {"ai_480": 466 * 60, "ai_80": 372 * 60}


def travailler(monde: Monde) -> None:
    """Write every line of the 24 months."""
    for exemple in STRUCTURES:
        lignes = monde.lignes.setdefault(exemple.cle, [])
        for rang, sejour in enumerate(monde.sejours_de(exemple.cle)):
            tirage = hasard("heures", exemple.cle, rang)
            agenda_du_sejour = agenda(monde, sejour, tirage)
            if sejour.role and sejour.role != "cdi":
                sans_evenement(agenda_du_sejour, monde.calendrier)
            lignes += _lignes(monde, sejour, agenda_du_sejour, tirage)
        lignes.sort(key=lambda x: (x.jour, x.contrat.numero))


def _lignes(monde: Monde, sejour: Sejour, absences: Agenda, tirage: Random) -> Iterator[Ligne]:
    if sejour.cle == "AI":
        yield from _au_domicile(monde, sejour, absences, tirage)
    elif sejour.cle in POIDS_DES_CHANTIERS:
        yield from _sur_les_chantiers(monde, sejour, absences, tirage)
    else:
        yield from _en_entreprise(monde, sejour, absences, tirage)


def _jours_de(sejour: Sejour, cal: Calendrier) -> Iterator[tuple[date, Termes]]:
    """The days of the stay that a contract covers, inside the 24 months."""
    for jour in jours_de(sejour.debut, min(sejour.fin, cal.fin)):
        termes = sejour.termes_du(jour)
        if termes is not None:
            yield jour, termes


def _duree_du_jour(termes: Termes, jour: date, sejour: Sejour) -> int:
    return termes.en_vigueur(jour).minutes_hebdo // len(sejour.jours)


def _sans_lieu(
    termes: Termes, jour: date, minutes: int, absences: Agenda, cal: Calendrier
) -> Ligne | None:
    """The line of a day that is not ordinary; None on an ordinary day."""
    nature = FERIE if jour in cal.feries else absences.get(jour)
    if absences.get(jour) == RIEN:
        nature = RIEN
    return None if nature is None else Ligne(termes.contrat, jour, nature, minutes if nature else 0)


# ACI, EI, régie de quartier: teams on chantiers


def _sur_les_chantiers(
    monde: Monde, sejour: Sejour, absences: Agenda, tirage: Random
) -> Iterator[Ligne]:
    cal, lieux, mois = monde.calendrier, monde.chantiers[sejour.cle], date.min
    poids = POIDS_DES_CHANTIERS[sejour.cle]
    for jour, termes in _jours_de(sejour, cal):
        if jour.replace(day=1) != mois:
            mois = jour.replace(day=1)
            equipe = tirage.choices(lieux, poids)[0]
        if jour.weekday() not in sejour.jours:
            continue
        minutes = _duree_du_jour(termes, jour, sejour)
        autre = _sans_lieu(termes, jour, minutes, absences, cal)
        if autre is not None:
            if autre.minutes:
                yield autre
        else:
            yield from _journee(monde, sejour, termes, jour, minutes, equipe, lieux, tirage)


def _journee(
    monde: Monde,
    sejour: Sejour,
    termes: Termes,
    jour: date,
    minutes: int,
    equipe: Chantier,
    lieux: list[Chantier],
    tirage: Random,
) -> Iterator[Ligne]:
    """An ordinary day: sometimes late, sometimes longer, sometimes on two chantiers."""
    sort = tirage.random()
    if sort < 0.04:
        yield Ligne(termes.contrat, jour, NON_PAYEE, 60)
        minutes -= 60
    elif sort < 0.06 and sejour.cle == "EI":
        minutes += 60
    elif sort < 0.10:
        ailleurs = tirage.choice([c for c in lieux if c is not equipe])
        moitie = minutes // 2 - minutes // 2 % 15
        yield _travail(monde, termes, jour, moitie, ailleurs)
        minutes -= moitie
    yield _travail(monde, termes, jour, minutes, equipe)


def _travail(monde: Monde, termes: Termes, jour: date, minutes: int, lieu: Chantier) -> Ligne:
    clause = monde.clause_du(lieu, jour)
    return Ligne(termes.contrat, jour, TRAVAIL, minutes, chantier=lieu, clause=clause)


# ETTI, GEIQ: whole weeks with a company


def _en_entreprise(
    monde: Monde, sejour: Sejour, absences: Agenda, tirage: Random
) -> Iterator[Ligne]:
    cal = monde.calendrier
    for jour, termes in _jours_de(sejour, cal):
        if jour.weekday() not in sejour.jours:
            continue
        minutes = _duree_du_jour(termes, jour, sejour)
        autre = _sans_lieu(termes, jour, minutes, absences, cal)
        if autre is not None:
            if autre.minutes:
                yield autre
        elif sejour.cle == "GEIQ" and jour.weekday() == VENDREDI:
            yield Ligne(termes.contrat, jour, FORMATION, minutes)
        else:
            mission = next(m for m in sejour.missions_du(jour) if m.contrat is termes.contrat)
            supplement = 60 if tirage.random() < 0.05 else 0
            clause = monde.clause_du(mission.client, jour)
            yield Ligne(
                termes.contrat, jour, TRAVAIL, minutes + supplement, mission=mission, clause=clause
            )


# AI: a few hours here and there


def _au_domicile(monde: Monde, sejour: Sejour, absences: Agenda, tirage: Random) -> Iterator[Ligne]:
    cal, en_entreprise = monde.calendrier, 0
    plafond = PLAFONDS.get(sejour.role, PLAFOND_ORDINAIRE)
    for jour, termes in _jours_de(sejour, cal):
        if jour == cal.mois_dernier and sejour.role in PLAFONDS:
            plafond += 30 * 60
        autre = _sans_lieu(termes, jour, JOURNEE_DE_FORMATION, absences, cal)
        if autre is not None:
            if autre.nature == FORMATION and jour.weekday() <= VENDREDI:
                yield autre
            continue
        for creneau in termes.creneaux:
            if not creneau.tombe_le(jour) or jour < creneau.mission.debut:
                continue
            minutes = _duree_de_l_intervention(creneau.minutes, tirage)
            if creneau.mission.client.nature == NatureClient.ENTREPRISE:
                minutes = min(minutes, plafond - en_entreprise)
                en_entreprise += minutes
            if minutes:
                yield Ligne(termes.contrat, jour, TRAVAIL, minutes, mission=creneau.mission)


def _duree_de_l_intervention(minutes: int, tirage: Random) -> int:
    """Now and then cancelled, shorter or longer."""
    sort = tirage.random()
    if sort < 0.06:
        return 0
    if sort < 0.12:
        return minutes - 30
    return minutes + 30 if sort < 0.17 else minutes
