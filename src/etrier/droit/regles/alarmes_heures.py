"""Alarms drawn from the hours alone: too long a day or week, hours outside a contract or a PASS.

Sources and reading: see `etrier.droit.regles.alarmes`, which puts all the alarms together.

The five million lines of a month are only grouped here (days, weeks, first and last day of each
contract); lines are looked at one by one for the few contracts under suspicion.
"""

from datetime import date

import polars as pl

from etrier.droit.ecriture import heures
from etrier.droit.parametre import Parametres
from etrier.droit.regles.colonnes import au_jour, completer, regrouper
from etrier.droit.regles.seuils import Seuil, lire_seuil
from etrier.droit.regles.temps import (
    NATURES_PAYEES,
    comptees_en,
    dans_le_mois,
    dans_les_semaines,
    dernier_jour,
    en_presence,
    heures_expr,
    jour_expr,
)
from etrier.droit.vocabulaire import Dispositif

SORTIE = {
    "structure_id": pl.Int64,
    "personne_id": pl.Int64,
    "contrat_id": pl.Int64,
    "code": pl.String,
    "jour": pl.Date,
    "mesure": pl.Int64,
    "seuil": pl.Int64,
    "parametre": pl.String,
    "bloquante": pl.Boolean,
    "motif": pl.String,
    "provisoire": pl.Boolean,
}
# One row per structure, person and day (PLUS_10H_JOUR) or week (PLUS_48H_SEMAINE: `jour` is the
# Monday of a week whose Sunday is in the month); one per contract for HORS_CONTRAT, HORS_PASS and
# PENDANT_SUSPENSION (`jour` the first day, `mesure` all the minutes) and SOUS_SMIC; one per
# structure and person for AI_480H (the cap is passed) and AI_80_POURCENT.
CODES: tuple[str, ...] = (
    "HORS_CONTRAT",
    "HORS_PASS",
    "PENDANT_SUSPENSION",
    "PLUS_10H_JOUR",
    "PLUS_48H_SEMAINE",
    "SOUS_SMIC",
    "AI_480H",
    "AI_80_POURCENT",
)
CODES_BLOQUANTS: tuple[str, ...] = ("HORS_CONTRAT",)
# What `mesure` and `seuil` count: minutes everywhere, but centimes an hour for the SMIC.
CODES_EN_CENTIMES: tuple[str, ...] = ("SOUS_SMIC",)
AVEC_PASS: tuple[str, ...] = tuple(d.value for d in Dispositif if d.est_iae)
SANS_FIN = pl.lit(date.max)


def mise_en_forme(trouvees: pl.DataFrame, code: str, **colonnes: pl.Expr) -> pl.DataFrame:
    """Give a family of alarms the columns of SORTIE, absent ones null."""
    fixes = {
        "code": pl.lit(code),
        "bloquante": pl.lit(code in CODES_BLOQUANTS),
        "provisoire": pl.lit(False),
    }
    return completer(trouvees, SORTIE, fixes, colonnes)


# Working time, over all employers


def plus_du_jour(lignes: pl.DataFrame, mois: date, parametres: Parametres) -> pl.DataFrame:
    """Persons at work more than the daily maximum."""
    seuil = lire_seuil(parametres, "temps/maximum_quotidien", dernier_jour(mois), 60)
    jours = regrouper(
        lignes,
        dans_le_mois(mois) & en_presence(),
        ["personne_id", "jour"],
        [pl.col("minutes").sum().alias("mesure")],
    )
    phrase = pl.format(
        "{} de présence le {}, tous employeurs réunis : maximum {} par jour.",
        heures_expr(pl.col("mesure")),
        jour_expr(pl.col("jour")),
        pl.lit(heures(seuil.valeur or 0)),
    )
    return _depassements(lignes, jours, pl.col("jour"), seuil, "PLUS_10H_JOUR", phrase)


def plus_de_la_semaine(lignes: pl.DataFrame, mois: date, parametres: Parametres) -> pl.DataFrame:
    """Persons at work more than the weekly maximum; `jour` is the Monday."""
    seuil = lire_seuil(parametres, "temps/maximum_hebdomadaire", dernier_jour(mois), 60)
    lundi = pl.col("jour").dt.truncate("1w")
    semaines = regrouper(
        lignes,
        dans_les_semaines(mois) & en_presence(),
        ["personne_id", lundi.alias("jour")],
        [pl.col("minutes").sum().alias("mesure")],
    )
    phrase = pl.format(
        "{} de présence la semaine du {}, tous employeurs réunis : maximum {} par semaine.",
        heures_expr(pl.col("mesure")),
        jour_expr(pl.col("jour")),
        pl.lit(heures(seuil.valeur or 0)),
    )
    return _depassements(lignes, semaines, lundi, seuil, "PLUS_48H_SEMAINE", phrase)


def _depassements(
    lignes: pl.DataFrame,
    totaux: pl.DataFrame,
    periode: pl.Expr,
    seuil: Seuil,
    code: str,
    phrase: pl.Expr,
) -> pl.DataFrame:
    """One row in each structure where the person was at work in an exceeded day or week."""
    depasses = totaux.filter(pl.col("mesure") > seuil.litteral)
    employeurs = (
        lignes.select("structure_id", "personne_id", "jour", "nature", "minutes")
        .join(depasses, on="personne_id", how="semi")
        .filter(en_presence())
        .group_by("structure_id", "personne_id", periode.alias("jour"))
        .agg(pl.col("minutes").sum())
        .filter(pl.col("minutes") > 0)
    )
    return mise_en_forme(
        employeurs.join(depasses, on=["personne_id", "jour"]),
        code,
        seuil=seuil.litteral,
        parametre=pl.lit(seuil.parametre, pl.String),
        motif=phrase,
        provisoire=pl.lit(seuil.provisoire),
    )


