"""Lines to invoice: the hours of a month done for clients, at the rate agreed and dated.

The most precise rate in force on the day wins: mission, then chantier, then client, then structure.
Only worked hours done for a client are invoiced; the others are counted and left out with a reason.
One rounding per line (minutes × hourly rate ÷ 60). The VAT of a line is shown for information: an
invoice computes its own on the total per rate.

Sources: the rate is the structure's own. VAT rates: CGI (parameter `tva/taux`); an association
intermédiaire is exempt (CGI 261, 7-1° bis), regime `exonere`.

One worked line: 130 h 20 on a mission at 24.50 €: 7 820 min × 2 450 ÷ 60 = 3 193.17 € before tax.
"""

from datetime import date

import polars as pl

from etrier.droit.arrondis import demi_haut_expr
from etrier.droit.parametre import Parametres
from etrier.droit.regles.colonnes import au_jour, regrouper
from etrier.droit.regles.tables import exiger
from etrier.droit.regles.temps import comptees_en, dernier_jour, jour_expr
from etrier.droit.vocabulaire import NatureHeures, TauxTva

ENTREE_LIGNES = {
    "structure_id": pl.Int64,
    "client_id": pl.Int64,
    "chantier_id": pl.Int64,
    "mission_id": pl.Int64,
    "jour": pl.Date,
    "nature": pl.Int8,
    "minutes": pl.Int64,
}
ENTREE_TARIFS = {
    "structure_id": pl.Int64,
    "cible": pl.String,
    "cible_id": pl.Int64,
    "depuis": pl.Date,
    "montant_horaire_centimes": pl.Int64,
    "taux_tva": pl.String,
}
CIBLES: tuple[str, ...] = ("mission", "chantier", "client", "structure")
LIEU: tuple[str, ...] = ("structure_id", "client_id", "chantier_id", "mission_id")
TARIF: tuple[str, ...] = ("tarif_cible", "tarif_cible_id", "tarif_depuis")
SORTIE = {
    "structure_id": pl.Int64,
    "client_id": pl.Int64,
    "chantier_id": pl.Int64,
    "mission_id": pl.Int64,
    "tarif_cible": pl.String,
    "tarif_cible_id": pl.Int64,
    "tarif_depuis": pl.Date,
    "minutes_retenues": pl.Int64,
    "minutes_ecartees": pl.Int64,
    "motif_ecart": pl.String,
    "montant_horaire_centimes": pl.Int64,
    "montant_ht_centimes": pl.Int64,
    "taux_tva": pl.String,
    "taux_tva_pour_dix_mille": pl.Int64,
    "montant_tva_centimes": pl.Int64,
    "parametre": pl.String,
    "motif": pl.String,
    "provisoire": pl.Boolean,
}

SANS_CLIENT = "SANS_CLIENT"
NATURE_NON_FACTUREE = "NATURE_NON_FACTUREE"
MOTIFS_ECART: dict[str, str] = {
    SANS_CLIENT: "non facturé : travail sans client (chantier propre de la structure)",
    NATURE_NON_FACTUREE: "non facturé : seules les heures de travail se facturent",
}


def lignes_a_facturer(
    lignes: pl.DataFrame, tarifs: pl.DataFrame, parametres: Parametres, mois: date
) -> pl.DataFrame:
    """Invoice lines of the month, one per client, chantier, mission and rate; and what is left out.

    `lignes` (ENTREE_LIGNES; only those that count in the month: `temps.comptees_en`), `tarifs`
    (ENTREE_TARIFS; `cible` in CIBLES, `cible_id` null for `structure`, `taux_tva` a TauxTva).
    Gives SORTIE: a row either retains minutes (`motif_ecart` null) or leaves some out
    (`motif_ecart` a key of MOTIFS_ECART, amounts null). Without a rate in force, or with a VAT
    rate that is not established, the amount is null and `motif` says why.
    """
    exiger(lignes, ENTREE_LIGNES, "facturation")
    exiger(tarifs, ENTREE_TARIFS, "facturation")
    groupes = _grouper(lignes, tarifs, mois)
    a_facturer = groupes.filter(pl.col("motif_ecart").is_null())
    tarifees = _avec_tva(_avec_tarif(a_facturer, tarifs), parametres)
    retenues = _montants(tarifees)
    return pl.concat([retenues, _ecartees(groupes)]).sort(*LIEU, *TARIF, "motif_ecart")


def _grouper(lignes: pl.DataFrame, tarifs: pl.DataFrame, mois: date) -> pl.DataFrame:
    """Minutes per place and day to read the rate on: one day only where no rate changes."""
    premier = mois.replace(day=1)
    changements = tarifs.filter(
        (pl.col("depuis") > premier) & (pl.col("depuis") <= dernier_jour(mois))
    )
    changeantes = changements["structure_id"].unique().to_list()
    # A correction of an earlier month keeps the rate of its own day.
    propre = pl.col("structure_id").is_in(changeantes) | (pl.col("jour") < premier)
    jour = pl.when(propre).then("jour").otherwise(premier)
    ecart = (
        pl.when(pl.col("nature") != int(NatureHeures.TRAVAIL))
        .then(pl.lit(NATURE_NON_FACTUREE))
        .when(pl.col("client_id").is_null())
        .then(pl.lit(SANS_CLIENT))
    )
    return regrouper(
        lignes,
        comptees_en(lignes, mois),
        [*LIEU, jour.alias("jour"), ecart.alias("motif_ecart")],
        [pl.col("minutes").sum()],
    )


