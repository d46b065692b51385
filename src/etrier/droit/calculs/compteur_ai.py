"""The counter of the 480 hours of an association intermédiaire, from a small CSV file."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from typing import Any

import polars as pl

from etrier.droit.calculs.arguments import LE
from etrier.droit.calculs.calcul import Argument, Calcul, Ligne, Resultat
from etrier.droit.ecriture import du_au, jour
from etrier.droit.lecture import SaisieInvalide, lire_date, lire_heures
from etrier.droit.lettres import sans_accents
from etrier.droit.parametre import Parametres
from etrier.droit.regles.compteur_ai import ENTREE, compteur_ai
from etrier.droit.vocabulaire import NatureClient

COLONNES: tuple[str, ...] = ("personne", "jour", "heures", "client")
EN_TETE = ";".join(COLONNES)
ERREURS_MONTREES = 5
RESERVE = "Sans tenir compte d'une éventuelle dérogation du préfet (CT L5132-9 2°, D5132-18-1)."


@dataclass(frozen=True, slots=True)
class _Placement:
    """One line of the file."""

    personne_id: str
    jour: date
    minutes: int
    nature_client: str


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Hours counted against the cap, all persons of the file together, and one row per person."""
    placements = lire_placements(saisie["fichier"])
    le = saisie["le"] or max(placement.jour for placement in placements)
    valeurs = tuple(
        parametres.valeur(f"contrats/{nom}", le)
        for nom in ("ai_plafond_heures", "ai_plafond_mois", "ai_clients_plafonnes")
    )
    frame = pl.DataFrame(
        [(p.personne_id, p.jour, p.minutes, p.nature_client) for p in placements],
        schema={**ENTREE, "personne_id": pl.String},
        orient="row",
    )
    personnes = compteur_ai(frame, parametres, le).to_dicts()
    return Resultat(
        minutes=sum(personne["minutes_comptees"] for personne in personnes),
        base=f"heures en entreprise comptées au {jour(le)}, sur {valeurs[1].nombre} mois depuis "
        f"la première, pour {len(personnes)} personne{'s' if len(personnes) > 1 else ''}",
        parametres=valeurs,
        motif=RESERVE,
        lignes=tuple(_ligne(personne) for personne in personnes),
    )


def _ligne(personne: Mapping[str, Any]) -> Ligne:
    """One person: counted, left, outside the cap, and where they stand."""
    return {
        "libelle": personne["personne_id"],
        "comptees_minutes": personne["minutes_comptees"],
        "restantes_minutes": personne["minutes_restantes"],
        "hors_plafond_minutes": personne["minutes_ecartees"],
        "situation": _situation(personne),
    }


def _situation(personne: Mapping[str, Any]) -> str:
    if personne["premier_jour"] is None:
        return "aucune heure en entreprise"
    periode = du_au(personne["premier_jour"], personne["fin_fenetre"])
    if personne["depasse_le"] is not None:
        return f"{periode}, plafond dépassé le {jour(personne['depasse_le'])}"
    if not personne["ouverte"]:
        return f"{periode}, période finie"
    if personne["atteint_80_pourcent"]:
        return f"{periode}, 80 % du plafond atteints le {jour(personne['atteint_80_le'])}"
    return periode


def lire_placements(texte: str) -> list[_Placement]:
    """Read the file: a header with COLONNES in any order, `;` or `,`, French dates and hours.

    Raises SaisieInvalide: each unreadable line with its number and what is expected.
    """
    lignes = list(csv.reader(StringIO(texte.removeprefix("\ufeff")), delimiter=_separateur(texte)))
    if not lignes or not (rangs := _rangs(lignes[0])):
        raise SaisieInvalide(f"La première ligne du fichier doit nommer les colonnes : {EN_TETE}.")
    placements, erreurs = [], []
    for numero, champs in enumerate(lignes[1:], start=2):
        if not any(champ.strip() for champ in champs):
            continue
        try:
            placements.append(_lire_ligne(champs, rangs, len(lignes[0])))
        except SaisieInvalide as erreur:
            erreurs.append(f"Ligne {numero} : {erreur}")
    if erreurs:
        raise SaisieInvalide(_resumer(erreurs))
    if not placements:
        raise SaisieInvalide("Le fichier ne contient aucune ligne d'heures sous son en-tête.")
    return placements


def _separateur(texte: str) -> str:
    """The separator of the header line."""
    premiere = texte.split("\n", 1)[0]
    return ";" if ";" in premiere else ","


def _simplifier(texte: str) -> str:
    """Without case, accents and spaces around: « Collectivité » is `collectivite`."""
    return sans_accents(texte.strip()).lower()


def _rangs(en_tete: list[str]) -> dict[str, int]:
    """Where each column stands; empty when one is missing."""
    noms = [_simplifier(nom) for nom in en_tete]
    if any(colonne not in noms for colonne in COLONNES):
        return {}
    return {colonne: noms.index(colonne) for colonne in COLONNES}


def _lire_ligne(champs: list[str], rangs: dict[str, int], attendus: int) -> _Placement:
    if len(champs) != attendus:
        raise SaisieInvalide(
            f"{len(champs)} colonnes au lieu de {attendus} ; avec des virgules décimales, "
            "séparez les colonnes par des points-virgules."
        )
    personne, le, duree, client = (champs[rangs[colonne]].strip() for colonne in COLONNES)
    if not personne:
        raise SaisieInvalide("la personne manque, écrivez son nom ou son numéro.")
    return _Placement(personne, lire_date(le), lire_heures(duree), _lire_client(client))


def _lire_client(texte: str) -> str:
    try:
        return NatureClient(_simplifier(texte)).value
    except ValueError:
        connus = ", ".join(NatureClient)
        raise SaisieInvalide(f"« {texte} » n'est pas un client : écrivez {connus}.") from None


def _resumer(erreurs: list[str]) -> str:
    """The first errors, one per line, and how many others."""
    autres = len(erreurs) - ERREURS_MONTREES
    suite = [f"… et {autres} autre(s) ligne(s) illisible(s)."] if autres > 0 else []
    return "\n".join(erreurs[:ERREURS_MONTREES] + suite)


CALCULS_COMPTEUR_AI: tuple[Calcul, ...] = (
    Calcul(
        nom="compteur-ai",
        titre="Compteur des 480 heures",
        description="Les heures faites en entreprise par les salariés d'associations "
        "intermédiaires, toutes associations réunies, et ce qu'il en reste sous le plafond.",
        articles=("CT L5132-9 2°", "CT R5132-18 2°"),
        arguments=(
            Argument("fichier", "Fichier CSV", "fichier", aide=f"Colonnes : {EN_TETE}"),
            replace(
                LE, requis=False, aide="Jour du décompte ; à défaut, celui des dernières heures."
            ),
        ),
        calculer=calculer,
    ),
)