# Hours outside a contract or a PASS: first and last day of each contract, then only the suspects


def _du_mois(lignes: pl.DataFrame, mois: date) -> pl.Expr:
    """Days of the month, and corrections of earlier days that count in it."""
    return comptees_en(lignes, mois) | dans_le_mois(mois)


def bornes_des_contrats(lignes: pl.DataFrame, contrats: pl.DataFrame, mois: date) -> pl.DataFrame:
    """First and last day of the month's hours of each contract, beside the contract."""
    jours = regrouper(
        lignes,
        _du_mois(lignes, mois),
        ["contrat_id"],
        [pl.col("jour").min().alias("premier"), pl.col("jour").max().alias("dernier")],
    )
    connus = contrats.with_columns(pl.col("fin").fill_null(SANS_FIN))
    return jours.join(connus, on="contrat_id", how="left")


def _lignes_de(
    lignes: pl.DataFrame, suspects: pl.DataFrame, mois: date, *colonnes: str
) -> pl.DataFrame:
    """Net minutes per day of the suspect contracts (null is a contract like another here)."""
    jours = (
        lignes.filter(_du_mois(lignes, mois))
        .join(suspects.select("contrat_id"), on="contrat_id", how="semi", nulls_equal=True)
        .group_by("structure_id", "personne_id", "contrat_id", "jour", "nature")
        .agg(pl.col("minutes").sum())
        .filter(pl.col("minutes") > 0)
    )
    if not colonnes:
        return jours
    return jours.join(
        suspects.select("contrat_id", *colonnes), on="contrat_id", how="left", nulls_equal=True
    )


def _par_contrat(jours: pl.DataFrame, code: str, phrase: str) -> pl.DataFrame:
    """One alarm per contract: first day and total. `phrase` takes the minutes and the day."""
    groupes = jours.group_by("structure_id", "personne_id", "contrat_id").agg(
        pl.col("jour").min(), pl.col("minutes").sum().alias("mesure")
    )
    motif = pl.format(phrase, heures_expr(pl.col("mesure")), jour_expr(pl.col("jour")))
    return mise_en_forme(groupes, code, motif=motif)


def hors_contrat(lignes: pl.DataFrame, bornes: pl.DataFrame, mois: date) -> pl.DataFrame:
    """Hours without a contract, or on a day the contract does not cover."""
    inconnu = pl.col("debut").is_null()
    suspects = bornes.filter(
        inconnu | (pl.col("premier") < pl.col("debut")) | (pl.col("dernier") > pl.col("fin"))
    )
    jours = _lignes_de(lignes, suspects, mois, "debut", "fin")
    dehors = inconnu | ~pl.col("jour").is_between("debut", "fin")
    return _par_contrat(
        jours.filter(dehors),
        "HORS_CONTRAT",
        "{} hors contrat, à partir du {} : corrigez la ligne ou les dates du contrat.",
    )


def _iae(bornes: pl.DataFrame) -> pl.DataFrame:
    """Contracts that need a PASS: not those of a GEIQ."""
    return bornes.filter(pl.col("dispositif").is_in(AVEC_PASS))


def hors_pass(
    lignes: pl.DataFrame, bornes: pl.DataFrame, passes: pl.DataFrame, mois: date
) -> pl.DataFrame:
    """Paid hours on a day no PASS IAE of the person covers."""
    couverture = passes.sort("debut").select(
        "personne_id",
        pl.col("debut").alias("pass_debut"),
        pl.col("fin")
        .fill_null(SANS_FIN)
        .cum_max()
        .over("personne_id", order_by="debut")
        .alias("pass_fin"),
    )
    vus = au_jour(_iae(bornes), couverture, "pass_debut", "personne_id", jour="premier")
    suspects = vus.filter(pl.col("pass_fin").is_null() | (pl.col("dernier") > pl.col("pass_fin")))
    payees = _lignes_de(lignes, suspects, mois).filter(pl.col("nature").is_in(NATURES_PAYEES))
    jours = au_jour(payees, couverture, "pass_debut", "personne_id")
    dehors = pl.col("pass_fin").is_null() | (pl.col("jour") > pl.col("pass_fin"))
    return _par_contrat(
        jours.filter(dehors),
        "HORS_PASS",
        "{} sans PASS IAE en cours, à partir du {} : ces heures n'ouvrent pas droit à l'aide.",
    )


def pendant_suspension(
    lignes: pl.DataFrame, bornes: pl.DataFrame, suspensions: pl.DataFrame, mois: date
) -> pl.DataFrame:
    """Paid hours on a day the person's PASS is suspended."""
    periodes = suspensions.select(
        "personne_id",
        pl.col("debut").alias("suspension_debut"),
        pl.col("fin").fill_null(SANS_FIN).alias("suspension_fin"),
    )
    croisees = _iae(bornes).join(periodes, on="personne_id")
    suspects = croisees.filter(
        (pl.col("suspension_debut") <= pl.col("dernier"))
        & (pl.col("suspension_fin") >= pl.col("premier"))
    )
    cles = ["structure_id", "personne_id", "contrat_id", "jour", "nature"]
    jours = (
        _lignes_de(lignes, suspects, mois)
        .filter(pl.col("nature").is_in(NATURES_PAYEES))
        .join(periodes, on="personne_id")
        .filter(pl.col("jour").is_between("suspension_debut", "suspension_fin"))
        .unique(cles)
    )
    return _par_contrat(
        jours,
        "PENDANT_SUSPENSION",
        "{} pendant une suspension du PASS IAE, à partir du {} : aucune aide n'est due.",
    )
