"""The State's aid to a GEIQ for one accompaniment: 814 €, 1 400 € or nothing.

Sources: CT D6325-23 to D6325-28; arrêté of 10 March 2022 (amounts read in the code of the State
platform, not in the arrêté itself).

Worked line: « moins de 26 ans » and « habite un quartier prioritaire » (two of annexe 2, level 2):
1 400 €; « habite un quartier prioritaire » alone (also in annexe 1): 814 €.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etrier.droit.ecriture import euros
from etrier.droit.parametre import Parametres, Valeur
from etrier.droit.vocabulaire_parcours import Auteur, Critere

BAS, HAUT = "geiq/montant_bas", "geiq/montant_haut"
ANNEXE_1 = "geiq/criteres_annexe_1"
NIVEAU_1, NIVEAU_2 = "geiq/criteres_annexe_2_niveau_1", "geiq/criteres_annexe_2_niveau_2"
EXIGES_2 = "geiq/niveau_2_exiges"
TITRES: tuple[tuple[str, str], ...] = (
    ("Annexe 2, niveau 1", NIVEAU_1),
    ("Annexe 2, niveau 2", NIVEAU_2),
    ("Annexe 1", ANNEXE_1),
)


@dataclass(frozen=True, slots=True)
class AideGeiq:
    """Amount of one accompaniment, in centimes, and why."""

    montant_centimes: int
    motif: str
    parametres: tuple[Valeur, ...] = ()


def aide(auteur: Auteur, criteres: Sequence[Critere], le: date, parametres: Parametres) -> AideGeiq:
    """The aid a diagnosis opens: prescriber, or level 1, or two of level 2: the high amount.

    Else one criterion of annexe 1: the low one. Raises NonCalculable before 10 March 2022.
    """
    bas, haut = parametres.valeur(BAS, le), parametres.valeur(HAUT, le)
    if auteur is Auteur.PRESCRIPTEUR:
        return _accorde(haut, "diagnostic d'un prescripteur habilité")
    besoin = parametres.valeur(EXIGES_2, le)
    if _parmi(criteres, NIVEAU_1, le, parametres):
        return _accorde(haut, "un critère de l'annexe 2, niveau 1")
    if len(_parmi(criteres, NIVEAU_2, le, parametres)) >= besoin.en(1):
        return _accorde(haut, f"{besoin.en(1)} critères de l'annexe 2, niveau 2", besoin)
    if _parmi(criteres, ANNEXE_1, le, parametres):
        return _accorde(bas, "un critère de l'annexe 1")
    motif = (
        "Aucun critère n'ouvre l'aide aux GEIQ : il en faut un de l'annexe 1 ou du niveau 1, ou"
        f" {besoin.en(1)} du niveau 2."
    )
    return AideGeiq(0, motif, (bas, haut, besoin))


def _accorde(montant: Valeur, raison: str, *autres: Valeur) -> AideGeiq:
    centimes = montant.en(100)
    motif = f"Aide de {euros(centimes)} pour l'accompagnement : {raison}."
    return AideGeiq(centimes, motif, (montant, *autres))


def _parmi(
    criteres: Sequence[Critere], nom: str, le: date, parametres: Parametres
) -> list[Critere]:
    liste = parametres.valeur(nom, le).liste
    return [critere for critere in criteres if critere.value in liste]
