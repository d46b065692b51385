"""The dates of a PASS IAE: its end with every event, days left, waiting period, caps.

Sources: CT R5132-1-2 to R5132-1-8, and the arithmetic of the State platform, which is followed for
dates because they are the ones the ASP pays on (docs/decisions/0021): a suspension of n days gives
back n − 1; a prolongation starts on the end of the PASS.

Worked line: PASS 2021-03-25 → 2023-03-24, on 2022-11-22: 123 days left (that day and the last one
included), waiting period until 2025-03-24.
"""

from datetime import date, timedelta

from etrier.droit.calendrier import UN_JOUR, ajouter_annees, ajouter_mois, au_plus_tot
from etrier.droit.parametre import Parametres, Valeur
from etrier.droit.regles.pass_iae.types import Parcours, PassDelivre, Suspension
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import MotifProlongation

DUREE = "pass_iae/duree_plateforme_jours"
CARENCE = "pass_iae/carence_annees"
CUMUL = "pass_iae/prolongation_cumul_jours"
DEMANDE = "pass_iae/prolongation_demande_jours"
MOTIFS = "pass_iae/prolongation_motifs"
OUVERTS: tuple[MotifProlongation, ...] = tuple(
    motif for motif in MotifProlongation if motif is not MotifProlongation.HEALTH_CONTEXT
)


def fin_delivree(debut: date, parametres: Parametres) -> date:
    """End of a PASS delivered on a day: 730 days, both ends included (2021-03-25 → 2023-03-24).

    After a 29 February it falls one day short of two years.
    """
    jours = au_plus_tot(parametres, DUREE, debut).en(1)
    return debut + timedelta(days=jours) - UN_JOUR


def fin_du_pass(parcours: Parcours) -> date:
    """End of the PASS with every event: their order changes nothing.

    Suspension of n days: n − 1 more. Closed (`clos_le`): never after that day.
    """
    reports = sum(suspension.report_jours for suspension in parcours.suspensions)
    fin = parcours.delivre.fin + timedelta(days=reports + parcours.prolonge_jours)
    return fin if parcours.clos_le is None else min(fin, parcours.clos_le)


def jours_restants(parcours: Parcours, le: date) -> int:
    """Days of the PASS from `le` to its end, both included, suspended days to come left out."""
    restants = _a_venir(parcours.delivre.debut, fin_du_pass(parcours), le)
    suspendus = sum(_a_venir(s.debut, s.fin, le) for s in parcours.suspensions)
    return max(restants - suspendus, 0)


def _a_venir(debut: date, fin: date, le: date) -> int:
    """Days of a period on `le` or after it."""
    return max((fin - max(debut, le)).days + 1, 0)


def suspension_en_cours(parcours: Parcours, le: date) -> Suspension | None:
    """The suspension that covers the day, if any."""
    return next((s for s in parcours.suspensions if s.couvre(le)), None)


def fin_carence(parcours: Parcours, parametres: Parametres) -> date:
    """Last day of the waiting period: two years after the end of the parcours (R5132-1-4).

    Closed after more than 12 months of suspension: two years from the start of that suspension.
    PASS ended on 2000-01-01: 2002-01-01.
    """
    fin = fin_du_pass(parcours)
    annees = au_plus_tot(parametres, CARENCE, fin).en(1)
    origine = debut_suspension_cloturante(parcours, parametres)
    return ajouter_annees(origine or fin, annees)


def debut_suspension_cloturante(parcours: Parcours, parametres: Parametres) -> date | None:
    """Start of the long suspension after which the parcours was closed, None if it was not.

    Twelve months to the day are not « more than 12 months ».
    """
    if parcours.clos_le is None:
        return None
    mois = au_plus_tot(parametres, "pass_iae/suspension_cloture_mois", parcours.clos_le).en(1)
    longues = [
        s.debut
        for s in parcours.suspensions
        if ajouter_mois(s.debut, mois) <= min(s.fin, parcours.clos_le)
    ]
    return max(longues, default=None)


def motifs_prolongation(
    dispositif: Dispositif | None, parametres: Parametres, le: date
) -> tuple[MotifProlongation, ...]:
    """Motives open to a dispositif; all of them when it is not known."""
    if dispositif is None:
        return OUVERTS
    if not dispositif.est_iae:
        return ()
    liste = au_plus_tot(parametres, MOTIFS, le, dispositif.value).liste
    return tuple(MotifProlongation(code) for code in liste)


def plafond_jours(motif: MotifProlongation, le: date, parametres: Parametres) -> Valeur | None:
    """Days that all the prolongations may add up to, None when the platform sets no total."""
    if motif not in parametres.parametre(CUMUL).cles:
        return None
    return au_plus_tot(parametres, CUMUL, le, motif.value)


def fin_maximale(
    parcours: Parcours, motif: MotifProlongation, le: date, parametres: Parametres
) -> date:
    """End that prolongations for a motive may reach, all of them added up.

    Cap less every prolongation already had, whatever its motive; without cap, one more request.
    Never before the end of the PASS: a cap used up leaves the end where it is.
    """
    plafond = plafond_jours(motif, le, parametres)
    if plafond is None:
        reste = au_plus_tot(parametres, DEMANDE, le, motif.value).en(1)
    else:
        reste = max(plafond.en(1) - parcours.prolonge_jours, 0)
    return fin_du_pass(parcours) + timedelta(days=reste)


def fin_demande_maximale(
    parcours: Parcours, motif: MotifProlongation, le: date, parametres: Parametres
) -> date:
    """End that ONE request may ask for: 365 days (3 650 for a CDI inclusion), within the cap."""
    jours = au_plus_tot(parametres, DEMANDE, le, motif.value).en(1)
    une_demande = fin_du_pass(parcours) + timedelta(days=jours)
    return min(une_demande, fin_maximale(parcours, motif, le, parametres))


def nouveau_pass(debut: date, parametres: Parametres) -> PassDelivre:
    """A PASS delivered on a day, without any event."""
    return PassDelivre(debut, fin_delivree(debut, parametres))
