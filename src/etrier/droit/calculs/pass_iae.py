"""A PASS IAE on a day: its end, days left, waiting period, prolongations, law and platform."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from etrier.droit.calculs.arguments import DISPOSITIF, LE
from etrier.droit.calculs.calcul import Argument, Calcul, Constat, Ligne
from etrier.droit.ecriture import INSECABLE, jour, jour_en_lettres
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import Parametres
from etrier.droit.regles.pass_iae import EtatPass, Parcours, PassDelivre, etat_pass, incoherences
from etrier.droit.vocabulaire_parcours import MOTIFS_PROLONGATION

ANNEES = range(1990, 2201)
NON_OUVERT = "motif non ouvert dans ce dispositif"


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Constat:
    """PASS 2021-03-25 → 2023-03-24, on 2022-11-22: valid, 123 days left, waits until 2025-03-24.

    Raises SaisieInvalide for a history that cannot be (overlaps, a cap passed).
    """
    parcours, le = _parcours(saisie), saisie["le"]
    _verifier_annees(parcours, le)
    impossibles = incoherences(parcours, le, parametres)
    if impossibles:
        raise SaisieInvalide(impossibles[0])
    etat = etat_pass(parcours, le, parametres)
    return Constat(
        conclusion=_conclusion(parcours, etat, le),
        constate={
            "fin": etat.fin,
            "jours_restants": etat.jours_restants,
            "valide": etat.valide,
            "en_carence": etat.en_carence,
            "fin_carence": etat.fin_carence,
            "prolongation_possible": etat.prolongation_possible,
            "fin_maximale": {m.value: fin for m, fin in etat.fin_maximale.items()},
            "differences": etat.differences,
        },
        base=_base(parcours, etat),
        parametres=etat.parametres,
        motif=etat.motif_prolongation,
        lignes=_lignes(etat),
    )


def _parcours(saisie: Mapping[str, Any]) -> Parcours:
    return Parcours(
        delivre=PassDelivre(saisie["debut"], saisie["fin"]),
        suspensions=saisie["suspension"],
        prolongations=saisie["prolongation"],
        clos_le=saisie["clos_le"],
        dispositif=saisie["dispositif"],
    )


def _verifier_annees(parcours: Parcours, le: date) -> None:
    """A year nobody meant (0202, 9999) is refused before any sum of days."""
    jours = [le, parcours.delivre.debut, parcours.delivre.fin, parcours.clos_le or le]
    jours += [borne for s in parcours.suspensions for borne in (s.debut, s.fin)]
    jours += [borne for p in parcours.prolongations for borne in (p.debut, p.fin)]
    for un in jours:
        if un.year not in ANNEES:
            raise SaisieInvalide(
                "L'année %(annee)s n'est pas celle d'un PASS : vérifiez le %(jour)s.",
                annee=un.year,
                jour=jour(un),
            )


def _conclusion(parcours: Parcours, etat: EtatPass, le: date) -> str:
    if etat.valide and le < parcours.delivre.debut:
        return f"PASS à venir, du {jour_en_lettres(parcours.delivre.debut)} au {_fin(etat)}"
    if etat.suspendu and etat.valide:
        return f"PASS suspendu, il en restera {_jours(etat)}, jusqu'au {_fin(etat)}"
    if etat.valide:
        return f"PASS valide jusqu'au {_fin(etat)}, encore {_jours(etat)}"
    if etat.en_carence:
        carence = jour_en_lettres(etat.fin_carence)
        return f"PASS fini le {_fin(etat)}, délai de carence jusqu'au {carence}"
    return f"PASS fini le {_fin(etat)}, délai de carence passé"


def _fin(etat: EtatPass) -> str:
    return jour_en_lettres(etat.fin)


def _jours(etat: EtatPass) -> str:
    pluriel = "s" if etat.jours_restants > 1 else ""
    return f"{etat.jours_restants}{INSECABLE}jour{pluriel}"


def _base(parcours: Parcours, etat: EtatPass) -> str:
    """How the end is reached from the one first delivered."""
    reports = sum(s.report_jours for s in parcours.suspensions)
    texte = f"fin délivrée {jour(parcours.delivre.fin)}"
    if reports:
        texte += f" + {reports} jours de suspension rendus"
    if parcours.prolonge_jours:
        texte += f" + {parcours.prolonge_jours} jours de prolongation"
    if parcours.clos_le is not None:
        texte += f", clos le {jour(parcours.clos_le)}"
    return f"{texte} = {jour(etat.fin)}"


def _lignes(etat: EtatPass) -> tuple[Ligne, ...]:
    prolongations = [
        {"libelle": f"Fin au plus tard, {MOTIFS_PROLONGATION[motif]}", "le": fin or NON_OUVERT}
        for motif, fin in etat.fin_maximale.items()
    ]
    return (
        {"libelle": "Fin du PASS", "le": etat.fin},
        {"libelle": "Jours restants", "jours": etat.jours_restants},
        {"libelle": "Valide ce jour-là", "valide": etat.valide},
        {"libelle": "Suspendu ce jour-là", "suspendu": etat.suspendu},
        {"libelle": "En délai de carence", "en_carence": etat.en_carence},
        {"libelle": "Fin du délai de carence", "le": etat.fin_carence},
        {"libelle": "Prolongation possible", "possible": _possible(etat.prolongation_possible)},
        *prolongations,
    )


def _possible(reponse: bool | None) -> bool | str:
    return "non établi" if reponse is None else reponse


PASS = Calcul(
    nom="pass",
    titre="PASS IAE un jour donné",
    description=(
        "Jusqu'à quand vaut un PASS IAE avec ses suspensions et ses prolongations, ce qu'il en"
        " reste, jusqu'où il peut être prolongé, et ce que la loi et la plateforme de l'inclusion"
        " comptent autrement."
    ),
    articles=(
        "CT R5132-1-2 (durée)",
        "CT R5132-1-3 (suspension)",
        "CT R5132-1-4 (délai de carence)",
        "CT R5132-1-8 (prolongation)",
        "Plateforme de l'inclusion (dates, plafonds en jours, périodes)",
    ),
    arguments=(
        Argument("debut", "Premier jour du PASS", "date"),
        Argument("fin", "Dernier jour, à la délivrance", "date", aide="Avant tout événement."),
        Argument(
            "suspension",
            "Suspensions",
            "suspension",
            requis=False,
            multiple=True,
            aide="Premier et dernier jour compris : 2022-07-17:2022-12-17",
        ),
        Argument(
            "prolongation",
            "Prolongations",
            "prolongation",
            requis=False,
            multiple=True,
            aide="Ancienne fin, nouvelle fin et motif : 2023-03-24:2024-03-23:RQTH (ou SENIOR,"
            " SENIOR_CDI, COMPLETE_TRAINING, PARTICULAR_DIFFICULTIES).",
        ),
        replace(LE, aide="Le jour où l'on se place.", aujourdhui=True),
        replace(
            DISPOSITIF,
            requis=False,
            aide="Celui de la structure qui demande : un motif n'est ouvert qu'en AI et en ACI.",
        ),
        Argument(
            "clos_le",
            "Clos le",
            "date",
            requis=False,
            aide="Seulement si le parcours a été clos après plus de 12 mois de suspension.",
        ),
    ),
    calculer=calculer,
)
