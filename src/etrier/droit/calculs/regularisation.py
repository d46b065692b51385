"""What the State owes or claims back, once hours are set against the twelfths already paid."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from etrier.droit.calculs.arguments import (
    DEBUT,
    DISPOSITIF,
    FIN,
    HEURES,
    HEURES_ETP,
    LE,
    MILIEU,
    MONTANT_UNITAIRE,
    POSTES,
    TERRITOIRE,
)
from etrier.droit.calculs.base_aide import Grandeur, duree_etp, montant_unitaire
from etrier.droit.calculs.calcul import Calcul, Ligne, Resultat
from etrier.droit.ecriture import centiemes, euros, heures, jour
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import NonCalculable, Parametres
from etrier.droit.regles.aide import ANNEXES, ETATS, aide_du_mois


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Aid due since the annexe began (within its posts) minus the twelfths received.

    ACI, 10 posts in 2025, 7 000 h from January to May: 92 003,85 - 99 670,83 = -7 666,99 €.
    """
    mois = saisie["le"].replace(day=1)
    if not saisie["debut"].replace(day=1) <= mois <= saisie["fin"]:
        raise SaisieInvalide("Le jour demandé est hors des dates de l'annexe.")
    unite = _unite_constante(saisie, parametres, mois)
    duree = duree_etp(saisie, parametres, saisie["debut"])
    aide = _appliquer(saisie, parametres, mois, unite, duree)
    base = (
        f"{heures(saisie['heures'])} ÷ {heures(duree.valeur)} × {euros(unite.valeur)}, dans la"
        f" limite de {centiemes(saisie['postes'])} postes,"
        f" moins {aide['mois_ecoules']} douzièmes de l'année"
    )
    rangs = parametres.valeur("aide_au_poste/mois_regularisation", mois)
    return Resultat(
        montant_centimes=aide["ecart_centimes"],
        base=base,
        parametres=(*duree.sources, *unite.sources, rangs),
        lignes=_detail(aide),
    )


def _appliquer(
    saisie: Mapping[str, Any], parametres: Parametres, mois: date, unite: Grandeur, duree: Grandeur
) -> dict[str, Any]:
    """The rule itself, on an annexe of one row and all its hours in the month asked."""
    annexe = {
        "annexe_id": 1,
        "structure_id": 1,
        "mois": mois,
        "dispositif": saisie["dispositif"].value,
        "territoire": saisie["territoire"],
        "milieu": saisie["milieu"],
        "debut": saisie["debut"],
        "fin": saisie["fin"],
        "etp_centiemes": saisie["postes"],
        "montant_unitaire_centimes": unite.valeur,
        "duree_etp_minutes": duree.valeur,
    }
    etat = {
        "annexe_id": 1,
        "contrat_id": 1,
        "mois": mois,
        "minutes_retenues": saisie["heures"],
        "taux_pour_cent": 100,
    }
    etats, annexes = pl.DataFrame([etat], schema=ETATS), pl.DataFrame([annexe], schema=ANNEXES)
    return aide_du_mois(etats, annexes, parametres).collect().row(0, named=True)


def _unite_constante(saisie: Mapping[str, Any], parametres: Parametres, mois: date) -> Grandeur:
    """The unit amount, when it is the same from the beginning of the annexe to the month asked.

    Raises NonCalculable when an arrêté changed it meanwhile: the hours of each side are needed.
    """
    unite = montant_unitaire(saisie, parametres, mois)
    if not unite.sources:
        return unite
    courant = saisie["debut"].replace(day=1)
    while courant < mois:
        if montant_unitaire(saisie, parametres, courant).valeur != unite.valeur:
            raise NonCalculable(
                f"Le montant de l'aide a changé le {jour(unite.sources[0].depuis)}, pendant"
                " l'annexe : indiquez le montant unitaire de l'annexe."
            )
        courant = date(courant.year + courant.month // 12, courant.month % 12 + 1, 1)
    return unite


def _detail(aide: Mapping[str, Any]) -> tuple[Ligne, ...]:
    return (
        {"libelle": "Aide due depuis le début", "montant_centimes": aide["du_centimes"]},
        {"libelle": "Plafond des postes", "montant_centimes": aide["plafond_centimes"]},
        {"libelle": "Douzièmes versés", "montant_centimes": aide["recu_theorique_centimes"]},
        {"libelle": "Mois de régularisation", "est_regularisation": aide["est_regularisation"]},
    )


REGULARISATION = Calcul(
    nom="regularisation",
    titre="Régularisation de l'aide au poste",
    description=(
        "Ce que l'État verse en plus (ou reprend) quand les heures faites sont comparées aux"
        " douzièmes versés depuis le début de l'annexe. L'arrondi exact de l'ASP n'est pas publié."
    ),
    articles=(
        "CT R5132-8, R5132-10-13, R5132-24, R5132-38",
        "Arrêté du 28 février 2017 (5e, 8e et 11e mois, puis après la fin)",
    ),
    arguments=(
        DISPOSITIF,
        DEBUT,
        FIN,
        POSTES,
        LE,
        HEURES,
        TERRITOIRE,
        MILIEU,
        MONTANT_UNITAIRE,
        HEURES_ETP,
    ),
    calculer=calculer,
)
