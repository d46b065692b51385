"""Lines to invoice: the hours of a month done for clients, at the rate agreed and dated.

Only worked hours done for a client are invoiced; the others are counted and left out with a reason.
Prices: `tarification`; minimum and travel of a day: `journees`.

One rounding per client, month and price of the hour: the minutes of all its lines are summed,
multiplied and rounded once, halves up; the lines share that amount (`arrondir_ensemble`), each
within a centime of its own product, exact when it is alone or comes out whole. However the lines
are gathered, the client's total is the same. The VAT of a line is shown for information: an invoice
computes its own on the total per rate.

Sources: the rate is the structure's own. VAT rates: CGI (parameter `tva/taux`); an association
intermédiaire is exempt (CGI 261, 7-1° bis), regime `exonere`.

One worked line: 130 h 20 on a mission at 24.50 €: 7 820 min × 2 450 ÷ 60 = 3 193.17 € before tax.
"""

from datetime import date

import polars as pl

from etrier.droit.arrondis import arrondir_ensemble_expr, demi_haut_expr
from etrier.droit.parametre import Parametres
from etrier.droit.regles.colonnes import au_jour
from etrier.droit.regles.journees import complements_et_deplacements
from etrier.droit.regles.tables import exiger
from etrier.droit.regles.tarification import (
    ENTREE_LIGNES,
    ENTREE_TARIFS,
    LIEU,
    NATURE_NON_FACTUREE,
    SANS_CLIENT,
    Bareme,
    a_la_journee,
    chiffrer,
    grouper,
)
from etrier.droit.regles.temps import jour_expr
from etrier.droit.vocabulaire import GenreLigne, NatureHeures, TauxTva

# What makes a line: the hours of one place that share all of this.
LIGNE: tuple[str, ...] = (
    *LIEU,
    "prestation_id",
    "qualification",
    "genre",
    "montant_horaire_centimes",
    "montant_unitaire_centimes",
    "taux_tva",
    "taux_tva_pour_dix_mille",
    "parametre",
    "provisoire",
)
# Why its price is that one; when several rates give the same price, the first to start is told.
DETAIL: tuple[str, ...] = (
    "tarif_cible",
    "tarif_cible_id",
    "tarif_prestation_id",
    "tarif_depuis",
    "montant_de_base_centimes",
    "coefficient_dix_milliemes",
    "taux_horaire_centimes",
    "majoration_pour_dix_mille",
    "minutes_minimum",
)
SORTIE = {
    "structure_id": pl.Int64,
    "client_id": pl.Int64,
    "chantier_id": pl.Int64,
    "mission_id": pl.Int64,
    "prestation_id": pl.Int64,
    "qualification": pl.String,
    "genre": pl.String,
    "tarif_cible": pl.String,
    "tarif_cible_id": pl.Int64,
    "tarif_prestation_id": pl.Int64,
    "tarif_depuis": pl.Date,
    "montant_de_base_centimes": pl.Int64,
    "coefficient_dix_milliemes": pl.Int64,
    "taux_horaire_centimes": pl.Int64,
    "majoration_pour_dix_mille": pl.Int64,
    "minutes_minimum": pl.Int64,
    "minutes_retenues": pl.Int64,
    "minutes_ecartees": pl.Int64,
    "motif_ecart": pl.String,
    "quantite": pl.Int64,
    "montant_unitaire_centimes": pl.Int64,
    "montant_horaire_centimes": pl.Int64,
    "montant_ht_centimes": pl.Int64,
    "taux_tva": pl.String,
    "taux_tva_pour_dix_mille": pl.Int64,
    "montant_tva_centimes": pl.Int64,
    "parametre": pl.String,
    "motif": pl.String,
    "provisoire": pl.Boolean,
}
MOTIFS_ECART: dict[str, str] = {
    SANS_CLIENT: "non facturé : travail sans client (chantier propre de la structure)",
    NATURE_NON_FACTUREE: "non facturé : seules les heures de travail se facturent",
}


ORDRE = (
    *LIEU,
    "prestation_id",
    "genre",
    "qualification",
    "tarif_depuis",
    "montant_horaire_centimes",
)
ORDRE += ("montant_unitaire_centimes", "motif_ecart")


def lignes_a_facturer(
    lignes: pl.DataFrame, bareme: Bareme, parametres: Parametres, mois: date
) -> pl.DataFrame:
    """Invoice lines of the month, one per place and price; and what is left out.

    `lignes` (ENTREE_LIGNES; only those that count in the month: `temps.comptees_en`). Gives
    SORTIE: a row either retains minutes or travels (`motif_ecart` null), or leaves some out
    (`motif_ecart` a key of MOTIFS_ECART, amounts null). `minutes_retenues` of a COMPLEMENT are the
    missing ones: only HEURES, NUIT and DIMANCHE were worked. `qualification` is the rate's. Without
    a rate in force, a wage, or an established VAT rate, the amount is null and `motif` says why.
    """
    exiger(lignes, ENTREE_LIGNES, "facturation")
    exiger(bareme.tarifs, ENTREE_TARIFS, "facturation")
    groupes = grouper(lignes, bareme.tarifs, mois)
    heures = chiffrer(groupes.filter(pl.col("motif_ecart").is_null()), bareme)
    tout = _avec_journees(heures, lignes, bareme)
    retenues = _montants(_avec_tva(tout, parametres))
    return pl.concat([retenues, _ecartees(groupes)]).sort(*ORDRE)


