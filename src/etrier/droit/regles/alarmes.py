"""Alarms of a month: limits of working time, SMIC, and hours outside a contract or a PASS IAE.

Sources: 10 h a day (CT L3121-18) and 48 h a week (L3121-20), over all employers of the person; SMIC
(parameter `remuneration/smic_horaire`; Mayotte has its own); no aid outside the PASS (CT L5132-3,
R5132-1-9) nor while the parcours is suspended (R5132-1-10); the AI's 480 h (L5132-9 2°).

Hours of another employer only show in the total: each structure has its own row. Only hours outside
a contract block the close. Apprentices and contrats de professionnalisation are not compared with
the SMIC: their minimum is a share of it (D6325-15). A limit that is not established on the day
raises no alarm.

One worked line: 6 h in an ACI and 4 h 30 in an AI the same day: 10 h 30, one row PLUS_10H_JOUR in
each of the two structures. 10 h exactly is within the limit.
"""

from datetime import date

import polars as pl

from etrier.droit.parametre import Parametres
from etrier.droit.regles.alarmes_heures import (
    CODES,
    bornes_des_contrats,
    hors_contrat,
    hors_pass,
    mise_en_forme,
    pendant_suspension,
    plus_de_la_semaine,
    plus_du_jour,
)
from etrier.droit.regles.colonnes import au_jour
from etrier.droit.regles.tables import exiger
from etrier.droit.regles.temps import dernier_jour, heures_expr, jour_expr
from etrier.droit.vocabulaire import Dispositif, Territoire, TypeContrat

ENTREE_LIGNES = {
    "structure_id": pl.Int64,
    "personne_id": pl.Int64,
    "contrat_id": pl.Int64,
    "jour": pl.Date,
    "nature": pl.Int8,
    "minutes": pl.Int64,
}
ENTREE_CONTRATS = {
    "contrat_id": pl.Int64,
    "structure_id": pl.Int64,
    "personne_id": pl.Int64,
    "type_contrat": pl.String,
    "dispositif": pl.String,
    "debut": pl.Date,
    "fin": pl.Date,
}
ENTREE_CONDITIONS = {
    "contrat_id": pl.Int64,
    "effet": pl.Date,
    "taux_horaire_centimes": pl.Int64,
}
ENTREE_PERIODES = {"personne_id": pl.Int64, "debut": pl.Date, "fin": pl.Date}
ENTREES = (ENTREE_LIGNES, ENTREE_CONTRATS, ENTREE_CONDITIONS, ENTREE_PERIODES, ENTREE_PERIODES)
SANS_SMIC: tuple[str, ...] = (
    TypeContrat.PROFESSIONNALISATION.value,
    TypeContrat.APPRENTISSAGE.value,
)


