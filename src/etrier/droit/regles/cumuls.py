"""What an annexe financière has gathered since it began: hours, and the exact sums behind amounts.

Shared by the aid (`aide`) and by the follow-up of the posts (`consommation`). An annexe has one
row per month asked; when an avenant changed it, the caller gives the version in force that month
and it applies to the whole annexe, for the ASP rewrites the year.

Sources: CT R5132-8, R5132-10-13, R5132-24, R5132-38 (the aid is reduced in proportion of the
occupation of the posts); arrêté of 28 February 2017 (months of regularisation).

Worked line: ACI at 23 921,00 €, 1 000 h paid in January then 1 200 h in February, asked for
February: 132 000 minutes, a = 132 000 × 2 392 100 × 100, b = 2 × 2 392 100.
"""

import polars as pl

from etrier.droit.parametre import Parametres
from etrier.droit.regles.annexe import duree_mois_expr
from etrier.droit.regles.etp import ANNEXE, avec_duree, motif_sans_duree
from etrier.droit.regles.socle import CLES as CLES_SOCLE
from etrier.droit.regles.socle import LIBELLES, SANS_AIDE, table_socle
from etrier.droit.regles.tables import Table, attacher, exiger
from etrier.droit.vocabulaire import Dispositif

ETATS = pl.Schema(
    {
        "annexe_id": pl.Int64,
        "contrat_id": pl.Int64,
        "mois": pl.Date,
        "minutes_retenues": pl.Int64,
        "taux_pour_cent": pl.Int64,  # 100, or the CDI inclusion's share
    }
)
ANNEXES = pl.Schema(
    {
        "annexe_id": pl.Int64,
        "structure_id": pl.Int64,
        "mois": pl.Date,  # the month asked: the terms below are those in force that month
        "dispositif": pl.String,
        "territoire": pl.String,
        "milieu": pl.String,
        "debut": pl.Date,
        "fin": pl.Date,
        "etp_centiemes": pl.Int64,
        "montant_unitaire_centimes": pl.Int64,  # null: the arrêtés' amount, month by month
        "duree_etp_minutes": pl.Int64,  # null: the dispositif's default
    }
)
SOMMES = pl.Schema(
    {
        "mois_ecoules": pl.Int64,
        "duree_mois": pl.Int64,
        "est_regularisation": pl.Boolean,
        "minutes_cumulees": pl.Int64,
        "poids": pl.Int64,  # sum of minutes × rate in hundredths
        "a": pl.Int64,  # sum of minutes × rate × unit amount: the due is a / (100 × divisor)
        "b": pl.Int64,  # sum of the months' unit amounts: the ceiling is b × posts / 1 200
        "a_avant": pl.Int64,  # the same at the end of the month before
        "b_avant": pl.Int64,
        "duree_parametre": pl.String,
        "duree_provisoire": pl.Boolean,
        "unite_parametres": pl.String,
        "unite_provisoire": pl.Boolean,
        "motif_etp": pl.String,  # why not even the ETP can be computed
        "motif": pl.String,  # why the amounts cannot
    }
)

CLES = ["annexe_id", "mois"]


def cumuler(etats: Table, annexes: Table, parametres: Parametres, regle: str) -> pl.LazyFrame:
    """Add `SOMMES` to each row of `annexes`; `regle` names the asking rule in errors.

    The divisor and the unit amount (of the month asked) are completed where they were null.

    Months of `etats` outside the annexe, or after the month asked, are ignored; a month without
    hours needs no row. A unit amount or a rate missing in one month leaves its sum null.
    """
    termes = _termes(exiger(annexes, ANNEXES, regle), parametres)
    sommes = _sommer(_mois_par_mois(termes, parametres), exiger(etats, ETATS, regle))
    lignes = termes.join(sommes, on=CLES, how="left", maintain_order="left")
    return lignes.with_columns(
        _motif_etp().alias("motif_etp"), pl.coalesce(_motif_etp(), _motif()).alias("motif")
    ).select(*ANNEXES.names(), *SOMMES.names())


def _termes(annexes: pl.LazyFrame, parametres: Parametres) -> pl.LazyFrame:
    """The annexe's own terms, completed: months elapsed, divisor, month of regularisation."""
    mois, fin = pl.col("mois"), pl.col("fin")
    dedans = (mois >= pl.col("debut").dt.truncate("1mo")) & (mois <= fin)
    lignes = avec_duree(annexes.select(ANNEXES.names()), parametres, le="debut")
    lignes = lignes.with_columns(
        duree_mois_expr(pl.col("debut"), mois).alias("mois_ecoules"),
        duree_mois_expr(pl.col("debut"), fin).alias("duree_mois"),
        dedans.fill_null(False).alias("dedans"),
        pl.col("montant_unitaire_centimes").alias("unite_annexe"),
    ).drop("montant_unitaire_centimes")
    rangs = _rangs_de_regularisation(parametres)
    lignes = attacher(lignes, rangs, le="mois", par=[], nom="rangs")
    regulier = pl.col("rangs").list.contains(pl.col("mois_ecoules")).fill_null(False)
    dernier = duree_mois_expr(mois, fin) == 1
    return lignes.with_columns((regulier | dernier).alias("est_regularisation"))


