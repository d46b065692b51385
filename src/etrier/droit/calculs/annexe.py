"""The money of an annexe financière, as the ASP prints it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.droit.calculs.arguments import DEBUT, FIN, MONTANT_UNITAIRE, POSTES
from etrier.droit.calculs.calcul import Calcul, Resultat
from etrier.droit.ecriture import centiemes, euros
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import Parametres
from etrier.droit.regles.annexe import MOIS_PAR_AN, duree_mois, montant_annexe


def calculer(saisie: Mapping[str, Any], _parametres: Parametres) -> Resultat:
    """Posts × unit amount (÷ 12 × months): 10 posts at 23 921,00 € for 2025: 239 210,00 €."""
    postes, unite = saisie["postes"], saisie["montant_unitaire"]
    debut, fin = saisie["debut"], saisie["fin"]
    try:
        mois = duree_mois(debut, fin)
    except ValueError as erreur:
        raise SaisieInvalide(str(erreur)) from None
    base = f"{centiemes(postes)} postes × {euros(unite)}"
    mensuel = demi_haut(postes * unite, 100 * MOIS_PAR_AN)
    if mois != MOIS_PAR_AN:
        base = f"{base} ÷ 12 = {euros(mensuel)} par mois, × {mois} mois"
    return Resultat(
        montant_centimes=montant_annexe(postes, unite, debut, fin),
        base=base,
        lignes=({"libelle": "Un douzième de l'année", "montant_centimes": mensuel},),
    )


ANNEXE = Calcul(
    nom="annexe",
    titre="Montant d'une annexe financière",
    description=(
        "Le montant total d'une annexe financière d'après ses postes, son montant unitaire et"
        " ses dates, comme l'Agence de services et de paiement l'imprime."
    ),
    articles=("Arrêtés fixant l'aide au poste (2014 à 2024)", "Fichiers de l'ASP"),
    arguments=(POSTES, replace(MONTANT_UNITAIRE, requis=True, aide="En euros."), DEBUT, FIN),
    calculer=calculer,
)
