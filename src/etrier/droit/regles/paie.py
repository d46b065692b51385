"""Pay variables of a month: what the pay bureau needs to draw up the payslips.

These are variables, not a payslip: no contribution, no net pay, no monthly smoothing. Hours are
paid by the hour at the rate of the contract in force on each day; one rounding per contract,
rubrique and rate.

Sources: overtime +25 % for the first 8 hours of the week over 35 h, +50 % after, without agreement
(CT L3121-27, L3121-33, L3121-36); end-of-mission indemnity 10 % of gross (L1251-32); paid-leave
indemnity of a mission, 10 % of gross and IFM (L1251-19); paid-leave indemnity of a CDD d'usage of
an AI, 10 % of gross (L3141-28); no end-of-contract indemnity for CDDI and CDD d'usage (L1243-10).

One worked line: 150 h 00 at 12.00 € under a contrat de mission: BRUT 1 800.00 €, IFM 180.00 €,
ICCP 10 % of 1 980.00 €, 198.00 €.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from etrier.droit.arrondis import demi_haut_expr
from etrier.droit.ecriture import heures
from etrier.droit.parametre import Parametres
from etrier.droit.regles.colonnes import au_jour, regrouper
from etrier.droit.regles.rubriques import (
    MOTIF_ABSENCE,
    MOTIF_BRUT,
    MOTIF_BRUT_A_REVOIR,
    MOTIF_BRUT_COMPLEMENTAIRES,
    MOTIF_BRUT_INCOMPLET,
    MOTIF_COMPLEMENTAIRES,
    MOTIF_HEURES,
    MOTIF_ICCP_MISSION,
    MOTIF_ICCP_USAGE,
    MOTIF_IFM,
    RUBRIQUE_DE_NATURE,
    RUBRIQUES,
    RUBRIQUES_SANS_MONTANT,
    mise_en_forme,
    motif_sans_taux,
)
from etrier.droit.regles.seuils import Seuil, lire_seuil
from etrier.droit.regles.tables import exiger
from etrier.droit.regles.temps import (
    comptees_en,
    dans_les_semaines,
    dernier_jour,
    en_presence,
    premier_lundi,
)
from etrier.droit.vocabulaire import NatureHeures, TypeContrat

ENTREE_LIGNES = {
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
}
ENTREE_CONDITIONS = {
    "contrat_id": pl.Int64,
    "effet": pl.Date,
    "minutes_hebdo": pl.Int64,
    "taux_horaire_centimes": pl.Int64,
}


@dataclass(frozen=True)
class _Seuils:
    """The parameters of a month's pay, read on its last day. The first two are in minutes."""

    duree_legale: int
    rang: int
    semaine: tuple[Seuil, Seuil]
    premieres: Seuil
    suivantes: Seuil
    ifm: Seuil
    iccp: Seuil
    conges: Seuil


def variables_de_paie(
    lignes: pl.DataFrame,
    contrats: pl.DataFrame,
    conditions: pl.DataFrame,
    mois: date,
    parametres: Parametres,
) -> pl.DataFrame:
    """Pay variables of every contract for a month.

    `lignes` (ENTREE_LIGNES): the month, and the days before it since `temps.premier_lundi(mois)`
    (for overtime: a week is paid in the month of its Sunday); optional column `mois`, the month a
    line counts in (`temps.comptees_en`). `contrats` (ENTREE_CONTRATS),
    `conditions` (ENTREE_CONDITIONS): every dated term. Gives SORTIE, sorted by contract and by the
    order of RUBRIQUES; amounts in centimes, times in minutes. HEURES_SUP_* are the increase only
    (the hours themselves are in HEURES_TRAVAIL or HEURES_FORMATION). RUBRIQUES_SANS_MONTANT never
    have an amount; elsewhere a null amount is explained by `motif`. Parameters: those of the
    month's last day. Raises NonCalculable when the legal week is not established on that day.
    """
    exiger(lignes, ENTREE_LIGNES, "variables de paie")
    exiger(contrats, ENTREE_CONTRATS, "variables de paie")
    exiger(conditions, ENTREE_CONDITIONS, "variables de paie")
    seuils = _lire(parametres, dernier_jour(mois))
    heures_payees = _heures_du_mois(lignes, conditions, mois)
    a_revoir = _semaines_deja_payees(lignes, mois)
    semaines = _semaines_a_regarder(lignes, contrats, conditions, mois, seuils.duree_legale)
    majorees = _majorations(semaines, seuils)
    completes = pl.concat([heures_payees, majorees, _complementaires(semaines, seuils)])
    bruts = _bruts(completes, a_revoir)
    toutes = pl.concat([completes, bruts, *_indemnites(bruts, contrats, seuils)])
    return toutes.sort(
        "contrat_id", pl.col("rubrique").cast(pl.Enum(RUBRIQUES)), "taux_horaire_centimes"
    )