def alarmes(
    lignes: pl.DataFrame,
    contrats: pl.DataFrame,
    conditions: pl.DataFrame,
    passes: pl.DataFrame,
    suspensions: pl.DataFrame,
    parametres: Parametres,
    mois: date,
    *,
    compteurs: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Alarms of a month, for any number of structures.

    `lignes` (ENTREE_LIGNES): the month, since `temps.premier_lundi(mois)`, of **all** the
    structures of the persons; optional column `mois` (`temps.comptees_en`). `contrats`: optional
    column `territoire` (Mayotte has its own SMIC). `passes`, `suspensions`: ENTREE_PERIODES.
    `compteurs`: `compteur_ai` on the month's last day; without it, no AI alarm.

    Gives SORTIE, sorted; see CODES for what a row is.
    """
    tables = (lignes, contrats, conditions, passes, suspensions)
    for table, colonnes in zip(tables, ENTREES, strict=True):
        exiger(table, colonnes, "alarmes")
    bornes = bornes_des_contrats(lignes, contrats, mois)
    familles = [
        plus_du_jour(lignes, mois, parametres),
        plus_de_la_semaine(lignes, mois, parametres),
        hors_contrat(lignes, bornes, mois),
        hors_pass(lignes, bornes, passes, mois),
        pendant_suspension(lignes, bornes, suspensions, mois),
        _sous_smic(bornes, conditions, parametres, mois),
    ]
    if compteurs is not None:
        familles += [
            _compteur(bornes, compteurs, "AI_480H"),
            _compteur(bornes, compteurs, "AI_80_POURCENT"),
        ]
    return pl.concat(familles).sort(
        "structure_id", "personne_id", pl.col("code").cast(pl.Enum(CODES)), "jour", "contrat_id"
    )


def _sous_smic(
    bornes: pl.DataFrame, conditions: pl.DataFrame, parametres: Parametres, mois: date
) -> pl.DataFrame:
    """Contracts whose hourly rate is under the SMIC, between their first and last day of hours."""
    smic = _smic(parametres, dernier_jour(mois))
    if "territoire" not in bornes.columns:
        bornes = bornes.with_columns(territoire=pl.lit(Territoire.METROPOLE.value))
    suivis = bornes.filter(~pl.col("type_contrat").is_in(SANS_SMIC))
    examines = suivis.join(_jours_a_examiner(suivis, conditions, smic), on="contrat_id").filter(
        pl.col("jour").is_between("premier", "dernier")
    )
    taux = conditions.select("contrat_id", "effet", "taux_horaire_centimes")
    dates = au_jour(
        au_jour(examines, taux, "effet", "contrat_id"), smic, "smic_depuis", "territoire"
    )
    sous = dates.filter(pl.col("taux_horaire_centimes") < pl.col("seuil")).sort("jour")
    premiers = sous.unique("contrat_id", keep="first", maintain_order=True)
    return mise_en_forme(
        premiers,
        "SOUS_SMIC",
        mesure=pl.col("taux_horaire_centimes"),
        motif=pl.format(
            "Taux horaire de {} au {}, sous le SMIC de {} : corrigez les conditions du contrat.",
            _euros_expr(pl.col("taux_horaire_centimes")),
            jour_expr(pl.col("jour")),
            _euros_expr(pl.col("seuil")),
        ),
    )


def _jours_a_examiner(
    suivis: pl.DataFrame, conditions: pl.DataFrame, smic: pl.DataFrame
) -> pl.DataFrame:
    """The few days on which a contract may fall under the SMIC.

    Its first day of hours, and those on which its rate or the SMIC changes.
    """
    hausses = smic.filter(pl.col("smic_depuis") > pl.lit(suivis["premier"].min(), pl.Date))
    return pl.concat(
        [
            suivis.select("contrat_id", jour="premier"),
            conditions.select("contrat_id", jour="effet"),
            suivis.select("contrat_id").join(hausses.select(jour="smic_depuis"), how="cross"),
        ]
    ).unique()


def _smic(parametres: Parametres, jusqu_au: date) -> pl.DataFrame:
    """The two series of the hourly SMIC, in centimes, by territory."""
    series = {
        Territoire.METROPOLE.value: "remuneration/smic_horaire",
        Territoire.MAYOTTE.value: "remuneration/smic_horaire_mayotte",
    }
    return pl.concat(
        parametres.frame(nom, 100, jusqu_au=jusqu_au).select(
            pl.lit(territoire).alias("territoire"),
            pl.col("depuis").alias("smic_depuis"),
            pl.col("valeur").alias("seuil"),
            "parametre",
            "provisoire",
        )
        for territoire, nom in series.items()
    )


def _euros_expr(centimes: pl.Expr) -> pl.Expr:
    """Centimes of an hourly rate, written in French: 1188 gives « 11,88 € »."""
    reste = (centimes % 100).cast(pl.String).str.zfill(2)
    return pl.format("{},{}\u00a0€", centimes // 100, reste)


def _compteur(bornes: pl.DataFrame, compteurs: pl.DataFrame, code: str) -> pl.DataFrame:
    """Persons of an AI past the cap, or past 80 % of it, in each AI where they have hours."""
    exces = compteurs["depasse_le"].is_not_null()
    if code == "AI_480H":
        concernes = compteurs.filter(exces).with_columns(jour="depasse_le")
        suite = "le plafond de {} est dépassé."
    else:
        alerte = compteurs["atteint_80_pourcent"].fill_null(False) & ~exces
        concernes = compteurs.filter(alerte).with_columns(jour="atteint_80_le")
        suite = "80 % du plafond de {} sont atteints."
    presents = bornes.filter(pl.col("dispositif") == Dispositif.AI.value).select(
        "structure_id", "personne_id"
    )
    comptes = concernes.filter("ouverte").select(
        "personne_id", "jour", "parametre", "provisoire", "fin_fenetre",
        mesure="minutes_comptees", seuil="plafond_minutes",
    )  # fmt: skip
    phrase = "{} en entreprise, toutes AI réunies, sur la période qui finit le {} : " + suite
    return mise_en_forme(
        presents.unique().join(comptes, on="personne_id"),
        code,
        motif=pl.format(
            phrase,
            heures_expr(pl.col("mesure")),
            jour_expr(pl.col("fin_fenetre")),
            heures_expr(pl.col("seuil")),
        ),
    )
