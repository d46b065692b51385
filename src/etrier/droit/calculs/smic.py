"""The SMIC of a day, for one hour or more."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.droit.calculs.arguments import HEURES, LE, TERRITOIRE
from etrier.droit.calculs.calcul import Calcul, Resultat
from etrier.droit.ecriture import euros, heures, nombre
from etrier.droit.parametre import Parametres
from etrier.droit.vocabulaire import Territoire


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Gross SMIC of the hours (one hour by default): 2024-11-15, 11,88 €."""
    mayotte = saisie["territoire"] == Territoire.MAYOTTE
    nom = "remuneration/smic_horaire_mayotte" if mayotte else "remuneration/smic_horaire"
    taux = parametres.valeur(nom, saisie["le"])
    mensualite = parametres.valeur("remuneration/heures_mensuelles", saisie["le"])
    horaire = taux.en(100)
    minutes = saisie["heures"]
    return Resultat(
        montant_centimes=demi_haut(minutes * horaire, 60),
        base=f"{heures(minutes)} × {euros(horaire)} brut par heure",
        parametres=(taux, mensualite),
        lignes=(
            {
                "libelle": f"Mois de {nombre(mensualite.nombre)} h (35 h par semaine)",
                "montant_centimes": demi_haut(horaire * mensualite.en(100), 100),
            },
        ),
    )


SMIC = Calcul(
    nom="smic",
    titre="SMIC",
    description="Le salaire minimum brut en vigueur un jour donné, pour une heure ou plus.",
    articles=("Décrets et arrêtés cités avec chaque valeur",),
    arguments=(LE, replace(HEURES, requis=False, defaut="1"), TERRITOIRE),
    calculer=calculer,
)
