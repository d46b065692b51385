"""The RSA of one person, and the département's share of an ACI's aid."""

from collections.abc import Mapping
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.droit.calculs.arguments import LE
from etrier.droit.calculs.calcul import Argument, Calcul, Resultat
from etrier.droit.ecriture import euros, nombre
from etrier.droit.parametre import Parametres


def montant_forfaitaire(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Monthly flat amount for one person alone: 2025-04, 646,52 €."""
    montant = parametres.valeur("rsa/montant_forfaitaire", saisie["le"])
    return Resultat(
        montant_centimes=montant.en(100),
        base=f"{euros(montant.en(100))} par mois pour une personne seule",
        parametres=(montant,),
    )


def part_departement(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """88 % of the RSA for each employee who received it, rounded per person: 2025-04, 568,94 €."""
    montant = parametres.valeur("rsa/montant_forfaitaire", saisie["le"])
    part = parametres.valeur("rsa/part_departement", saisie["le"])
    par_personne = demi_haut(montant.en(100) * part.en(100), 100)
    nombre_salaries = saisie["nombre"]
    return Resultat(
        montant_centimes=par_personne * nombre_salaries,
        base=(
            f"{euros(montant.en(100))} × {nombre(part.en(100))} % = {euros(par_personne)}"
            f" par mois, × {nombre(nombre_salaries)}"
        ),
        parametres=(montant, part),
        lignes=({"libelle": "Par salarié et par mois", "montant_centimes": par_personne},),
    )


RSA = Calcul(
    nom="rsa",
    titre="RSA d'une personne seule",
    description=(
        "Le montant forfaitaire mensuel du revenu de solidarité active un jour donné, hors Mayotte."
    ),
    articles=("Décrets cités avec chaque valeur",),
    arguments=(LE,),
    calculer=montant_forfaitaire,
)
PART_DEPARTEMENT = Calcul(
    nom="part-departement",
    titre="Part du département dans l'aide d'un ACI",
    description=(
        "Ce que le département verse chaque mois pour les salariés d'un ACI qui recevaient le RSA"
        " avant leur embauche, sauf convention différente."
    ),
    articles=("CT L5132-3-1", "CT D5132-41"),
    arguments=(
        LE,
        Argument("nombre", "Salariés", "entier", requis=False, defaut="1"),
    ),
    calculer=part_departement,
)
