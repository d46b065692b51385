"""Calculators of pay: indemnities of a contract, overtime of a week, a rate against the SMIC."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from etrier.droit.arrondis import demi_haut
from etrier.droit.calculs.arguments import HEURES, LE, TERRITOIRE
from etrier.droit.calculs.calcul import Argument, Calcul, Ligne, Resultat
from etrier.droit.ecriture import euros, heures, nombre
from etrier.droit.parametre import Parametres, Valeur
from etrier.droit.vocabulaire import Territoire, TypeContrat

SANS_FIN_DE_CONTRAT = (
    "Ce contrat n'ouvre pas droit à une indemnité de fin de contrat et ses congés se prennent ; "
    "l'indemnité de congés restant dus au départ n'est pas calculée ici."
)


def calculer_indemnites(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """IFM and paid-leave indemnity: mission of 1 800,00 €: 180,00 € + 198,00 € = 378,00 €."""
    brut, le = saisie["brut"], saisie["le"]
    if saisie["contrat"] == TypeContrat.MISSION:
        ifm = parametres.valeur("contrats/ifm", le)
        iccp = parametres.valeur("contrats/iccp", le)
        fin = _part(brut, ifm)
        conges = _part(brut + fin, iccp)
        return _indemnites(
            f"IFM {_pour_cent(ifm)} de {euros(brut)}, puis congés payés {_pour_cent(iccp)} de "
            f"{euros(brut + fin)}",
            (ifm, iccp),
            {"Indemnité de fin de mission": fin, "Indemnité de congés payés": conges},
        )
    if saisie["contrat"] == TypeContrat.CDDU:
        taux = parametres.valeur("contrats/conges_payes", le)
        return _indemnites(
            f"congés payés {_pour_cent(taux)} de {euros(brut)}",
            (taux,),
            {"Indemnité de fin de contrat": 0, "Indemnité de congés payés": _part(brut, taux)},
        )
    return Resultat(montant_centimes=0, base="aucune indemnité", motif=SANS_FIN_DE_CONTRAT)


def _part(base_centimes: int, taux: Valeur) -> int:
    """A rate of an amount, one rounding."""
    return demi_haut(base_centimes * taux.en(10_000), 10_000)


def _pour_cent(taux: Valeur) -> str:
    return f"{nombre((taux.nombre * 100).normalize())} %"


def _indemnites(base: str, parametres: tuple[Valeur, ...], parts: dict[str, int]) -> Resultat:
    lignes: tuple[Ligne, ...] = tuple(
        {"libelle": libelle, "montant_centimes": montant} for libelle, montant in parts.items()
    )
    return Resultat(
        montant_centimes=sum(parts.values()), base=base, parametres=parametres, lignes=lignes
    )


def calculer_heures_sup(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """Increase of one week's overtime: 44 h at 12,00 €: 8 h at 25 % and 1 h at 50 %: 30,00 €."""
    le, minutes, taux = saisie["le"], saisie["heures"], saisie["taux"]
    legale = parametres.valeur("temps/duree_legale_hebdomadaire", le)
    rang = parametres.valeur("temps/rang_majoration", le)
    premieres = parametres.valeur("temps/majoration_heures_sup_8_premieres", le)
    suivantes = parametres.valeur("temps/majoration_heures_sup_suivantes", le)
    sup = max(0, minutes - legale.en(60))
    du_premier_rang = min(sup, rang.en(60))
    tranches = [(premieres, du_premier_rang), (suivantes, sup - du_premier_rang)]
    montants = [demi_haut(m * taux * v.en(10_000), 600_000) for v, m in tranches]
    lignes: list[Ligne] = [
        {"libelle": f"{heures(m)} majorées de {_pour_cent(v)}", "montant_centimes": montant}
        for (v, m), montant in zip(tranches, montants, strict=True)
    ]
    lignes.append(
        {
            "libelle": f"{heures(minutes)} au taux de base, à payer en plus",
            "montant_centimes": demi_haut(minutes * taux, 60),
        }
    )
    return Resultat(
        montant_centimes=sum(montants),
        base=f"majoration de {heures(sup)} au-delà de {heures(legale.en(60))} dans la semaine, "
        f"à {euros(taux)} par heure",
        parametres=(legale, rang, premieres, suivantes),
        motif="Taux légaux, à défaut d'accord (un accord peut prévoir moins, jamais sous 10 %).",
        lignes=tuple(lignes),
    )


def calculer_controle_smic(saisie: Mapping[str, Any], parametres: Parametres) -> Resultat:
    """What an hourly rate lacks to reach the SMIC: 11,50 € on 2024-11-15: 0,38 €."""
    mayotte = saisie["territoire"] == Territoire.MAYOTTE
    nom = "remuneration/smic_horaire_mayotte" if mayotte else "remuneration/smic_horaire"
    smic = parametres.valeur(nom, saisie["le"])
    taux = saisie["taux"]
    manque = max(0, smic.en(100) - taux)
    compare = "sous le" if manque else "au moins égal au"
    return Resultat(
        montant_centimes=manque,
        base=f"{euros(taux)} par heure, {compare} SMIC de {euros(smic.en(100))}",
        parametres=(smic,),
    )


TAUX = Argument("taux", "Taux horaire brut", "centimes", aide="Euros par heure : 12,50")

CALCULS_REMUNERATION: tuple[Calcul, ...] = (
    Calcul(
        nom="ifm-iccp",
        titre="Indemnités de fin de mission et de congés payés",
        description="Ce qui s'ajoute au brut d'une mission ou d'un CDD d'usage.",
        articles=("CT L1251-32", "CT L1251-19", "CT L3141-28", "CT L1243-10"),
        arguments=(
            Argument("brut", "Salaire brut", "centimes", aide="Euros : 1 800"),
            Argument(
                "contrat",
                "Contrat",
                "choix",
                choix=(
                    (TypeContrat.MISSION.value, "Contrat de mission (ETTI)"),
                    (TypeContrat.CDDU.value, "CDD d'usage (AI)"),
                    (TypeContrat.CDDI.value, "CDD d'insertion"),
                    (TypeContrat.CDI_INCLUSION.value, "CDI inclusion"),
                ),
            ),
            LE,
        ),
        calculer=calculer_indemnites,
    ),
    Calcul(
        nom="heures-supplementaires",
        titre="Heures supplémentaires d'une semaine",
        description="La majoration due pour les heures au-delà de la durée légale, en une semaine.",
        articles=("CT L3121-27", "CT L3121-33", "CT L3121-36"),
        arguments=(replace(HEURES, libelle="Heures de la semaine"), TAUX, LE),
        calculer=calculer_heures_sup,
    ),
    Calcul(
        nom="controle-smic",
        titre="Contrôle d'un taux horaire",
        description="Ce qui manque à un taux horaire brut pour atteindre le SMIC.",
        articles=("Décrets et arrêtés cités avec chaque valeur",),
        arguments=(TAUX, LE, TERRITOIRE),
        calculer=calculer_controle_smic,
    ),
)
