"""Reading the words of the parcours: who declares, criteria, events of a PASS, immersions."""

from enum import StrEnum
from typing import TypeVar

from etrier.droit.lecture import SaisieInvalide, lire_entier, lire_periode
from etrier.droit.regles.pass_iae import Prolongation, Suspension
from etrier.droit.regles.pmsmp import Immersion
from etrier.droit.vocabulaire_parcours import Auteur, Critere, MotifProlongation, MotifSortie

Liste = TypeVar("Liste", bound=StrEnum)
NUMEROS_SORTIE = frozenset(motif.value for motif in MotifSortie)


def _parmi(texte: str, liste: type[Liste], nom: str) -> Liste:
    """The member of a closed list, whatever the case."""
    ecrit = texte.strip().lower()
    for membre in liste:
        if membre.value.lower() == ecrit:
            return membre
    raise SaisieInvalide(
        "« %(texte)s » n'est pas %(nom)s : choisissez parmi %(connus)s.",
        texte=texte.strip(),
        nom=nom,
        connus=", ".join(liste),
    )


def lire_auteur(texte: str) -> Auteur:
    """`employeur` or `prescripteur`."""
    return _parmi(texte, Auteur, "un auteur de diagnostic")


def lire_critere(texte: str) -> Critere:
    """The code of a criterion: `RSA`, `TH`…"""
    return _parmi(texte, Critere, "un critère")


def lire_suspension(texte: str) -> Suspension:
    """Both bounds included: "2022-07-17:2022-12-17"."""
    return Suspension(*lire_periode(texte))


def lire_prolongation(texte: str) -> Prolongation:
    """Old end, new end, motive: "2023-03-24:2024-03-23:RQTH"."""
    periode, separateur, motif = texte.rpartition(":")
    if not separateur or motif.strip()[:1].isdigit():
        raise SaisieInvalide(
            "« %(texte)s » : il manque le motif, écrivez 2023-03-24:2024-03-23:RQTH. Motifs :"
            " %(connus)s.",
            texte=texte.strip(),
            connus=", ".join(MotifProlongation),
        )
    debut, fin = lire_periode(periode)
    return Prolongation(debut, fin, _parmi(motif, MotifProlongation, "un motif de prolongation"))


def lire_motif_sortie(texte: str) -> int:
    """The ASP's number of a motive: 9, 96."""
    numero = lire_entier(texte)
    if numero not in NUMEROS_SORTIE:
        raise SaisieInvalide(
            "« %(texte)s » n'est pas un numéro de motif de sortie : écrivez un nombre de 1 à 22,"
            " ou 96.",
            texte=texte.strip(),
        )
    return numero


def lire_immersion(texte: str) -> Immersion:
    """Period, days of presence, host, purpose: "2026-03-02:2026-03-31:20:Mairie:découvrir"."""
    parties = [partie.strip() for partie in texte.split(":")]
    if len(parties) != 5:
        raise SaisieInvalide(
            "« %(texte)s » : écrivez début:fin:jours:hôte:objet, par exemple"
            " 2026-03-02:2026-03-31:20:Mairie:découvrir.",
            texte=texte.strip(),
        )
    debut, fin = lire_periode(":".join(parties[:2]))
    return Immersion(parties[3].lower(), debut, fin, lire_entier(parties[2]), parties[4].lower())