def _rangs_de_regularisation(parametres: Parametres) -> pl.DataFrame:
    """Ranks of the months of regularisation by date of effect, as a list column `valeur`."""
    nom = "aide_au_poste/mois_regularisation"
    lignes = parametres.parametre(nom).lignes
    rangs = [
        [int(rang) for rang in contenu] if isinstance(contenu, tuple) else None
        for ligne in lignes
        for contenu in ligne.valeurs.values()
    ]
    return pl.DataFrame(
        {
            "depuis": [ligne.depuis for ligne in lignes],
            "valeur": rangs,
            "provisoire": [False] * len(rangs),
            "parametre": [nom] * len(rangs),
        },
        schema_overrides={"valeur": pl.List(pl.Int64)},
    )


def _mois_par_mois(termes: pl.LazyFrame, parametres: Parametres) -> pl.LazyFrame:
    """One row per month of each annexe up to the month asked, with that month's unit amount."""
    lignes = (
        termes.filter("dedans")
        .with_columns(
            pl.date_ranges(pl.col("debut").dt.truncate("1mo"), "mois", "1mo").alias("mois_etat")
        )
        .select(*CLES, *CLES_SOCLE, "unite_annexe", "mois_etat")
        .explode("mois_etat")
    )
    lignes = attacher(lignes, table_socle(parametres), le="mois_etat", par=CLES_SOCLE, nom="socle")
    propre = pl.col("unite_annexe")
    return lignes.select(
        *CLES,
        "mois_etat",
        pl.coalesce(propre, "socle").alias("unite"),
        pl.when(propre.is_not_null())
        .then(pl.lit(ANNEXE))
        .otherwise(pl.col("socle_parametre"))
        .alias("unite_parametre"),
        (propre.is_null() & pl.col("socle_provisoire").fill_null(False)).alias("unite_provisoire"),
    )


def _sommer(mois: pl.LazyFrame, etats: pl.LazyFrame) -> pl.LazyFrame:
    """Sums since the annexe began: minutes, numerator `a` of the due, sum `b` of the units.

    `a_avant` and `b_avant` stop a month earlier. A unit or a rate missing in one month leaves
    its whole sum null: nothing is silently counted as 0.
    """
    par_mois = etats.group_by("annexe_id", pl.col("mois").alias("mois_etat")).agg(
        pl.col("minutes_retenues").sum().alias("minutes"),
        _somme(pl.col("minutes_retenues") * pl.col("taux_pour_cent")).alias("poids"),
        pl.col("taux_pour_cent").null_count().cast(pl.Int64).alias("sans_taux"),
    )
    lignes = mois.join(par_mois, on=["annexe_id", "mois_etat"], how="left").with_columns(
        pl.col("minutes").fill_null(0),
        pl.col("sans_taux").fill_null(0),
        pl.when(pl.col("minutes").is_null()).then(0).otherwise(pl.col("poids")).alias("poids"),
    )
    unite, poids = pl.col("unite"), pl.col("poids")
    avant = pl.col("mois_etat") < pl.col("mois")
    return (
        lignes.sort(*CLES, "mois_etat")
        .group_by(CLES, maintain_order=True)
        .agg(
            pl.col("minutes").sum().alias("minutes_cumulees"),
            _somme(poids).alias("poids"),
            _somme(poids * unite).alias("a"),
            _somme(unite).alias("b"),
            _somme((poids * unite).filter(avant)).alias("a_avant"),
            _somme(unite.filter(avant)).alias("b_avant"),
            unite.last().alias("montant_unitaire_centimes"),
            pl.col("sans_taux").sum().alias("sans_taux"),
            pl.col("mois_etat").filter(unite.is_null()).first().alias("mois_sans_unite"),
            pl.col("unite_provisoire").any().alias("unite_provisoire"),
            pl.col("unite_parametre")
            .drop_nulls()
            .unique(maintain_order=True)
            .str.join(" ; ")
            .alias("unite_parametres"),
        )
    )


def _somme(colonne: pl.Expr) -> pl.Expr:
    """Sum that is null as soon as one term is."""
    return pl.when(colonne.null_count() == 0).then(colonne.sum())


def _motif_etp() -> pl.Expr:
    """Why the hours of the annexe make no ETP, as a French sentence; null when they do."""
    return (
        pl.when(pl.col("dispositif") == Dispositif.GEIQ.value)
        .then(pl.lit(SANS_AIDE))
        .when(~pl.col("dedans"))
        .then(pl.lit("L'annexe financière ne couvre pas ce mois : indiquez celle du mois."))
        .when(pl.col("duree_etp_minutes").is_null())
        .then(motif_sans_duree())
    )


def _motif() -> pl.Expr:
    """Why the amounts cannot be computed, as a French sentence; null when they can."""
    sans_taux = (
        "La part de l'aide due pour un CDI inclusion n'est pas établie pour une partie des heures."
    )
    return (
        pl.when(pl.col("mois_sans_unite").is_not_null())
        .then(_motif_sans_montant())
        .when(pl.col("sans_taux") > 0)
        .then(pl.lit(sans_taux))
    )


def _motif_sans_montant() -> pl.Expr:
    return pl.format(
        "Le montant de l'aide au poste n'est pas établi pour {} ({}, {}) au {} : indiquez le"
        " montant unitaire inscrit dans l'annexe financière.",
        pl.col("dispositif"),
        pl.col("territoire").replace_strict(LIBELLES, default="territoire inconnu"),
        pl.col("milieu").replace_strict(LIBELLES, default="milieu inconnu"),
        pl.col("mois_sans_unite").dt.strftime("%d/%m/%Y"),
    )
