"""How the amount of an invoice, and of what settles it, splits over its activities.

The empty activity is what is no service à la personne.
"""

from collections.abc import Mapping
from typing import Any

from etrier.droit.arrondis import plus_forts_restes

HORS_SAP = ""
BASE_TAUX = 10_000

Parts = dict[str, int]


def ttc_par_activite(contenu: Mapping[str, Any]) -> Parts:
    """All taxes included, by activity, of a frozen invoice; they add up to its total."""
    poids: Parts = {}
    for ligne in contenu["lignes"]:
        activite = ligne.get("activite_sap", HORS_SAP)
        brut = ligne["ht_centimes"] * (BASE_TAUX + ligne["taux_tva_pour_dix_mille"])
        poids[activite] = poids.get(activite, 0) + brut
    return repartir(contenu["ttc_centimes"], poids)


def repartir(montant_centimes: int, poids: Mapping[str, int]) -> Parts:
    """An amount split by weights (largest remainder); all outside when there is no weight."""
    noms, somme = sorted(poids), sum(poids.values())
    if somme == 0:
        return {HORS_SAP: montant_centimes}
    # The weights of a credit note are all negative: only their proportions count.
    signe = -1 if somme < 0 else 1
    parts = plus_forts_restes(montant_centimes, [signe * poids[nom] for nom in noms])
    return dict(zip(noms, parts, strict=True))


def diminuer(poids: Mapping[str, int], parts: Mapping[str, int]) -> Parts:
    """Weights less what a credit note took from each, never under nothing."""
    noms = poids.keys() | parts.keys()
    return {nom: max(0, poids.get(nom, 0) - parts.get(nom, 0)) for nom in noms}


def tranche(deja_centimes: int, montant_centimes: int, poids: Mapping[str, int]) -> Parts:
    """What one payment settles of each activity, after `deja_centimes` of earlier ones.

    The difference of two splits: payments that settle an invoice give exactly its activities,
    however many they are.
    """
    avant = repartir(deja_centimes, poids)
    apres = repartir(deja_centimes + montant_centimes, poids)
    parts = {nom: apres.get(nom, 0) - avant.get(nom, 0) for nom in avant.keys() | apres.keys()}
    return {nom: part for nom, part in parts.items() if part}