def journees_facturees(lignes: pl.DataFrame, bareme: Bareme, mois: date) -> pl.DataFrame:
    """The days behind the COMPLEMENT and DEPLACEMENT lines: see `complements_et_deplacements`."""
    groupes = grouper(lignes, bareme.tarifs, mois).filter(pl.col("motif_ecart").is_null())
    return _journees(chiffrer(groupes, bareme), lignes, bareme)


def _avec_journees(heures: pl.DataFrame, lignes: pl.DataFrame, bareme: Bareme) -> pl.DataFrame:
    """Add the complements and the travels, where a rate asks for them."""
    sans = heures.with_columns(
        pl.lit(None, pl.Int64).alias("quantite"),
        pl.lit(None, pl.Int64).alias("montant_unitaire_centimes"),
    )
    if bareme.tarifs.filter(a_la_journee()).is_empty():
        return sans
    return pl.concat([sans, _journees(heures, lignes, bareme)], how="diagonal")


def _journees(heures: pl.DataFrame, lignes: pl.DataFrame, bareme: Bareme) -> pl.DataFrame:
    jours = heures.filter(pl.col("personne_id").is_not_null())
    cles = ["structure_id", "personne_id", "jour"]
    deja = bareme.deja.join(jours.select(cles).unique(), on=cles, how="semi")
    anciennes = chiffrer(_grouper_deja(deja), bareme).with_columns(deja=pl.lit(True))
    marquees = jours.drop("motif_ecart").with_columns(deja=pl.lit(False))
    return complements_et_deplacements(pl.concat([marquees, anciennes], how="diagonal"))


def _grouper_deja(deja: pl.DataFrame) -> pl.DataFrame:
    facturees = deja.filter(
        pl.col("nature") == int(NatureHeures.TRAVAIL), pl.col("client_id").is_not_null()
    )
    return facturees.group_by(*LIEU, "jour", "personne_id", "contrat_id").agg(
        pl.col("minutes").sum()
    )


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
    """One row per line, one rounding per client and price, shared between its lines."""
    details = [pl.col(nom).sort_by("tarif_depuis", "tarif_cible").first() for nom in DETAIL]
    lignes = (
        tarifees.with_columns(
            pl.col("tarif_qualification").replace("", None).alias("qualification"),
            pl.col("provisoire").fill_null(False),
            # A travel has a price of its own.
            pl.when(pl.col("genre") != GenreLigne.DEPLACEMENT.value)
            .then("montant_horaire_centimes")
            .alias("montant_horaire_centimes"),
        )
        .group_by(LIGNE)
        .agg(
            pl.col("minutes").sum().alias("minutes_retenues"),
            pl.col("quantite").sum(),
            pl.col("jour").min(),
            *details,
        )
        .filter((pl.col("minutes_retenues") != 0) | (pl.col("quantite") != 0))
        .sort(LIGNE)
    )
    chiffrees = lignes.with_columns(
        quantite=pl.when(pl.col("montant_unitaire_centimes").is_not_null()).then("quantite"),
        montant_ht_centimes=_ht(),
    )
    return _completer(chiffrees)


def _ht() -> pl.Expr:
    """Travels by their number; hours rounded with the others of the client at the same price."""
    au_meme_prix = ["structure_id", "client_id", "montant_horaire_centimes"]
    au_meme_prix += ["taux_tva", "taux_tva_pour_dix_mille"]
    produit = pl.col("minutes_retenues") * pl.col("montant_horaire_centimes")
    trajets = pl.col("quantite") * pl.col("montant_unitaire_centimes")
    return (
        pl.when(pl.col("montant_unitaire_centimes").is_not_null())
        .then(trajets)
        .otherwise(arrondir_ensemble_expr(produit, 60, au_meme_prix))
    )


def _completer(chiffrees: pl.DataFrame) -> pl.DataFrame:
    """The VAT of each line, and why a line has no amount."""
    montant_tva = pl.col("montant_ht_centimes") * pl.col("taux_tva_pour_dix_mille")
    return chiffrees.with_columns(
        pl.lit(0, pl.Int64).alias("minutes_ecartees"),
        pl.lit(None, pl.String).alias("motif_ecart"),
        demi_haut_expr(montant_tva, 10_000).alias("montant_tva_centimes"),
        _motif().alias("motif"),
    ).select(*SORTIE)


def _motif() -> pl.Expr:
    """Why a line has no amount, or no VAT."""
    jour = jour_expr(pl.col("jour"))
    sans_tarif = pl.format("aucun tarif en vigueur au {} : saisissez-en un pour ce client", jour)
    sans_salaire = pl.format(
        "le contrat n'a pas de taux horaire au {} : le coefficient attend", jour
    )
    sans_tva = pl.format("taux de TVA « {} » non établi au {}", "taux_tva", jour)
    return (
        pl.when(pl.col("tarif_cible").is_null())
        .then(sans_tarif)
        .when(pl.col("montant_ht_centimes").is_null())
        .then(sans_salaire)
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