def _lire(parametres: Parametres, le: date) -> _Seuils:
    """Read the seven parameters of a month's pay. Raises NonCalculable without a legal week."""
    duree_legale = lire_seuil(parametres, "temps/duree_legale_hebdomadaire", le, 60)
    rang = lire_seuil(parametres, "temps/rang_majoration", le, 60)
    return _Seuils(
        duree_legale=duree_legale.exigee,
        rang=rang.exigee,
        semaine=(duree_legale, rang),
        premieres=lire_seuil(parametres, "temps/majoration_heures_sup_8_premieres", le, 10_000),
        suivantes=lire_seuil(parametres, "temps/majoration_heures_sup_suivantes", le, 10_000),
        ifm=lire_seuil(parametres, "contrats/ifm", le, 10_000),
        iccp=lire_seuil(parametres, "contrats/iccp", le, 10_000),
        conges=lire_seuil(parametres, "contrats/conges_payes", le, 10_000),
    )


def _jour_des_conditions(conditions: pl.DataFrame, mois: date) -> pl.Expr:
    """The day on which to read a line's terms: its own day if they change, else the month's last.

    Only contracts whose terms begin inside the window need one group per day, and the corrections
    of months before it.
    """
    fin = dernier_jour(mois)
    en_cours = conditions.filter((pl.col("effet") > premier_lundi(mois)) & (pl.col("effet") <= fin))
    changeants = en_cours["contrat_id"].unique().to_list()
    return (
        pl.when(pl.col("contrat_id").is_in(changeants) | (pl.col("jour") < premier_lundi(mois)))
        .then(pl.col("jour"))
        .otherwise(pl.lit(fin))
        .alias("jour")
    )


def _conditions_au_jour(etats: pl.DataFrame, conditions: pl.DataFrame) -> pl.DataFrame:
    """Add the terms in force on each row's day."""
    return au_jour(etats, conditions.select(*ENTREE_CONDITIONS), "effet", "contrat_id")


def _heures_du_mois(lignes: pl.DataFrame, conditions: pl.DataFrame, mois: date) -> pl.DataFrame:
    """Hours of the month by contract, nature and rate, with their amount."""
    par_jour = regrouper(
        lignes,
        comptees_en(lignes, mois),
        ["contrat_id", "nature", _jour_des_conditions(conditions, mois)],
        [pl.col("minutes").sum()],
    )
    dates = _conditions_au_jour(par_jour, conditions)
    non_payee = pl.col("nature") == int(NatureHeures.ABSENCE_NON_PAYEE)
    taux = pl.when(~non_payee).then(pl.col("taux_horaire_centimes"))
    groupes = (
        dates.group_by("contrat_id", "nature", taux.alias("taux_horaire_centimes"))
        .agg(pl.col("minutes").sum(), pl.col("jour").min())
        .filter(pl.col("minutes") != 0)
    )
    return mise_en_forme(
        groupes,
        rubrique=pl.col("nature").replace_strict(RUBRIQUE_DE_NATURE, return_dtype=pl.String),
        montant_centimes=demi_haut_expr(pl.col("minutes") * pl.col("taux_horaire_centimes"), 60),
        motif=pl.when(non_payee)
        .then(pl.lit(MOTIF_ABSENCE))
        .when(pl.col("taux_horaire_centimes").is_null())
        .then(motif_sans_taux())
        .otherwise(pl.lit(MOTIF_HEURES)),
    )


def _semaines_deja_payees(lignes: pl.DataFrame, mois: date) -> pl.DataFrame:
    """Contracts with corrections of weeks paid with an earlier month: overtime is not redone."""
    return regrouper(
        lignes,
        comptees_en(lignes, mois) & (pl.col("jour") < premier_lundi(mois)) & en_presence(),
        ["contrat_id"],
        [pl.lit(True).first().alias("revoir")],
    )


