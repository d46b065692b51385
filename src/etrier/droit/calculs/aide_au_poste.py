"""The aide au poste earned by a number of hours."""

from collections.abc import Mapping
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.droit.calculs.arguments import (
    DISPOSITIF,
    HEURES,
    HEURES_ETP,
    LE,
    MILIEU,
    MONTANT_UNITAIRE,
    TERRITOIRE,
)
from etrier.droit.calculs.base_aide import Grandeur, duree_etp, montant_unitaire
from etrier.droit.calculs.calcul import Argument, Calcul, Resultat
from etrier.droit.calculs.cdi_inclusion import taux_cdi
from etrier.droit.ecriture import euros, heures, nombre
from etrier.droit.parametre import Parametres


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Hours ÷ hours of one post × amount of one post (× share of a CDI inclusion), rounded once.

    130 h in an EI in 2025: 130 ÷ 1 505 × 13 304,00 = 1 149,18 €.
    """
    le, minutes = saisie["le"], saisie["heures"]
    unite = montant_unitaire(saisie, parametres, le)
    duree = duree_etp(saisie, parametres, le)
    taux, suite = Grandeur(100), ""
    if saisie["annee_cdi"]:
        taux_legal = taux_cdi(parametres, saisie["dispositif"], int(saisie["annee_cdi"]), le)
        taux = Grandeur(taux_legal.en(100), (taux_legal,))
        suite = f" × {nombre(taux.valeur)} %"
    return Resultat(
        montant_centimes=demi_haut(minutes * unite.valeur * taux.valeur, 100 * duree.valeur),
        base=f"{heures(minutes)} ÷ {heures(duree.valeur)} × {euros(unite.valeur)}{suite}",
        parametres=(*duree.sources, *unite.sources, *taux.sources),
    )


AIDE_AU_POSTE = Calcul(
    nom="aide-au-poste",
    titre="Aide au poste pour des heures",
    description=(
        "L'aide de l'État que rapportent des heures d'insertion, part modulée exclue, dans la"
        " limite des postes conventionnés."
    ),
    articles=(
        "CT R5132-7 et R5132-8 (EI)",
        "CT R5132-10-12 et R5132-10-13 (ETTI)",
        "CT R5132-23 et R5132-24 (AI)",
        "CT R5132-37 et R5132-38 (ACI)",
    ),
    arguments=(
        DISPOSITIF,
        LE,
        HEURES,
        TERRITOIRE,
        MILIEU,
        Argument(
            "annee_cdi",
            "Année du CDI inclusion",
            "choix",
            requis=False,
            choix=(("1", "Première année"), ("2", "Deuxième année et suivantes")),
            aide="À remplir seulement pour un CDI inclusion.",
        ),
        MONTANT_UNITAIRE,
        HEURES_ETP,
    ),
    calculer=calculer,
)
