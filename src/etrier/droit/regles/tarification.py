"""The price of an hour done for a client: which agreed rate holds, and what it comes to that day.

The most precise target wins: mission, then chantier, then client, then structure. Within a target:
the rate of the service and the qualification, then of the service, then of the qualification, then
the one for all. Of those, the last to start holds.

A rate is an amount, or a coefficient of the wage (ETTI): price = hourly wage of the contract in
force that day × coefficient, rounded to the centime, halves up. Night and Sunday increases do not
add up: the greater applies, to that price, rounded the same way. Each price told is thus the one
invoiced. Source of all of it: the structure's own agreements; no text sets it.

One worked price: wage 12.02 €, coefficient 1.95: 23.439 → 23.44 €; on a Sunday at +25 %: 29.30 €.
"""

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from etrier.droit.arrondis import demi_haut_expr
from etrier.droit.regles.colonnes import au_jour, regrouper
from etrier.droit.regles.temps import comptees_en, dernier_jour
from etrier.droit.vocabulaire import GenreLigne, NatureHeures

ENTREE_LIGNES = {
    "structure_id": pl.Int64,
    "client_id": pl.Int64,
    "chantier_id": pl.Int64,
    "mission_id": pl.Int64,
    "personne_id": pl.Int64,
    "contrat_id": pl.Int64,
    "jour": pl.Date,
    "nature": pl.Int8,
    "minutes": pl.Int64,
}
ENTREE_TARIFS = {
    "structure_id": pl.Int64,
    "cible": pl.String,
    "cible_id": pl.Int64,
    "prestation_id": pl.Int64,
    "qualification": pl.String,
    "depuis": pl.Date,
    "montant_horaire_centimes": pl.Int64,
    "coefficient_dix_milliemes": pl.Int64,
    "majoration_nuit_pour_dix_mille": pl.Int64,
    "majoration_dimanche_pour_dix_mille": pl.Int64,
    "minutes_minimum": pl.Int64,
    "deplacement_centimes": pl.Int64,
    "taux_tva": pl.String,
}
ENTREE_PRESTATIONS = {
    "chantier_id": pl.Int64,
    "mission_id": pl.Int64,
    "prestation_id": pl.Int64,
    "est_de_nuit": pl.Boolean,
}
ENTREE_QUALIFICATIONS = {"contrat_id": pl.Int64, "qualification": pl.String}
ENTREE_CONDITIONS = {
    "contrat_id": pl.Int64,
    "effet": pl.Date,
    "taux_horaire_centimes": pl.Int64,
}
CIBLES: tuple[str, ...] = ("mission", "chantier", "client", "structure")
PRECISIONS: tuple[tuple[str, ...], ...] = (
    ("prestation_id", "qualification"),
    ("prestation_id",),
    ("qualification",),
    (),
)
LIEU: tuple[str, ...] = ("structure_id", "client_id", "chantier_id", "mission_id")
TARIF: dict[str, type[pl.DataType]] = {
    "tarif_cible": pl.String,
    "tarif_cible_id": pl.Int64,
    "tarif_prestation_id": pl.Int64,
    "tarif_qualification": pl.String,
    "tarif_depuis": pl.Date,
    "montant_de_base_centimes": pl.Int64,
    "coefficient_dix_milliemes": pl.Int64,
    "majoration_nuit_pour_dix_mille": pl.Int64,
    "majoration_dimanche_pour_dix_mille": pl.Int64,
    "minutes_minimum": pl.Int64,
    "deplacement_centimes": pl.Int64,
    "taux_tva": pl.String,
}
SANS_CLIENT = "SANS_CLIENT"
NATURE_NON_FACTUREE = "NATURE_NON_FACTUREE"


