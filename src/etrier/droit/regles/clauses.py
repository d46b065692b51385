"""Hours credited to the social clauses of public contracts, and the calibration of a lot.

Nothing here is invented: the period of the operation, the months counted per person and whether
training counts are typed for each operation (no national duration could be established). Hours
count only if done on the operation bearing the clause; the facilitator's answer prevails.

Sources: Code de la commande publique L2112-2 and L2112-2-1 (clauses of performance). The
calibration formula is the practice of the facilitators' guides, not a rule of law.

One worked line: first day 2025-01-15, 6 months per person: hours count until 2025-07-14 included.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import polars as pl

from etrier.droit.arrondis import tronquer
from etrier.droit.regles.colonnes import regrouper
from etrier.droit.regles.tables import exiger
from etrier.droit.regles.temps import comptees_en
from etrier.droit.vocabulaire import NatureHeures

ENTREE_LIGNES = {
    "structure_id": pl.Int64,
    "personne_id": pl.Int64,
    "clause_id": pl.Int64,
    "jour": pl.Date,
    "nature": pl.Int8,
    "minutes": pl.Int64,
}
ENTREE_CLAUSES = {
    "clause_id": pl.Int64,
    "debut": pl.Date,
    "fin": pl.Date,
    "mois_par_personne": pl.Int64,
}
ENTREE_PREMIERS_JOURS = {
    "clause_id": pl.Int64,
    "personne_id": pl.Int64,
    "premier_jour": pl.Date,
}
SORTIE = {
    "clause_id": pl.Int64,
    "structure_id": pl.Int64,
    "personne_id": pl.Int64,
    "premier_jour": pl.Date,
    "dernier_jour_compte": pl.Date,
    "minutes_retenues": pl.Int64,
    "minutes_ecartees": pl.Int64,
    "minutes_nature": pl.Int64,
    "minutes_hors_periode": pl.Int64,
    "minutes_au_dela_des_mois": pl.Int64,
    "parametre": pl.String,
    "motif": pl.String,
    "provisoire": pl.Boolean,
}
# In order of priority: a line is left out for the first reason that applies.
MOTIFS_ECART: dict[str, str] = {
    "NATURE": "nature d'heures non comptée par l'opération",
    "HORS_PERIODE": "hors de la période de l'opération",
    "AU_DELA_DES_MOIS": "au-delà des mois comptés par personne",
}
PRATIQUE = "pratique, pas une règle de droit"


def heures_creditees(
    lignes: pl.DataFrame,
    clauses: pl.DataFrame,
    premiers_jours: pl.DataFrame,
    mois: date | None = None,
) -> pl.DataFrame:
    """Hours credited per clause, structure and person, and the hours left out with the reason.

    `lignes` (ENTREE_LIGNES; those without clause are ignored, and when `mois` is given those that
    count in another month: `temps.comptees_en`). `clauses` (ENTREE_CLAUSES, one row per clause;
    `fin` and `mois_par_personne` null: no limit; optional Boolean column `formation_comptee`,
    absent: false). `premiers_jours` (ENTREE_PREMIERS_JOURS): first day ever credited to a person
    on a clause; a person without one starts on their first credited day in `lignes`. Gives SORTIE;
    `motif` lists the codes of MOTIFS_ECART met, joined by « ; », null when all is retained.
    """
    exiger(lignes, ENTREE_LIGNES, "clauses sociales")
    exiger(clauses, ENTREE_CLAUSES, "clauses sociales")
    exiger(premiers_jours, ENTREE_PREMIERS_JOURS, "clauses sociales")
    garder = pl.col("clause_id").is_not_null()
    if mois is not None:
        garder &= comptees_en(lignes, mois)
    par_jour = regrouper(
        lignes,
        garder,
        ["clause_id", "structure_id", "personne_id", "jour", "nature"],
        [pl.col("minutes").sum()],
    ).filter(pl.col("minutes") != 0)
    jugees = _juger_nature_et_periode(par_jour, clauses)
    limitees = _juger_les_mois(jugees, _bornes(jugees, premiers_jours))
    return _sommer(limitees)


def _juger_nature_et_periode(par_jour: pl.DataFrame, clauses: pl.DataFrame) -> pl.DataFrame:
    """Add the dates of the clause and the first two reasons to leave hours out."""
    regles = clauses
    if "formation_comptee" not in clauses.columns:
        regles = clauses.with_columns(formation_comptee=pl.lit(False))
    formation = (pl.col("nature") == int(NatureHeures.FORMATION)) & pl.col("formation_comptee")
    comptee = (pl.col("nature") == int(NatureHeures.TRAVAIL)) | formation
    dehors = (pl.col("jour") < pl.col("debut")) | (pl.col("jour") > pl.col("fin"))
    return par_jour.join(
        regles.select(*ENTREE_CLAUSES, "formation_comptee"), on="clause_id", how="left"
    ).with_columns(
        ecart=pl.when(~comptee.fill_null(False))
        .then(pl.lit("NATURE"))
        .when(pl.col("debut").is_null() | dehors.fill_null(False))
        .then(pl.lit("HORS_PERIODE"))
    )


def _bornes(jugees: pl.DataFrame, premiers_jours: pl.DataFrame) -> pl.DataFrame:
    """First and last day counted of each person on each clause."""
    cles = ["clause_id", "personne_id"]
    vus = (
        jugees.filter(pl.col("ecart").is_null() & (pl.col("minutes") > 0))
        .group_by(cles)
        .agg(pl.col("jour").min().alias("vu"))
    )
    duree = jugees.select("clause_id", "mois_par_personne").unique()
    connus = premiers_jours.select(*cles, "premier_jour")
    paires = jugees.select(cles).unique()
    bornes = (
        paires.join(vus, on=cles, how="left")
        .join(connus, on=cles, how="left")
        .join(duree, on="clause_id", how="left")
    )
    premier = pl.min_horizontal("vu", "premier_jour")
    decalage = pl.format("{}mo", pl.col("mois_par_personne"))
    return bornes.select(
        *cles,
        premier.alias("premier_jour"),
        premier.dt.offset_by(decalage).dt.offset_by("-1d").alias("dernier_jour_compte"),
    )


def _juger_les_mois(jugees: pl.DataFrame, bornes: pl.DataFrame) -> pl.DataFrame:
    """Add the third reason: later than the months counted for the person."""
    avec = jugees.join(bornes, on=["clause_id", "personne_id"], how="left")
    tard = (pl.col("jour") > pl.col("dernier_jour_compte")).fill_null(False)
    au_dela = pl.when(pl.col("ecart").is_null() & tard).then(pl.lit("AU_DELA_DES_MOIS"))
    return avec.with_columns(ecart=pl.coalesce("ecart", au_dela))


def _sommer(limitees: pl.DataFrame) -> pl.DataFrame:
    """One row per clause, structure and person."""
    minutes, ecart = pl.col("minutes"), pl.col("ecart")
    sommes = {
        f"minutes_{code.lower()}": minutes.filter(ecart == code).sum() for code in MOTIFS_ECART
    }
    cles = ["clause_id", "structure_id", "personne_id", "premier_jour", "dernier_jour_compte"]
    groupes = limitees.group_by(cles).agg(
        minutes.filter(ecart.is_null()).sum().alias("minutes_retenues"), **sommes
    )
    codes = [
        pl.when(pl.col(nom) != 0).then(pl.lit(nom.removeprefix("minutes_").upper()))
        for nom in sommes
    ]
    liste = pl.concat_str(codes, separator=" ; ", ignore_nulls=True)
    return (
        groupes.with_columns(
            minutes_ecartees=pl.sum_horizontal(*sommes),
            motif=pl.when(liste != "").then(liste),
            parametre=pl.lit(None, pl.String),
            provisoire=pl.lit(False),
        )
        .select(pl.col(nom).cast(genre) for nom, genre in SORTIE.items())
        .sort(cles[:3])
    )


def calibrer_lot(
    montant_ht_centimes: int,
    part_main_d_oeuvre: Decimal,
    cout_horaire_centimes: int,
    taux_insertion: Decimal,
) -> int:
    """Minutes of insertion of a lot: amount × labour share × rate ÷ hourly cost, whole hours.

    Shares are fractions of one (0.50 for 50 %). Practice of the guides, not a rule of law.
    Worked line: 1 000 000 € × 50 % × 5 % ÷ 30 € = 833 h. Raises ValueError out of bounds.
    """
    if montant_ht_centimes < 0 or cout_horaire_centimes <= 0:
        raise ValueError("Le montant doit être positif et le coût horaire supérieur à zéro.")
    if not (0 <= part_main_d_oeuvre <= 1 and 0 <= taux_insertion <= 1):
        raise ValueError("La part de main-d'œuvre et le taux d'insertion vont de 0 à 100 %.")
    exact = montant_ht_centimes * Fraction(part_main_d_oeuvre) * Fraction(taux_insertion)
    return 60 * tronquer(exact.numerator, exact.denominator * cout_horaire_centimes)
