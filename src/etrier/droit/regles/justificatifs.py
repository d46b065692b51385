"""Proofs of eligibility: how old they may be, how long the employer keeps them, ages.

Sources: CT R5132-1-7 (kept 24 months from the declaration, none for a prescriber's diagnosis);
arrêté of 1 September 2021 and the State platform's table (ages of proofs).

Worked line: RSA attestation of 2025-02-28, PASS delivered on 2025-06-01: too old (three months).
"""

from dataclasses import dataclass
from datetime import date

from etrier.droit.calendrier import ajouter_annees, ajouter_mois, au_plus_tot
from etrier.droit.ecriture import jour
from etrier.droit.parametre import NonCalculable, Parametres
from etrier.droit.vocabulaire_parcours import Auteur, Critere

AGE = "eligibilite/age_justificatif_mois"
CONSERVATION = "conservation/justificatifs_mois"
SENIOR, JEUNE = "eligibilite/age_senior", "eligibilite/age_jeune"
PIECES: dict[Critere, str] = {
    Critere.RSA: "attestation de RSA",
    Critere.ASS: "attestation d'ASS",
    Critere.AAH: "attestation d'AAH",
    Critere.DETLD: "attestation de France Travail",
    Critere.CAP_BEP: "diplôme, ou déclaration sur l'honneur",
    Critere.SENIOR: "pièce d'identité",
    Critere.JEUNE: "pièce d'identité",
    Critere.ASE: "attestation de l'aide sociale à l'enfance",
    Critere.DELD: "attestation de France Travail",
    Critere.TH: "décision de reconnaissance, valable le jour de l'embauche",
    Critere.PI: "attestation de la CAF",
    Critere.PSH_PR: "certificat de domiciliation, ou déclaration d'un travailleur social",
    Critere.REF_DA: "titre ou autorisation, valable le jour de la délivrance du PASS",
    Critere.ZRR: "justificatif de domicile",
    Critere.QPV: "justificatif de domicile",
    Critere.DETENTION_MJ: "billet de sortie, ou attestation du juge",
    Critere.FLE: "évaluation de français",
    Critere.PM: "diagnostic de mobilité d'un prescripteur habilité",
}
"""The paper that proves each criterion, in our words."""


@dataclass(frozen=True, slots=True)
class Justificatif:
    """What proves a criterion, and the age it may have; None when no age in months is set."""

    piece: str
    age_mois: int | None


def justificatif(critere: Critere, le: date, parametres: Parametres) -> Justificatif:
    """The proof of a criterion, as the rules stand on a day."""
    piece = PIECES.get(critere, "justificatif")
    try:
        mois = au_plus_tot(parametres, AGE, le, critere.value).en(1)
    except NonCalculable:
        return Justificatif(piece, None)
    return Justificatif(piece, mois)


def verifier_justificatif(
    critere: Critere, du: date, delivre_le: date, parametres: Parametres
) -> str | None:
    """Why a proof dated `du` does not serve for a PASS delivered on a day, None when it does."""
    if du > delivre_le:
        return f"Le justificatif est daté du {jour(du)}, après la délivrance du PASS."
    mois = justificatif(critere, delivre_le, parametres).age_mois
    if mois is None or ajouter_mois(du, mois) > delivre_le:
        return None
    return (
        f"Le justificatif du {jour(du)} a {mois} mois ou plus le {jour(delivre_le)} : il en faut"
        " un plus récent."
    )


def conserver_jusquau(declaration: date, auteur: Auteur, parametres: Parametres) -> date | None:
    """Day until which the employer keeps the proofs; None for a prescriber's diagnosis."""
    if auteur is Auteur.PRESCRIPTEUR:
        return None
    mois = au_plus_tot(parametres, CONSERVATION, declaration).en(1)
    return ajouter_mois(declaration, mois)


def verifier_age(critere: Critere, naissance: date, le: date, parametres: Parametres) -> str | None:
    """Why somebody's age does not meet « 50 ans ou plus » or « moins de 26 ans », None when fine.

    Other criteria have no age. Born on 1975-03-10: 50 on 2025-03-10, that day included.
    """
    if critere is Critere.SENIOR:
        age = au_plus_tot(parametres, SENIOR, le).en(1)
        if ajouter_annees(naissance, age) > le:
            return f"La personne n'a {age} ans que le {jour(ajouter_annees(naissance, age))}."
    if critere is Critere.JEUNE:
        age = au_plus_tot(parametres, JEUNE, le).en(1)
        if ajouter_annees(naissance, age) <= le:
            return f"La personne a {age} ans depuis le {jour(ajouter_annees(naissance, age))}."
    return None
