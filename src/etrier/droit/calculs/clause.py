"""The hours of insertion to ask for in a lot of a public contract."""

from collections.abc import Mapping
from typing import Any

from etrier.droit.calculs.calcul import Argument, Calcul, Resultat
from etrier.droit.ecriture import euros, nombre
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import Parametres
from etrier.droit.regles.clauses import PRATIQUE, calibrer_lot


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Hours of a lot: 1 000 000 € × 50 % × 5 % ÷ 30 €: 833 h."""
    part, taux = saisie["part_main_d_oeuvre"], saisie["taux_insertion"]
    montant, cout = saisie["montant"], saisie["cout_horaire"]
    try:
        minutes = calibrer_lot(montant, part / 100, cout, taux / 100)
    except ValueError as erreur:
        raise SaisieInvalide(str(erreur)) from None
    return Resultat(
        minutes=minutes,
        base=f"{euros(montant)} × {nombre(part)} % de main-d'œuvre × {nombre(taux)} % d'insertion"
        f" ÷ {euros(cout)} par heure, heures entières",
        motif=f"Formule de {PRATIQUE} : le taux et le coût horaire sont le choix de l'acheteur.",
    )


CALCULS_CLAUSE: tuple[Calcul, ...] = (
    Calcul(
        nom="clause",
        titre="Heures d'insertion d'un lot",
        description="Les heures d'insertion à inscrire dans un lot de marché public, selon la "
        "pratique des facilitateurs.",
        articles=("CCP L2112-2", "CCP L2112-2-1", f"Formule : {PRATIQUE}"),
        arguments=(
            Argument("montant", "Montant hors taxe du lot", "centimes"),
            Argument("part_main_d_oeuvre", "Part de main-d'œuvre", "nombre", aide="En % : 50"),
            Argument("cout_horaire", "Coût horaire", "centimes", aide="Euros par heure : 30"),
            Argument("taux_insertion", "Taux d'insertion", "nombre", aide="En % : 5"),
        ),
        calculer=calculer,
    ),
)