def _semaines_a_regarder(
    lignes: pl.DataFrame,
    contrats: pl.DataFrame,
    conditions: pl.DataFrame,
    mois: date,
    duree_legale: int,
) -> pl.DataFrame:
    """Weeks that may hold overtime or complementary hours, with terms and the employer's total.

    One row per contract and week: minutes at work, minutes of the person at the same employer that
    week (all contracts), terms in force on the last day worked of the week.
    """
    semaines = regrouper(
        lignes,
        dans_les_semaines(mois) & en_presence(),
        ["contrat_id", pl.col("jour").dt.truncate("1w").alias("lundi")],
        [pl.col("minutes").sum(), pl.col("jour").max()],
    )
    plancher = conditions.group_by("contrat_id").agg(
        pl.col("minutes_hebdo").filter(pl.col("minutes_hebdo") > 0).min().alias("plancher")
    )
    salaries = (
        contrats.select("contrat_id", "structure_id", "personne_id")
        .join(semaines, on="contrat_id", how="semi")
        .with_columns(multiple=pl.len().over("structure_id", "personne_id") > 1)
    )
    seuil = pl.min_horizontal("plancher", pl.lit(duree_legale))
    longues = (
        semaines.join(plancher, on="contrat_id", how="left")
        .join(salaries, on="contrat_id")
        .filter(pl.col("multiple") | (pl.col("minutes") > seuil))
    )
    totaux = pl.col("minutes").sum().over("structure_id", "personne_id", "lundi")
    return _conditions_au_jour(
        longues.drop("plancher", "multiple").with_columns(minutes_employeur=totaux), conditions
    )


def _majorations(semaines: pl.DataFrame, seuils: _Seuils) -> pl.DataFrame:
    """Increase of overtime, by contract and rate: each civil week over the legal duration.

    Several contracts of a person at one employer count together; the overtime goes to the contract
    worked last in the week.
    """
    excedent = pl.col("minutes_employeur") - seuils.duree_legale
    sup = (
        semaines.filter(excedent > 0)
        .sort("jour", "contrat_id")
        .group_by("structure_id", "personne_id", "lundi", maintain_order=True)
        .agg(pl.col("contrat_id", "taux_horaire_centimes", "minutes_employeur", "jour").last())
        .with_columns(excedent=excedent)
        .with_columns(premieres=pl.min_horizontal("excedent", pl.lit(seuils.rang)))
        .with_columns(suivantes=pl.col("excedent") - pl.col("premieres"))
    )
    return pl.concat(
        [
            _majoration(sup, "HEURES_SUP_25", "premieres", seuils.premieres, seuils),
            _majoration(sup, "HEURES_SUP_50", "suivantes", seuils.suivantes, seuils),
        ]
    )


def _majoration(
    sup: pl.DataFrame, rubrique: str, colonne: str, taux: Seuil, seuils: _Seuils
) -> pl.DataFrame:
    """One step of the increase: minutes × hourly rate × increase, one rounding."""
    groupes = (
        sup.filter(pl.col(colonne) > 0)
        .group_by("contrat_id", "taux_horaire_centimes")
        .agg(pl.col(colonne).sum().alias("minutes"), pl.col("jour").min())
    )
    base = pl.col("minutes") * pl.col("taux_horaire_centimes")
    sources = (*seuils.semaine, taux)
    return mise_en_forme(
        groupes,
        rubrique=pl.lit(rubrique),
        taux_pour_dix_mille=taux.litteral,
        base_centimes=demi_haut_expr(base, 60),
        montant_centimes=demi_haut_expr(base * taux.litteral, 600_000),
        parametre=pl.lit(" ; ".join(s.parametre for s in sources if s.parametre)),
        motif=pl.when(pl.col("taux_horaire_centimes").is_null())
        .then(motif_sans_taux())
        .otherwise(
            pl.lit(
                taux.motif
                or f"majoration seule, au-delà de {heures(seuils.duree_legale)} par semaine finie "
                "dans le mois, au taux légal à défaut d'accord"
            )
        ),
        provisoire=pl.lit(any(s.provisoire for s in sources)),
    )


