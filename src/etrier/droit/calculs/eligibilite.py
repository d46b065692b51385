"""Is somebody eligible, why, and until when the diagnosis serves; the aid of a GEIQ."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from etrier.droit.calculs.arguments import DISPOSITIF, LE
from etrier.droit.calculs.calcul import Argument, Calcul, Constat, Ligne, Resultat
from etrier.droit.ecriture import jour_en_lettres
from etrier.droit.parametre import Parametres
from etrier.droit.regles.eligibilite import Eligibilite, juger
from etrier.droit.regles.eligibilite_geiq import aide
from etrier.droit.vocabulaire_parcours import CRITERES, Auteur

SANS_JOUR = " Donnez le jour du diagnostic pour savoir jusqu'à quand il sert."


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Constat:
    """TH, QPV and PM declared by an ACI on 2025-02-01: eligible, expires on 2025-05-04."""
    verdict = juger(
        saisie["dispositif"], saisie["auteur"], saisie["critere"], saisie["le"], parametres
    )
    sans_jour = SANS_JOUR if verdict.eligible and saisie["le"] is None else ""
    constate: dict[str, object] = {"eligible": verdict.eligible, "expire_le": verdict.expire_le}
    if verdict.montant_centimes is not None:
        constate["montant_centimes"] = verdict.montant_centimes
    return Constat(
        conclusion=_conclusion(verdict),
        constate=constate,
        base=_base(saisie),
        parametres=verdict.parametres,
        motif=verdict.motif + sans_jour,
        lignes=_lignes(saisie, verdict),
    )


def _conclusion(verdict: Eligibilite) -> str:
    if not verdict.eligible:
        return "Non éligible avec ces critères"
    if verdict.expire_le is None:
        return "Éligible"
    return f"Éligible, le diagnostic sert avant le {jour_en_lettres(verdict.expire_le)}"


def _base(saisie: Mapping[str, Any]) -> str:
    auteur = "un prescripteur habilité" if saisie["auteur"] is Auteur.PRESCRIPTEUR else "employeur"
    codes = ", ".join(dict.fromkeys(saisie["critere"])) or "aucun critère"
    return f"{saisie['dispositif'].value}, diagnostic par {auteur} : {codes}"


def _lignes(saisie: Mapping[str, Any], verdict: Eligibilite) -> tuple[Ligne, ...]:
    lignes: list[Ligne] = [
        {"libelle": CRITERES[critere], "critere": critere.value}
        for critere in dict.fromkeys(saisie["critere"])
    ]
    if verdict.montant_centimes is not None:
        lignes.append({"libelle": "Aide au GEIQ", "montant_centimes": verdict.montant_centimes})
    if verdict.expire_le is not None:
        lignes.append({"libelle": "Premier jour où il ne sert plus", "le": verdict.expire_le})
    return tuple(lignes)


def calculer_geiq(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """QPV alone: 814 €; QPV and JEUNE: 1 400 €."""
    due = aide(saisie["auteur"], saisie["critere"], saisie["le"], parametres)
    return Resultat(
        montant_centimes=due.montant_centimes,
        base=_base({**saisie, "dispositif": _Geiq}),
        parametres=due.parametres,
        motif=due.motif,
    )


class _Geiq:
    """Stands for the only dispositif of the calculator."""

    value = "GEIQ"


AUTEUR = Argument(
    "auteur",
    "Diagnostic fait par",
    "auteur",
    choix=(
        (Auteur.EMPLOYEUR.value, "La structure"),
        (Auteur.PRESCRIPTEUR.value, "Un prescripteur habilité"),
    ),
)
CRITERE = Argument(
    "critere",
    "Critères remplis",
    "critere",
    requis=False,
    multiple=True,
    choix=tuple((critere.value, libelle) for critere, libelle in CRITERES.items()),
    aide="Chaque critère se prouve : un justificatif récent, vu par la structure.",
)
NIVEAUX = "Les quatre premiers sont de niveau 1 ; les sept derniers ne valent qu'en GEIQ."
ELIGIBILITE = Calcul(
    nom="eligibilite",
    titre="Éligibilité à l'insertion",
    description=(
        "Si une personne peut être embauchée en structure d'insertion d'après ses critères, selon"
        " qui le déclare, et jusqu'à quand le diagnostic sert."
    ),
    articles=(
        "CT L5132-3, R5132-1-1, R5132-1-5, R5132-1-7",
        "Arrêté du 1er septembre 2021 (critères)",
        "Plateforme de l'inclusion (validité du diagnostic)",
        "CT D6325-23 (GEIQ)",
    ),
    arguments=(
        replace(DISPOSITIF, aide="ACI, EI, AI, ETTI, EITI ou GEIQ"),
        AUTEUR,
        replace(CRITERE, aide=f"{CRITERE.aide} {NIVEAUX}"),
        replace(LE, libelle="Jour du diagnostic", requis=False, aujourdhui=True, aide=""),
    ),
    calculer=calculer,
)
GEIQ = Calcul(
    nom="geiq",
    titre="Aide de l'État à un GEIQ",
    description="Le montant de l'aide pour l'accompagnement d'une personne, d'après ses critères.",
    articles=("CT D6325-23 à D6325-28", "Arrêté du 10 mars 2022"),
    arguments=(AUTEUR, CRITERE, replace(LE, aujourdhui=True)),
    calculer=calculer_geiq,
)
