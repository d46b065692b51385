"""The most the modulated part of the aide au poste can bring."""

from collections.abc import Mapping
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.droit.calculs.arguments import (
    DISPOSITIF,
    LE,
    MILIEU,
    MONTANT_UNITAIRE,
    POSTES,
    TERRITOIRE,
)
from etrier.droit.calculs.base_aide import montant_unitaire
from etrier.droit.calculs.calcul import Calcul, Resultat
from etrier.droit.ecriture import centiemes, euros, nombre
from etrier.droit.parametre import Parametres


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Posts × unit amount × maximum rate: ACI, 10 posts in 2025: 10 % of 239 210,00 €."""
    unite = montant_unitaire(saisie, parametres, saisie["le"])
    taux = parametres.valeur("aide_au_poste/modulation_maximale", saisie["le"], saisie["milieu"])
    pour_mille = taux.en(1000)
    return Resultat(
        montant_centimes=demi_haut(saisie["postes"] * unite.valeur * pour_mille, 100 * 1000),
        base=(
            f"{centiemes(saisie['postes'])} postes × {euros(unite.valeur)}"
            f" × {nombre((taux.nombre * 100).normalize())} %"
        ),
        parametres=(*unite.sources, taux),
        motif=(
            "C'est un maximum : le taux de l'année est notifié par la DDETS d'après les publics,"
            " les moyens et les sorties."
        ),
    )


MODULATION = Calcul(
    nom="modulation-maximale",
    titre="Part modulée maximale",
    description="Le plus que la part modulée de l'aide au poste peut rapporter pour un an.",
    articles=("CT R5132-7, R5132-10-12, R5132-23, R5132-37",),
    arguments=(DISPOSITIF, LE, POSTES, TERRITOIRE, MILIEU, MONTANT_UNITAIRE),
    calculer=calculer,
)