def _vide(schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame(schema=schema)


@dataclass(frozen=True)
class Bareme:
    """What prices are read from.

    `tarifs` (ENTREE_TARIFS): `cible` in CIBLES, `cible_id` null for `structure`, `prestation_id`
    null, `qualification` null or empty when for all, `taux_tva` a TauxTva. `prestations`
    (ENTREE_PRESTATIONS): the service of each place that has one, a mission's or a chantier's.
    `qualifications` and `conditions`: of contracts, read when a rate needs them. `deja`
    (ENTREE_LIGNES): lines already counted in earlier months, of the days this month corrects; they
    tell which minimum and which travel were invoiced then.
    """

    tarifs: pl.DataFrame
    prestations: pl.DataFrame = field(default_factory=lambda: _vide(ENTREE_PRESTATIONS))
    qualifications: pl.DataFrame = field(default_factory=lambda: _vide(ENTREE_QUALIFICATIONS))
    conditions: pl.DataFrame = field(default_factory=lambda: _vide(ENTREE_CONDITIONS))
    deja: pl.DataFrame = field(default_factory=lambda: _vide(ENTREE_LIGNES))


def a_la_journee() -> pl.Expr:
    """True for a rate that asks for the total of each person's day (minimum, travel)."""
    return (pl.col("minutes_minimum") > 0) | (pl.col("deplacement_centimes") > 0)


def _qualifie() -> pl.Expr:
    return pl.col("qualification").fill_null("") != ""


def _par_personne() -> pl.Expr:
    """True for a rate that cannot be read on the place and the month alone."""
    return (
        a_la_journee()
        | _qualifie()
        | pl.col("coefficient_dix_milliemes").is_not_null()
        | (pl.col("majoration_dimanche_pour_dix_mille") > 0)
    )


def grouper(lignes: pl.DataFrame, tarifs: pl.DataFrame, mois: date) -> pl.DataFrame:
    """Minutes per place and day to read the rate on, and `motif_ecart` of those left out.

    One day only where no rate changes; the contract and each day only for the structures whose
    rates ask for them: the whole country is grouped in one pass, and most of it needs neither.
    """
    premier = mois.replace(day=1)
    change = pl.col("depuis").is_between(premier, dernier_jour(mois), closed="right")
    detaillees = tarifs.filter(_par_personne())["structure_id"].unique().to_list()
    changeantes = tarifs.filter(change)["structure_id"].unique().to_list()
    # A correction of an earlier month keeps the rate of its own day.
    propre = pl.col("structure_id").is_in([*changeantes, *detaillees]) | (pl.col("jour") < premier)
    jour = pl.when(propre).then("jour").otherwise(premier)
    cles: list[pl.Expr | str] = [*LIEU, jour.alias("jour"), _ecart().alias("motif_ecart")]
    qui = ("personne_id", "contrat_id")
    if detaillees:
        siennes = pl.col("structure_id").is_in(detaillees)
        cles += [pl.when(siennes).then(nom).alias(nom) for nom in qui]
    groupes = regrouper(lignes, comptees_en(lignes, mois), cles, [pl.col("minutes").sum()])
    manquent = [nom for nom in qui if nom not in groupes.columns]
    return groupes.with_columns(pl.lit(None, pl.Int64).alias(nom) for nom in manquent)


def _ecart() -> pl.Expr:
    return (
        pl.when(pl.col("nature") != int(NatureHeures.TRAVAIL))
        .then(pl.lit(NATURE_NON_FACTUREE))
        .when(pl.col("client_id").is_null())
        .then(pl.lit(SANS_CLIENT))
    )


def chiffrer(groupes: pl.DataFrame, bareme: Bareme) -> pl.DataFrame:
    """Add to groups of hours their service, the rate in force (TARIF) and the price of the hour.

    New columns besides: `prestation_id`, `est_de_nuit`, `taux_horaire_centimes` (wage, when a
    coefficient needs it), `majoration_pour_dix_mille`, `genre`, `montant_horaire_centimes`; null
    without a rate.
    """
    situes = _avec_qualification(_avec_prestation(groupes, bareme.prestations), bareme)
    return _avec_prix(_avec_tarif(situes, bareme.tarifs), bareme.conditions)


def _avec_prestation(groupes: pl.DataFrame, prestations: pl.DataFrame) -> pl.DataFrame:
    """The service of the mission, else that of the chantier."""
    if prestations.is_empty():
        vides = (pl.lit(None, pl.Int64).alias("prestation_id"), pl.lit(False).alias("est_de_nuit"))
        return groupes.with_columns(*vides)
    trouvees = groupes
    for lieu in ("mission", "chantier"):
        siennes = prestations.filter(pl.col(f"{lieu}_id").is_not_null()).select(
            f"{lieu}_id", pl.struct("prestation_id", "est_de_nuit").alias(f"de_{lieu}")
        )
        trouvees = trouvees.join(siennes, on=f"{lieu}_id", how="left")
    choisie = pl.coalesce("de_mission", "de_chantier").alias("choisie")
    return (
        trouvees.with_columns(choisie)
        .drop("de_mission", "de_chantier")
        .unnest("choisie")
        .with_columns(pl.col("est_de_nuit").fill_null(False))
    )


def _avec_qualification(groupes: pl.DataFrame, bareme: Bareme) -> pl.DataFrame:
    if bareme.tarifs.filter(_qualifie()).is_empty() or bareme.qualifications.is_empty():
        return groupes.with_columns(qualification=pl.lit(""))
    lues = bareme.qualifications.select("contrat_id", _cle(pl.col("qualification")))
    jointes = groupes.join(lues, on="contrat_id", how="left")
    return jointes.with_columns(pl.col("qualification").fill_null(""))


def _cle(qualification: pl.Expr) -> pl.Expr:
    """Capitals and outer spaces do not make another qualification."""
    return qualification.str.strip_chars().str.to_lowercase()


def _avec_tarif(groupes: pl.DataFrame, tarifs: pl.DataFrame) -> pl.DataFrame:
    """The rate in force: the first target of CIBLES, then the first of PRECISIONS, that has one."""
    trouvees = groupes.with_columns(tarif=pl.lit(None, pl.Struct(TARIF)))
    for cible in CIBLES:
        du_genre = tarifs.filter(pl.col("cible") == cible)
        for precision in PRECISIONS if not du_genre.is_empty() else ():
            precis = du_genre.filter(
                pl.col("prestation_id").is_not_null() == ("prestation_id" in precision),
                _qualifie() == ("qualification" in precision),
            )
            if not precis.is_empty():
                trouvees = _essayer(trouvees, precis, cible, precision)
    return trouvees.drop("qualification").unnest("tarif")


def _essayer(
    groupes: pl.DataFrame, tarifs: pl.DataFrame, cible: str, precision: tuple[str, ...]
) -> pl.DataFrame:
    """Give the rows still without a rate the one of this kind, where it exists."""
    par = ["structure_id", *([] if cible == "structure" else [f"{cible}_id"]), *precision]
    cible_id = pl.col("cible_id").cast(pl.Int64)
    memes = set(TARIF) & set(ENTREE_TARIFS)
    noms = {
        "tarif_cible": pl.col("cible"),
        "tarif_cible_id": cible_id,
        "tarif_prestation_id": pl.col("prestation_id"),
        "tarif_qualification": pl.col("qualification"),
        "tarif_depuis": pl.col("depuis"),
        "montant_de_base_centimes": pl.col("montant_horaire_centimes"),
        **{nom: pl.col(nom) for nom in memes},
    }
    candidat = pl.struct(noms[nom].cast(genre).alias(nom) for nom, genre in TARIF.items())
    cles = {
        f"{cible}_id": cible_id,
        "structure_id": pl.col("structure_id"),
        "prestation_id": pl.col("prestation_id"),
        "qualification": _cle(pl.col("qualification")),
    }
    dates = tarifs.select(
        *(cles[nom].alias(nom) for nom in par), "depuis", candidat.alias("candidat")
    )
    trouvees = au_jour(groupes, dates, "depuis", par)
    return trouvees.with_columns(tarif=pl.coalesce("tarif", "candidat")).drop("depuis", "candidat")


def _avec_prix(tarifees: pl.DataFrame, conditions: pl.DataFrame) -> pl.DataFrame:
    """The price of the hour, from the amount or the wage, increased for the night or the Sunday."""
    payees = _avec_salaire(tarifees, conditions)
    produit = pl.col("taux_horaire_centimes") * pl.col("coefficient_dix_milliemes")
    nuit = pl.when("est_de_nuit").then("majoration_nuit_pour_dix_mille").otherwise(0)
    # A row that stands for a whole month belongs to a structure without Sunday increase.
    est_dimanche = pl.col("jour").dt.weekday() == 7
    dimanche = pl.when(est_dimanche).then("majoration_dimanche_pour_dix_mille").otherwise(0)
    majoration = pl.max_horizontal(nuit, dimanche).fill_null(0)
    genre = (
        pl.when(majoration == 0)
        .then(pl.lit(GenreLigne.HEURES.value))
        .when(dimanche >= nuit)
        .then(pl.lit(GenreLigne.DIMANCHE.value))
        .otherwise(pl.lit(GenreLigne.NUIT.value))
    )
    base = pl.coalesce("montant_de_base_centimes", demi_haut_expr(produit, 10_000))
    return payees.with_columns(
        montant_de_base_centimes=base,
        majoration_pour_dix_mille=majoration.cast(pl.Int64),
        genre=genre,
        montant_horaire_centimes=demi_haut_expr(base * (10_000 + majoration), 10_000),
    )


def _avec_salaire(tarifees: pl.DataFrame, conditions: pl.DataFrame) -> pl.DataFrame:
    if tarifees["coefficient_dix_milliemes"].is_null().all():
        return tarifees.with_columns(taux_horaire_centimes=pl.lit(None, pl.Int64))
    salaires = conditions.select("contrat_id", "effet", "taux_horaire_centimes")
    au_taux = au_jour(tarifees, salaires, "effet", "contrat_id").drop("effet")
    utile = pl.col("coefficient_dix_milliemes").is_not_null()
    return au_taux.with_columns(taux_horaire_centimes=pl.when(utile).then("taux_horaire_centimes"))
