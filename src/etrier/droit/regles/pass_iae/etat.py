"""Where a PASS IAE stands on a day: its dates, and what may still be asked.

Sources: CT R5132-1-8, and the window of the State platform (from 12 months before the end of the
PASS to 6 months after it since 21 May 2026).

Worked line: PASS that ends on 2026-11-23: open to prolongation from 2025-11-23 to 2027-05-23.
"""

from datetime import date

from etrier.droit.calendrier import ajouter_mois, au_plus_tot
from etrier.droit.ecriture import jour
from etrier.droit.parametre import NonCalculable, Parametres, Valeur
from etrier.droit.regles.pass_iae.dates import (
    CARENCE,
    CUMUL,
    OUVERTS,
    fin_carence,
    fin_du_pass,
    fin_maximale,
    jours_restants,
    motifs_prolongation,
    suspension_en_cours,
)
from etrier.droit.regles.pass_iae.differences import differences
from etrier.droit.regles.pass_iae.types import EtatPass, Parcours

AVANT, APRES = "pass_iae/prolongation_avant_mois", "pass_iae/prolongation_apres_mois"


def prolongation_possible(
    parcours: Parcours, le: date, parametres: Parametres
) -> tuple[bool | None, str]:
    """May a prolongation be asked for on a day, and why not. None: the window is not established.

    From 12 months before the end to 6 months after it (dated), not while suspended, not with a
    request pending, not when a newer PASS exists nor when the parcours is closed.
    """
    obstacle = _obstacle(parcours, le)
    if obstacle:
        return False, obstacle
    fin = fin_du_pass(parcours)
    try:
        avant = parametres.valeur(AVANT, le).en(1)
        apres = parametres.valeur(APRES, le).en(1)
    except NonCalculable as erreur:
        return None, erreur.motif
    ouvre, ferme = ajouter_mois(fin, -avant), ajouter_mois(fin, apres)
    if le < ouvre:
        return False, f"La prolongation pourra être demandée à partir du {jour(ouvre)}."
    if le > ferme:
        return False, f"La prolongation pouvait être demandée jusqu'au {jour(ferme)}."
    return True, f"La prolongation peut être demandée du {jour(ouvre)} au {jour(ferme)}."


def _obstacle(parcours: Parcours, le: date) -> str:
    if parcours.clos_le is not None and parcours.clos_le <= le:
        return f"Le parcours a été clos le {jour(parcours.clos_le)}."
    suspension = suspension_en_cours(parcours, le)
    if suspension is not None:
        return (
            f"Le PASS est suspendu jusqu'au {jour(suspension.fin)} : terminez la suspension avant"
            " de demander une prolongation."
        )
    if not parcours.plus_recent:
        return "Un PASS plus récent existe : celui-ci ne se prolonge plus."
    if parcours.demande_en_attente:
        return "Une demande de prolongation attend déjà sa réponse."
    return ""


def etat_pass(parcours: Parcours, le: date, parametres: Parametres) -> EtatPass:
    """Everything there is to say of a PASS on a day. Raises NonCalculable for a missing value."""
    fin = fin_du_pass(parcours)
    carence = fin_carence(parcours, parametres)
    possible, motif = prolongation_possible(parcours, le, parametres)
    ouverts = motifs_prolongation(parcours.dispositif, parametres, le)
    return EtatPass(
        fin=fin,
        jours_restants=jours_restants(parcours, le),
        valide=le <= fin,
        suspendu=suspension_en_cours(parcours, le) is not None,
        en_carence=fin < le <= carence,
        fin_carence=carence,
        prolongation_possible=possible,
        motif_prolongation=motif,
        fin_maximale={
            m: fin_maximale(parcours, m, le, parametres) if m in ouverts else None for m in OUVERTS
        },
        differences=differences(parcours, le, parametres),
        parametres=_valeurs(fin, le, parametres),
    )


def _valeurs(fin: date, le: date, parametres: Parametres) -> tuple[Valeur, ...]:
    """The dated values the state comes from, those that are not established left out."""
    valeurs = [au_plus_tot(parametres, CARENCE, fin)]
    valeurs += [
        au_plus_tot(parametres, CUMUL, le, motif.value)
        for motif in OUVERTS
        if motif in parametres.parametre(CUMUL).cles
    ]
    for nom in (AVANT, APRES):
        try:
            valeurs.append(parametres.valeur(nom, le))
        except NonCalculable:
            continue
    return tuple(valeurs)
