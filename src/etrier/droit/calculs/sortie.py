"""The class of an exit, and whether it is counted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from etrier.droit.calculs.arguments import DISPOSITIF, HEURES, LE
from etrier.droit.calculs.calcul import Argument, Calcul, Constat, Ligne
from etrier.droit.ecriture import jour
from etrier.droit.parametre import Parametres, Valeur
from etrier.droit.regles.sorties import Classement, Comptage, Presence, classer, compter
from etrier.droit.vocabulaire_parcours import CLASSES_SORTIE, MOTIFS_SORTIE, MotifSortie

SANS_PRESENCE = "Donnez le premier jour du contrat et les heures pour savoir si elle est comptée."


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Constat:
    """Motive 9 in an ACI on 2026-03-31: durable; counted if 1 h and more than 2.65 months."""
    classement = classer(saisie["motif"], saisie["le"], parametres)
    comptage = _comptage(saisie, parametres)
    classe = classement.classe
    return Constat(
        conclusion="Classe non établie" if classe is None else CLASSES_SORTIE[classe].capitalize(),
        constate={
            "classe": None if classe is None else classe.value,
            "confiance": classement.confiance or None,
            "dynamique": None if classe is None else classe.est_dynamique,
            "comptee": None if comptage is None else comptage.comptee,
        },
        base=f"motif {saisie['motif']} au {jour(saisie['le'])} en {saisie['dispositif'].value}",
        parametres=_valeurs(classement, comptage),
        motif=f"{classement.phrase} {SANS_PRESENCE if comptage is None else comptage.phrase}",
        lignes=_lignes(classement, comptage),
    )


def _comptage(saisie: Mapping[str, Any], parametres: Parametres) -> Comptage | None:
    """None when the stay is not described."""
    if saisie["debut"] is None or saisie["heures"] is None:
        return None
    presence = Presence(saisie["dispositif"], saisie["debut"], saisie["le"], saisie["heures"])
    return compter(presence, saisie["le"], parametres)


def _valeurs(classement: Classement, comptage: Comptage | None) -> tuple[Valeur, ...]:
    premiere = () if classement.valeur is None else (classement.valeur,)
    return (*premiere, *(() if comptage is None else comptage.parametres))


def _lignes(classement: Classement, comptage: Comptage | None) -> tuple[Ligne, ...]:
    dynamique = classement.classe is not None and classement.classe.est_dynamique
    comptee = "à vérifier" if comptage is None or comptage.comptee is None else comptage.comptee
    return (
        {"libelle": "Sortie dynamique", "dynamique": dynamique},
        {"libelle": "Comptée dans les taux", "comptee": comptee},
    )


SORTIE = Calcul(
    nom="sortie",
    titre="Classe d'une sortie",
    description=(
        "Comment une sortie est classée d'après son motif, et si elle entre dans les taux de"
        " sorties dynamiques. Aucun tableau officiel des motifs n'a été trouvé : chaque classe dit"
        " si elle est sûre, probable ou à confirmer avec l'État."
    ),
    articles=("Convention statistique de 2013", "Définitions des sorties dynamiques"),
    arguments=(
        Argument(
            "motif",
            "Motif de sortie",
            "motif_sortie",
            choix=tuple((str(m.value), f"{m.value}. {MOTIFS_SORTIE[m]}") for m in MotifSortie),
            aide="Numéro de la liste de l'ASP.",
        ),
        replace(DISPOSITIF, aide="ACI, EI, AI, ETTI ou EITI"),
        replace(LE, libelle="Dernier jour", aide="", aujourdhui=True),
        Argument("debut", "Premier jour du contrat", "date", requis=False),
        replace(HEURES, libelle="Heures travaillées en tout", requis=False),
    ),
    calculer=calculer,
)
