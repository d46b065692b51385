"""The VAT on an amount."""

from collections.abc import Mapping
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.droit.calculs.arguments import LE
from etrier.droit.calculs.calcul import Argument, Calcul, Resultat
from etrier.droit.ecriture import euros, nombre
from etrier.droit.parametre import Parametres
from etrier.droit.vocabulaire import TauxTva


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Amount without VAT × rate: 100,00 € at 20 %: 20,00 €."""
    montant = saisie["montant"]
    if saisie["taux"] == TauxTva.EXONERE:
        return _resultat(montant, 0, f"{euros(montant)}, exonéré", ())
    taux = parametres.valeur("tva/taux", saisie["le"], saisie["taux"])
    tva = demi_haut(montant * taux.en(10_000), 10_000)
    pour_cent = nombre((taux.nombre * 100).normalize())
    return _resultat(montant, tva, f"{euros(montant)} × {pour_cent} %", (taux,))


def _resultat(montant: int, tva: int, base: str, parametres: tuple[Any, ...]) -> Resultat:
    return Resultat(
        montant_centimes=tva,
        base=base,
        parametres=parametres,
        lignes=({"libelle": "Toutes taxes comprises", "montant_centimes": montant + tva},),
    )


TVA = Calcul(
    nom="tva",
    titre="TVA",
    description="La taxe sur la valeur ajoutée d'un montant hors taxe, un jour donné.",
    articles=("CGI 261, 7-1° bis (exonération des AI)", "Lois citées avec chaque taux"),
    arguments=(
        LE,
        Argument(
            "taux",
            "Taux",
            "choix",
            choix=(
                (TauxTva.NORMAL.value, "Normal"),
                (TauxTva.INTERMEDIAIRE.value, "Intermédiaire"),
                (TauxTva.REDUIT.value, "Réduit"),
                (TauxTva.EXONERE.value, "Exonéré (association intermédiaire)"),
            ),
        ),
        Argument("montant", "Montant hors taxe", "centimes", requis=False, defaut="100"),
    ),
    calculer=calculer,
)
