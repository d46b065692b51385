"""The rubriques of pay: their names, their columns and the sentences that explain them."""

import polars as pl

from etrier.droit.regles.colonnes import completer
from etrier.droit.regles.temps import jour_expr
from etrier.droit.vocabulaire import NatureHeures

SORTIE = {
    "contrat_id": pl.Int64,
    "rubrique": pl.String,
    "minutes": pl.Int64,
    "taux_horaire_centimes": pl.Int64,
    "taux_pour_dix_mille": pl.Int64,
    "base_centimes": pl.Int64,
    "montant_centimes": pl.Int64,
    "parametre": pl.String,
    "motif": pl.String,
    "provisoire": pl.Boolean,
}

RUBRIQUES: tuple[str, ...] = (
    "HEURES_TRAVAIL",
    "HEURES_FORMATION",
    "ABSENCE_PAYEE",
    "CONGE_PAYE",
    "JOUR_FERIE",
    "HEURES_SUP_25",
    "HEURES_SUP_50",
    "BRUT",
    "IFM",
    "ICCP",
    "HEURES_COMPLEMENTAIRES",
    "ABSENCE_NON_PAYEE",
)
RUBRIQUES_SANS_MONTANT: tuple[str, ...] = ("HEURES_COMPLEMENTAIRES", "ABSENCE_NON_PAYEE")
RUBRIQUE_DE_NATURE: dict[int, str] = {
    NatureHeures.TRAVAIL: "HEURES_TRAVAIL",
    NatureHeures.FORMATION: "HEURES_FORMATION",
    NatureHeures.ABSENCE_PAYEE: "ABSENCE_PAYEE",
    NatureHeures.ABSENCE_NON_PAYEE: "ABSENCE_NON_PAYEE",
    NatureHeures.CONGE_PAYE: "CONGE_PAYE",
    NatureHeures.JOUR_FERIE: "JOUR_FERIE",
}

MOTIF_HEURES = "heures du mois, au taux du contrat en vigueur chaque jour"
MOTIF_ABSENCE = "absence non payée : minutes seules, aucun montant"
MOTIF_COMPLEMENTAIRES = (
    "heures au-delà du contrat à temps partiel, déjà comptées au taux de base dans les heures "
    "de travail ou de formation ; aucun taux de majoration n'est paramétré : à compléter en paie"
)
MOTIF_BRUT = "somme des rubriques payées ; variable de paie, pas un bulletin"
MOTIF_BRUT_COMPLEMENTAIRES = "hors majoration des heures complémentaires"
MOTIF_BRUT_A_REVOIR = (
    "corrige des semaines déjà payées : leurs heures supplémentaires sont à revoir en paie"
)
MOTIF_BRUT_INCOMPLET = "non calculable : une rubrique payée du contrat n'a pas de montant"
MOTIF_IFM = "indemnité de fin de mission acquise sur le mois : due en fin de mission"
MOTIF_ICCP_MISSION = "congés payés de la mission, sur le brut et l'indemnité de fin de mission"
MOTIF_ICCP_USAGE = "congés payés du CDD d'usage, sur le brut"


def mise_en_forme(rubriques: pl.DataFrame, **colonnes: pl.Expr) -> pl.DataFrame:
    """Give a family of rubriques the columns of SORTIE."""
    return completer(rubriques, SORTIE, {"provisoire": pl.lit(False)}, colonnes)


def motif_sans_taux() -> pl.Expr:
    """Why hours have no amount; the row holds `jour`."""
    return pl.format(
        "non calculable : aucun taux horaire en vigueur au {}, saisissez les conditions du contrat",
        jour_expr(pl.col("jour")),
    )
