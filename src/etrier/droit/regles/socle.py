"""The socle: the amount of the aide au poste for one full-time post and one year.

Sources: CT R5132-7, R5132-10-12, R5132-23, R5132-37 (amounts set by arrêté), arrêtés of 2013 to
2024. EITI has its own amounts; Mayotte too; in prison (EI and ACI only) they were separate until 30
April 2022 and were not given for Mayotte.

Worked line: EI, métropole, 2025-03-01: 13 304 € (arrêté of 4 December 2024).
"""

from datetime import date

import polars as pl

from etrier.droit.parametre import NonCalculable, Parametres, Valeur
from etrier.droit.vocabulaire import Dispositif, Milieu, Territoire

CLES = ["dispositif", "territoire", "milieu"]
PENITENTIAIRE_COMME_DEHORS = date(2022, 5, 1)
"""Arrêté of 5 July 2022: from this day the socle in prison is the one outside."""
EN_PRISON = (Dispositif.EI, Dispositif.ACI)
LIBELLES = {
    Territoire.METROPOLE.value: "métropole et outre-mer sauf Mayotte",
    Territoire.MAYOTTE.value: "Mayotte",
    Milieu.DROIT_COMMUN.value: "droit commun",
    Milieu.PENITENTIAIRE.value: "milieu pénitentiaire",
}
SANS_AIDE = "Un GEIQ ne reçoit pas l'aide au poste."


def socle(
    parametres: Parametres, dispositif: Dispositif, territoire: Territoire, milieu: Milieu, le: date
) -> Valeur:
    """The socle in force on a day. Raises NonCalculable when it is not established or not due."""
    if not dispositif.est_iae:
        raise NonCalculable(SANS_AIDE)
    if milieu is Milieu.PENITENTIAIRE:
        if dispositif not in EN_PRISON:
            raise NonCalculable("En milieu pénitentiaire, seuls les EI et les ACI sont aidés.")
        if le < PENITENTIAIRE_COMME_DEHORS:
            return _socle_penitentiaire(parametres, dispositif, territoire, le)
    if dispositif is Dispositif.EITI:
        return parametres.valeur("aide_au_poste/eiti", le, territoire.value)
    mayotte = territoire is Territoire.MAYOTTE
    nom = "aide_au_poste/socle_mayotte" if mayotte else "aide_au_poste/socle"
    return parametres.valeur(nom, le, dispositif.value)


def _socle_penitentiaire(
    parametres: Parametres, dispositif: Dispositif, territoire: Territoire, le: date
) -> Valeur:
    if territoire is Territoire.MAYOTTE:
        raise NonCalculable(
            "Avant le 01/05/2022, l'aide au poste en milieu pénitentiaire n'est pas établie"
            " pour Mayotte."
        )
    return parametres.valeur("aide_au_poste/socle_penitentiaire", le, dispositif.value)


def table_socle(parametres: Parametres) -> pl.DataFrame:
    """Every socle in centimes per ETP and year: columns `CLES`, then those of a parameter's table.

    Same answers as `socle`, ready for `attacher`.
    """
    metropole = _table(parametres, "aide_au_poste/socle", Territoire.METROPOLE)
    mayotte = _table(parametres, "aide_au_poste/socle_mayotte", Territoire.MAYOTTE)
    eiti = (
        parametres.frame("aide_au_poste/eiti", 100)
        .rename({"cle": "territoire"})
        .with_columns(
            pl.lit(Dispositif.EITI.value).alias("dispositif"),
            pl.lit(Milieu.DROIT_COMMUN.value).alias("milieu"),
        )
    )
    propre = _table(parametres, "aide_au_poste/socle_penitentiaire", Territoire.METROPOLE).filter(
        pl.col("depuis") < PENITENTIAIRE_COMME_DEHORS
    )
    comme_dehors = pl.concat([metropole, mayotte], how="diagonal").filter(
        pl.col("dispositif").is_in([dispositif.value for dispositif in EN_PRISON]),
        pl.col("depuis") >= PENITENTIAIRE_COMME_DEHORS,
    )
    prison = pl.concat([propre, comme_dehors], how="diagonal").with_columns(
        pl.lit(Milieu.PENITENTIAIRE.value).alias("milieu")
    )
    return pl.concat([metropole, mayotte, eiti, prison], how="diagonal").sort(*CLES, "depuis")


def _table(parametres: Parametres, nom: str, territoire: Territoire) -> pl.DataFrame:
    return (
        parametres.frame(nom, 100)
        .rename({"cle": "dispositif"})
        .with_columns(
            pl.lit(territoire.value).alias("territoire"),
            pl.lit(Milieu.DROIT_COMMUN.value).alias("milieu"),
        )
    )
