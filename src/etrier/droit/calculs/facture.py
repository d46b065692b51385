"""The price of one person's day at a client's: hours, increase, minimum, travel, VAT."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from etrier.droit.arrondis import arrondir_ensemble, demi_haut
from etrier.droit.calculs.arguments import LE
from etrier.droit.calculs.calcul import Argument, Calcul, Ligne, Resultat
from etrier.droit.ecriture import centiemes, euros, heures, nombre
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import Parametres
from etrier.droit.vocabulaire import TauxTva


def calculer(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """1 h 15 at 24,50 €, minimum 2 h, travel 4 €: 30,62 + 18,38 + 4,00 = 53,00 € before tax."""
    base, dit = _prix_de_base(saisie)
    prix = demi_haut(base * (10_000 + saisie["majoration"]), 10_000)
    if saisie["majoration"]:
        dit += f", majoré de {centiemes(saisie['majoration'])} % : {euros(prix)}"
    faites = saisie["heures"]
    manque = max(0, saisie["minimum"] - faites) if faites else 0
    # The complement comes before the hours, as in the rule: an equal remainder goes to it.
    complement, travail = arrondir_ensemble([manque * prix, faites * prix], 60)
    trajet = saisie["deplacement"] if faites else 0
    ht = travail + complement + trajet
    tva, taux = _tva(ht, saisie, parametres)
    lignes: list[Ligne] = [_ligne(f"{heures(faites)} à {euros(prix)}", travail)]
    if manque:
        lignes.append(_ligne(f"Complément au minimum, {heures(manque)}", complement))
    if trajet:
        lignes.append(_ligne("Déplacement", trajet))
    lignes += [_ligne("TVA", tva), _ligne("Toutes taxes comprises", ht + tva)]
    return Resultat(montant_centimes=ht, base=dit, parametres=taux, lignes=tuple(lignes))


def _ligne(libelle: str, centimes: int) -> Ligne:
    return {"libelle": libelle, "montant_centimes": centimes}


def _prix_de_base(saisie: Mapping[str, Any]) -> tuple[int, str]:
    """Centimes of the hour, and how they come."""
    prix, coefficient, salaire = saisie["prix"], saisie["coefficient"], saisie["salaire"]
    if prix is not None and coefficient is None and salaire is None:
        return prix, f"{euros(prix)} de l'heure"
    if prix is None and coefficient is not None and salaire is not None:
        base = demi_haut(salaire * coefficient, 10_000)
        fois = nombre((Decimal(coefficient) / 10_000).normalize())
        return base, f"salaire de {euros(salaire)} × {fois} = {euros(base)} de l'heure"
    raise SaisieInvalide("Donnez le prix de l'heure, ou bien le salaire et le coefficient.")


def _tva(ht: int, saisie: Mapping[str, Any], parametres: Parametres) -> tuple[int, tuple[Any, ...]]:
    if saisie["taux"] == TauxTva.EXONERE:
        return 0, ()
    taux = parametres.valeur("tva/taux", saisie["le"], saisie["taux"])
    return demi_haut(ht * taux.en(10_000), 10_000), (taux,)


FACTURE = Calcul(
    nom="facture",
    titre="Prix d'une journée chez un client",
    description=(
        "Ce qu'une journée d'une personne chez un client se facture : prix de l'heure ou"
        " coefficient du salaire, majoration, minimum, déplacement, TVA."
    ),
    articles=(
        "Règle de la maison : le tarif est convenu entre la structure et le client",
        "CGI 261, 7-1° bis (exonération des AI)",
    ),
    arguments=(
        LE,
        Argument("heures", "Heures de la journée", "heures", aide="1h15 ou 1,25"),
        Argument(
            "prix",
            "Prix de l'heure hors taxe",
            "centimes",
            requis=False,
            aide="Euros : 24,50. Ou bien le salaire et le coefficient.",
        ),
        Argument(
            "salaire", "Salaire brut de l'heure", "centimes", requis=False, aide="Euros : 12,02"
        ),
        Argument("coefficient", "Coefficient", "coefficient", requis=False, aide="1,95"),
        Argument(
            "majoration",
            "Majoration de nuit ou du dimanche",
            "pourcent",
            requis=False,
            defaut="0",
            aide="En pour cent ; la plus forte des deux : 25",
        ),
        Argument(
            "minimum",
            "Minimum facturé par jour",
            "heures",
            requis=False,
            defaut="0",
            aide="2 ou 1h30",
        ),
        Argument(
            "deplacement", "Déplacement", "centimes", requis=False, defaut="0", aide="Euros : 4"
        ),
        Argument(
            "taux",
            "Taux de TVA",
            "choix",
            requis=False,
            defaut=TauxTva.NORMAL.value,
            choix=(
                (TauxTva.NORMAL.value, "Normal"),
                (TauxTva.INTERMEDIAIRE.value, "Intermédiaire"),
                (TauxTva.REDUIT.value, "Réduit"),
                (TauxTva.EXONERE.value, "Exonéré (association intermédiaire)"),
            ),
        ),
    ),
    calculer=calculer,
)