def _complementaires(semaines: pl.DataFrame, seuils: _Seuils) -> pl.DataFrame:
    """Part-time: minutes over the contract's week, up to the legal week. Minutes only."""
    plafonnees = pl.min_horizontal("minutes", pl.lit(seuils.duree_legale))
    groupes = (
        semaines.filter(pl.col("minutes_hebdo") > 0)
        .with_columns(minutes=plafonnees - pl.col("minutes_hebdo"))
        .filter(pl.col("minutes") > 0)
        .group_by("contrat_id", "taux_horaire_centimes")
        .agg(pl.col("minutes").sum())
    )
    return mise_en_forme(
        groupes,
        rubrique=pl.lit("HEURES_COMPLEMENTAIRES"),
        parametre=pl.lit(seuils.semaine[0].parametre, pl.String),
        motif=pl.lit(MOTIF_COMPLEMENTAIRES),
        provisoire=pl.lit(seuils.semaine[0].provisoire),
    )


def _bruts(rubriques: pl.DataFrame, a_revoir: pl.DataFrame) -> pl.DataFrame:
    """Gross of each contract: the sum of its paid rubriques, null if one of them is."""
    paye = ~pl.col("rubrique").is_in(RUBRIQUES_SANS_MONTANT)
    montant = pl.col("montant_centimes")
    manque = (paye & montant.is_null()).any().alias("manque")
    partiel = (pl.col("rubrique") == "HEURES_COMPLEMENTAIRES").any().alias("partiel")
    groupes = (
        rubriques.group_by("contrat_id")
        .agg(montant.sum(), manque, partiel, paye.any().alias("paye"), pl.col("provisoire").any())
        .filter("paye")
        .join(a_revoir, on="contrat_id", how="left")
    )
    reserves = [
        pl.lit(MOTIF_BRUT),
        pl.when("partiel").then(pl.lit(MOTIF_BRUT_COMPLEMENTAIRES)),
        pl.when("revoir").then(pl.lit(MOTIF_BRUT_A_REVOIR)),
    ]
    return mise_en_forme(
        groupes,
        rubrique=pl.lit("BRUT"),
        montant_centimes=pl.when(~pl.col("manque")).then(montant),
        motif=pl.when("manque")
        .then(pl.lit(MOTIF_BRUT_INCOMPLET))
        .otherwise(pl.concat_str(reserves, separator=" ; ", ignore_nulls=True)),
    )


def _indemnites(bruts: pl.DataFrame, contrats: pl.DataFrame, seuils: _Seuils) -> list[pl.DataFrame]:
    """IFM and paid-leave indemnity: contrat de mission, and CDD d'usage. Nothing for the others."""
    types = contrats.select("contrat_id", "type_contrat")
    brut = bruts.select("contrat_id", "provisoire", base_centimes="montant_centimes").join(
        types, on="contrat_id"
    )
    missions = brut.filter(pl.col("type_contrat") == TypeContrat.MISSION.value)
    usages = brut.filter(pl.col("type_contrat") == TypeContrat.CDDU.value)
    ifm = _indemnite(missions, "IFM", seuils.ifm, MOTIF_IFM)
    base = ifm.select(
        "contrat_id",
        "provisoire",
        base_centimes=pl.col("base_centimes") + pl.col("montant_centimes"),
    )
    return [
        ifm,
        _indemnite(base, "ICCP", seuils.iccp, MOTIF_ICCP_MISSION),
        _indemnite(usages, "ICCP", seuils.conges, MOTIF_ICCP_USAGE),
    ]


def _indemnite(base: pl.DataFrame, rubrique: str, taux: Seuil, motif: str) -> pl.DataFrame:
    """A share of `base_centimes`, one rounding; null base: not computable."""
    return mise_en_forme(
        base,
        rubrique=pl.lit(rubrique),
        taux_pour_dix_mille=taux.litteral,
        montant_centimes=demi_haut_expr(pl.col("base_centimes") * taux.litteral, 10_000),
        parametre=pl.lit(taux.parametre, pl.String),
        motif=pl.when(pl.col("base_centimes").is_null())
        .then(pl.lit(MOTIF_BRUT_INCOMPLET))
        .otherwise(pl.lit(taux.motif or motif)),
        provisoire=pl.col("provisoire") | pl.lit(taux.provisoire),
    )
