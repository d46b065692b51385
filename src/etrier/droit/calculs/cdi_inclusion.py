"""The aide au poste of a CDI inclusion, for one full-time post and one year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.droit.calculs.arguments import DISPOSITIF, LE, MILIEU, TERRITOIRE
from etrier.droit.calculs.base_aide import montant_unitaire
from etrier.droit.calculs.calcul import Argument, Calcul, Resultat
from etrier.droit.ecriture import euros, nombre
from etrier.droit.parametre import NonCalculable, Parametres, Valeur
from etrier.droit.vocabulaire import Dispositif

EMPLOYEURS = (Dispositif.EI, Dispositif.ETTI, Dispositif.AI, Dispositif.ACI)


def taux_cdi(parametres: Parametres, dispositif: Dispositif, annee: int, le: date) -> Valeur:
    """Share of the socle due in the given year of the contract (2: the second and the others).

    Raises NonCalculable for a dispositif that cannot hire in CDI inclusion, or before its time.
    """
    if dispositif not in EMPLOYEURS:
        raise NonCalculable(f"Le CDI inclusion n'existe pas pour le dispositif {dispositif}.")
    return parametres.valeur(f"aide_au_poste/cdi_inclusion_annee_{annee}", le)


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Socle × 100 % the first year, × 70 % from the second: ACI 2025, year 2: 16 744,70 €."""
    taux = taux_cdi(parametres, saisie["dispositif"], int(saisie["annee"]), saisie["le"])
    unite = montant_unitaire(saisie, parametres, saisie["le"])
    pour_cent = taux.en(100)
    return Resultat(
        montant_centimes=demi_haut(unite.valeur * pour_cent, 100),
        base=f"{euros(unite.valeur)} × {nombre(pour_cent)} % par poste à temps plein et par an",
        parametres=(*unite.sources, taux),
    )


CDI_INCLUSION = Calcul(
    nom="cdi-inclusion",
    titre="Aide d'un CDI inclusion",
    description=(
        "L'aide de l'État pour un poste à temps plein en CDI inclusion (57 ans et plus) pendant"
        " un an ; elle n'a pas de part modulée."
    ),
    articles=("CT R5132-8-2 (EI), R5132-10-13-2 (ETTI), R5132-24-2 (AI), R5132-39-1 (ACI)",),
    arguments=(
        DISPOSITIF,
        LE,
        Argument(
            "annee",
            "Année du contrat",
            "choix",
            choix=(("1", "Première année"), ("2", "Deuxième année et suivantes")),
        ),
        TERRITOIRE,
        MILIEU,
    ),
    calculer=calculer,
)
