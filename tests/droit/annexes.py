"""Annexes and states of a month, written short, for the rules on the aid."""

import polars as pl

from etrier.droit.parametre import charger
from etrier.droit.regles.cumuls import ANNEXES, ETATS
from tests.droit.lecteur_cas import Ligne, table

PARAMETRES = charger()


def une_annexe(ligne: Ligne) -> pl.DataFrame:
    defauts = {
        "annexe_id": "1",
        "structure_id": "1",
        "territoire": "metropole",
        "milieu": "droit_commun",
    }
    return table(ANNEXES, [{**defauts, **ligne}])


def des_etats(lignes: list[Ligne]) -> pl.DataFrame:
    defauts = {"annexe_id": "1", "contrat_id": "1", "taux_pour_cent": "100"}
    return table(ETATS, [{**defauts, **ligne} for ligne in lignes])
