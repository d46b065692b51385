"""Checks before a suspension or a prolongation is written: each gives sentences, none raises.

Sources: CT R5132-1-3, R5132-1-8, and the rules of the State platform, which would refuse.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from etrier.droit.calendrier import UN_JOUR, ajouter_mois, au_plus_tot, se_touchent
from etrier.droit.ecriture import jour
from etrier.droit.parametre import Parametres
from etrier.droit.regles.pass_iae.dates import (
    fin_demande_maximale,
    fin_du_pass,
    motifs_prolongation,
)
from etrier.droit.regles.pass_iae.etat import prolongation_possible
from etrier.droit.regles.pass_iae.historique import bornes_impossibles, chevauchement
from etrier.droit.regles.pass_iae.types import Parcours, Prolongation, Suspension
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import (
    MOTIFS_PROLONGATION,
    MotifProlongation,
    MotifSuspension,
)

ANTERIORITE = "pass_iae/suspension_anteriorite_jours"
MAXIMUM = "pass_iae/suspension_maximum_mois"
MOTIFS_SUSPENSION = "pass_iae/suspension_motifs"
SANS_PRESCRIPTEUR = "pass_iae/prolongation_sans_prescripteur"


def motifs_suspension(
    dispositif: Dispositif, parametres: Parametres, le: date
) -> tuple[MotifSuspension, ...]:
    """Motives the platform offers to a dispositif: five for EI and ACI, four for the others."""
    if not dispositif.est_iae:
        return ()
    liste = au_plus_tot(parametres, MOTIFS_SUSPENSION, le, dispositif.value).liste
    return tuple(MotifSuspension(code) for code in liste)


def fin_suspension_maximale(debut: date, le: date, parametres: Parametres) -> date:
    """Last day a suspension may reach: 36 months less one day (12 before 13 February 2023)."""
    mois = au_plus_tot(parametres, MAXIMUM, le).en(1)
    return ajouter_mois(debut, mois) - UN_JOUR


def verifier_suspension(
    parcours: Parcours,
    suspension: Suspension,
    le: date,
    dispositif: Dispositif,
    parametres: Parametres,
    embauche_le: date | None = None,
) -> tuple[str, ...]:
    """Why the platform would refuse a suspension declared on a day; empty when it would not.

    `parcours` holds the suspensions already written. `embauche_le`: start of the last hire.
    """
    return (
        *_bornes(parcours, suspension),
        *_debut(parcours, suspension, le, embauche_le, parametres),
        *_longueur(suspension, le, parametres),
        *_motif(suspension, le, dispositif, parametres),
    )


def _bornes(parcours: Parcours, suspension: Suspension) -> Iterator[str]:
    yield from bornes_impossibles(parcours, suspension)
    for autre in parcours.suspensions:
        if se_touchent(suspension.debut, suspension.fin, autre.debut, autre.fin):
            yield chevauchement(autre, suspension)


def _debut(
    parcours: Parcours,
    suspension: Suspension,
    le: date,
    embauche_le: date | None,
    parametres: Parametres,
) -> Iterator[str]:
    if suspension.debut > le:
        yield (
            f"La suspension commencerait le {jour(suspension.debut)} : elle se déclare au plus tôt"
            " le jour où elle commence."
        )
    jours = au_plus_tot(parametres, ANTERIORITE, le).en(1)
    minimum = le - timedelta(days=jours)
    # A hire before the last suspension no longer counts: the next one starts after that one.
    passees = [s.fin + UN_JOUR for s in parcours.suspensions if s.debut < suspension.debut]
    if embauche_le is not None and not passees:
        minimum = max(minimum, embauche_le)
    if suspension.debut < minimum:
        yield (
            f"La suspension commence le {jour(suspension.debut)}, trop tôt : au plus tôt le"
            f" {jour(minimum)} (l'embauche, ou {jours} jours avant aujourd'hui)."
        )


def _longueur(suspension: Suspension, le: date, parametres: Parametres) -> Iterator[str]:
    limite = fin_suspension_maximale(suspension.debut, le, parametres)
    if suspension.fin > limite:
        yield (
            f"La suspension finit le {jour(suspension.fin)}, au-delà du maximum de la plateforme :"
            f" au plus tard le {jour(limite)}."
        )


def _motif(
    suspension: Suspension, le: date, dispositif: Dispositif, parametres: Parametres
) -> Iterator[str]:
    ouverts = motifs_suspension(dispositif, parametres, le)
    if suspension.motif is not None and suspension.motif not in ouverts:
        yield (
            f"Ce motif de suspension n'est pas proposé en {dispositif.value} :"
            " choisissez-en un autre."
        )


def suspension_apres_embauche(suspension: Suspension, embauche_le: date) -> Suspension | None:
    """What a new hire makes of a running suspension: it ends the day before, None: it is deleted.

    Suspension 2022-07-17 → 2022-12-17, hire on 2022-09-17: it ends on 2022-09-16. Motives kept
    for history are not touched.
    """
    ancien = suspension.motif is not None and suspension.motif.est_ancien
    if ancien or not suspension.couvre(embauche_le):
        return suspension
    if embauche_le == suspension.debut:
        return None
    return Suspension(suspension.debut, embauche_le - UN_JOUR, suspension.motif)


def exige_prescripteur(motif: MotifProlongation, parametres: Parametres, le: date) -> bool:
    """Does the motive need a prescriber's agreement? Not a CDI inclusion nor a training's end."""
    return motif.value not in au_plus_tot(parametres, SANS_PRESCRIPTEUR, le).liste


def verifier_prolongation(
    parcours: Parcours,
    prolongation: Prolongation,
    le: date,
    dispositif: Dispositif,
    parametres: Parametres,
) -> tuple[str, ...]:
    """Why a prolongation asked for on a day would be refused; empty when it would not."""
    possible, motif = prolongation_possible(parcours, le, parametres)
    phrases = [] if possible else [motif]
    fin = fin_du_pass(parcours)
    if prolongation.debut != fin:
        phrases.append(
            f"La prolongation commence le {jour(prolongation.debut)} : elle part du jour où finit"
            f" le PASS, le {jour(fin)}."
        )
    if prolongation.fin <= prolongation.debut:
        phrases.append(
            f"La nouvelle fin du PASS, le {jour(prolongation.fin)}, n'est pas après celle"
            f" d'aujourd'hui, le {jour(fin)} : choisissez une date plus tardive."
        )
    nom = MOTIFS_PROLONGATION[prolongation.motif]
    if prolongation.motif not in motifs_prolongation(dispositif, parametres, le):
        phrases.append(f"Le motif « {nom} » n'est pas ouvert en {dispositif.value}.")
    limite = fin_demande_maximale(parcours, prolongation.motif, le, parametres)
    if prolongation.fin > limite:
        phrases.append(
            f"Pour le motif « {nom} », le PASS peut être prolongé jusqu'au {jour(limite)} au plus"
            " par cette demande."
        )
    return tuple(phrases)
