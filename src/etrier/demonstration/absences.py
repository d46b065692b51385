"""When people are not at work as usual: leave, illness, training, suspended parcours."""

from datetime import date, timedelta
from random import Random

from etrier.demonstration.monde import Monde, Sejour
from etrier.demonstration.scenario import SEMAINE, Calendrier, lundi_suivant
from etrier.droit.vocabulaire import NatureHeures
from etrier.socle.mois import jours_de

# Nothing is written that day: no hours, paid or not.
RIEN = 0
Agenda = dict[date, int]
ANCIENNETE_CONGES = 8 * SEMAINE
MALADIE, INJUSTIFIEE, EVENEMENT, CONGE_ISOLE = 0.13, 0.05, 0.05, 0.08
FORMATION_PAR_MOIS = 0.18
FORMATION = NatureHeures.FORMATION


def agenda(monde: Monde, sejour: Sejour, tirage: Random) -> Agenda:
    """Nature of the days that are not ordinary. The later rules win over the earlier ones."""
    cal = monde.calendrier
    trouve: Agenda = {}
    conge = _nature_des_conges(sejour)
    for mois in cal.mois:
        _aleas_du_mois(trouve, sejour, mois, tirage)
        if mois.month == 8:
            _conges(trouve, sejour, _debut_de_l_ete(mois, tirage), tirage.randint(2, 3), conge)
        if mois.month == 12:
            _fermeture(trouve, sejour, mois, conge)
    _suspendre(trouve, monde, sejour)
    return trouve


def _nature_des_conges(sejour: Sejour) -> int:
    """Leave is taken under a CDDI; a CDD d'usage or a mission pays an indemnity instead."""
    paye_sur_le_moment = sejour.cle in ("ACI", "EI", "RQ", "GEIQ")
    return NatureHeures.CONGE_PAYE if paye_sur_le_moment else RIEN


def _debut_de_l_ete(aout: date, tirage: Random) -> date:
    return lundi_suivant(aout - timedelta(days=14)) + tirage.randint(0, 3) * SEMAINE


def _conges(trouve: Agenda, sejour: Sejour, lundi: date, semaines: int, nature: int) -> None:
    """Some weeks in a row, once enough leave is earned. Nothing for temporary workers."""
    if sejour.cle == "ETTI" or lundi - sejour.debut < ANCIENNETE_CONGES:
        return
    trouve.update(dict.fromkeys(jours_de(lundi, lundi + semaines * SEMAINE), nature))


def _fermeture(trouve: Agenda, sejour: Sejour, decembre: date, nature: int) -> None:
    """The structure closes at the end of December."""
    if sejour.cle == "ETTI":
        return
    debut = date(decembre.year, 12, 24)
    trouve.update(dict.fromkeys(jours_de(debut, debut + timedelta(days=7)), nature))


def _aleas_du_mois(trouve: Agenda, sejour: Sejour, mois: date, tirage: Random) -> None:
    """Illness, a family event, an unexplained day, a day of leave, a training."""
    tirages = [tirage.random() for _ in range(5)]
    debuts = [mois + timedelta(days=tirage.randint(0, 27)) for _ in range(5)]
    duree = tirage.randint(1, 8)
    if tirages[0] < FORMATION_PAR_MOIS and _se_forme(sejour):
        lundi = lundi_suivant(debuts[0])
        nombre = 2 if sejour.cle == "AI" else 4
        trouve.update(dict.fromkeys(jours_de(lundi, lundi + timedelta(nombre)), FORMATION))
    if tirages[1] < CONGE_ISOLE and _nature_des_conges(sejour):
        trouve[debuts[1]] = NatureHeures.CONGE_PAYE
    if tirages[2] < EVENEMENT and sejour.cle not in ("AI", "ETTI"):
        trouve[debuts[2]] = NatureHeures.ABSENCE_PAYEE
    if tirages[3] < INJUSTIFIEE:
        trouve[debuts[3]] = NatureHeures.ABSENCE_NON_PAYEE
    if tirages[4] < MALADIE:
        fin = debuts[4] + timedelta(days=duree)
        trouve.update(dict.fromkeys(jours_de(debuts[4], fin), NatureHeures.ABSENCE_NON_PAYEE))


def _se_forme(sejour: Sejour) -> bool:
    """Trained by this employer, on days of its own: not for a second job nor in companies."""
    return sejour.cle not in ("ETTI", "GEIQ") and not sejour.role.startswith("second")


def _suspendre(trouve: Agenda, monde: Monde, sejour: Sejour) -> None:
    """Nothing during a suspension, but for the one somebody overlooked."""
    if sejour.role == "suspension":
        return
    for suspension in monde.suspensions:
        if suspension.pass_iae is sejour.pass_iae:
            trouve.update(dict.fromkeys(jours_de(suspension.debut, suspension.fin), RIEN))


def sans_evenement(trouve: Agenda, cal: Calendrier) -> None:
    """Forget what happens in the last month: planted mistakes need ordinary days."""
    for jour in jours_de(cal.mois_dernier, cal.fin):
        trouve.pop(jour, None)