def _avec_tarif(groupes: pl.DataFrame, tarifs: pl.DataFrame) -> pl.DataFrame:
    """Add the rate in force: the first of CIBLES that has one on the day."""
    trouvees = groupes.with_columns(tarif=pl.lit(None, pl.Struct(_champs_tarif())))
    for cible in CIBLES:
        du_genre = tarifs.filter(pl.col("cible") == cible)
        if not du_genre.is_empty():
            trouvees = _essayer(trouvees, du_genre, cible)
    return trouvees.unnest("tarif")


def _champs_tarif() -> dict[str, type[pl.DataType]]:
    return {
        "tarif_cible": pl.String,
        "tarif_cible_id": pl.Int64,
        "tarif_depuis": pl.Date,
        "montant_horaire_centimes": pl.Int64,
        "taux_tva": pl.String,
    }


def _essayer(groupes: pl.DataFrame, tarifs: pl.DataFrame, cible: str) -> pl.DataFrame:
    """Give the rows still without a rate the one of this kind of target, where it exists."""
    par = ["structure_id"] if cible == "structure" else ["structure_id", f"{cible}_id"]
    cible_id = pl.col("cible_id").cast(pl.Int64)
    dates = tarifs.select(
        "structure_id",
        *([] if cible == "structure" else [cible_id.alias(f"{cible}_id")]),
        "depuis",
        candidat=pl.struct(
            pl.col("cible").alias("tarif_cible"),
            cible_id.alias("tarif_cible_id"),
            pl.col("depuis").alias("tarif_depuis"),
            "montant_horaire_centimes",
            "taux_tva",
        ),
    )
    trouvees = au_jour(groupes, dates, "depuis", par)
    return trouvees.with_columns(tarif=pl.coalesce("tarif", "candidat")).drop("depuis", "candidat")


def _avec_tva(tarifees: pl.DataFrame, parametres: Parametres) -> pl.DataFrame:
    """Add the VAT rate in force on the day, per ten thousand; `exonere` is 0 without parameter."""
    taux = parametres.frame("tva/taux", 10_000).select(
        pl.col("cle").alias("taux_tva"),
        pl.col("depuis").alias("tva_depuis"),
        pl.col("valeur").alias("taux_tva_pour_dix_mille"),
        "parametre",
        "provisoire",
    )
    datees = au_jour(tarifees, taux, "tva_depuis", "taux_tva")
    exonere = pl.col("taux_tva") == TauxTva.EXONERE.value
    return datees.with_columns(
        taux_tva_pour_dix_mille=pl.when(exonere)
        .then(pl.lit(0, pl.Int64))
        .otherwise("taux_tva_pour_dix_mille")
    )


def _montants(tarifees: pl.DataFrame) -> pl.DataFrame:
    """Sum per rate, then one rounding for the amount and one for its VAT."""
    tva = ("montant_horaire_centimes", "taux_tva", "taux_tva_pour_dix_mille", "parametre")
    lignes = (
        tarifees.group_by(*LIEU, *TARIF, *tva, "provisoire")
        .agg(pl.col("minutes").sum().alias("minutes_retenues"), pl.col("jour").min())
        .filter(pl.col("minutes_retenues") != 0)
    )
    brut = pl.col("minutes_retenues") * pl.col("montant_horaire_centimes")
    ht = demi_haut_expr(brut, 60)
    chiffrees = lignes.with_columns(montant_ht_centimes=ht)
    montant_tva = pl.col("montant_ht_centimes") * pl.col("taux_tva_pour_dix_mille")
    return chiffrees.select(
        *LIEU,
        *TARIF,
        "minutes_retenues",
        pl.lit(0, pl.Int64).alias("minutes_ecartees"),
        pl.lit(None, pl.String).alias("motif_ecart"),
        "montant_horaire_centimes",
        "montant_ht_centimes",
        "taux_tva",
        "taux_tva_pour_dix_mille",
        demi_haut_expr(montant_tva, 10_000).alias("montant_tva_centimes"),
        "parametre",
        _motif().alias("motif"),
        pl.col("provisoire").fill_null(False),
    )


def _motif() -> pl.Expr:
    """Why a line has no amount, or no VAT."""
    jour = jour_expr(pl.col("jour"))
    sans_tarif = pl.format("aucun tarif en vigueur au {} : saisissez-en un pour ce client", jour)
    sans_tva = pl.format("taux de TVA « {} » non établi au {}", "taux_tva", jour)
    return (
        pl.when(pl.col("montant_horaire_centimes").is_null())
        .then(sans_tarif)
        .when(pl.col("taux_tva_pour_dix_mille").is_null())
        .then(sans_tva)
        .when(pl.col("taux_tva") == TauxTva.EXONERE.value)
        .then(pl.lit("exonéré de TVA"))
    )


def _ecartees(groupes: pl.DataFrame) -> pl.DataFrame:
    """Minutes left out, per place and reason."""
    sommes = (
        groupes.filter(pl.col("motif_ecart").is_not_null())
        .group_by(*LIEU, "motif_ecart")
        .agg(pl.col("minutes").sum().alias("minutes_ecartees"))
        .filter(pl.col("minutes_ecartees") != 0)
        .with_columns(
            minutes_retenues=pl.lit(0, pl.Int64),
            motif=pl.col("motif_ecart").replace_strict(MOTIFS_ECART, return_dtype=pl.String),
            provisoire=pl.lit(False),
        )
    )
    vides = [
        pl.lit(None, genre).alias(nom) for nom, genre in SORTIE.items() if nom not in sommes.columns
    ]
    return sommes.with_columns(vides).select(*SORTIE)
