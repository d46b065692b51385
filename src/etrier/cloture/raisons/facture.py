"""Why a line to invoice is what it is."""

import polars as pl
from django.utils.translation import gettext

from etrier.cloture.raisons.citation import citer
from etrier.cloture.raisons.prix_facture import (
    dire_base,
    dire_journees,
    journees_de,
)
from etrier.cloture.raisons.raison import (
    Figure,
    Raison,
    cadre_de,
    nom_du_mois,
    partager,
    reserves,
)
from etrier.droit.ecriture import heures
from etrier.droit.regles.facturation import MOTIFS_ECART, lignes_a_facturer
from etrier.droit.regles.tarification import Bareme
from etrier.facturation.enums import GenreLigneAFacturer
from etrier.facturation.frames import bareme
from etrier.facturation.models import LigneAFacturer
from etrier.heures.frames import Cadre
from etrier.socle.mois import dernier_jour

LIEU = ("client_id", "chantier_id", "mission_id")
SUPPLEMENTS = (GenreLigneAFacturer.COMPLEMENT, GenreLigneAFacturer.DEPLACEMENT)


def raison_de_la_ligne_a_facturer(ligne: LigneAFacturer) -> Raison:
    """Hours of one client at one price in a closed month, what a minimum or travels add, or the
    hours of a place not invoiced."""
    cadre = cadre_de(ligne.cloture)
    prix = bareme(cadre)
    if ligne.genre in SUPPLEMENTS:
        return _raison_des_journees(ligne, cadre, prix)
    jugees = _juger(ligne, cadre, prix)
    ecart = pl.col("ecart").is_not_null()
    siennes = jugees.filter(ecart if _est_ecartee(ligne) else (ecart | _au_prix(ligne)))
    retenues, ecartees = partager(siennes, MOTIFS_ECART)
    laissees = (Figure(gettext("Heures non facturées"), ligne.minutes_ecartees, "heures"),)
    return Raison(
        titre=_titre(ligne, cadre),
        mois=cadre.mois,
        figures=laissees if _est_ecartee(ligne) else _figures(ligne),
        base=dire_base(ligne, siennes),
        parametres=citer(ligne.parametre, cadre.parametres, dernier_jour(cadre.mois)),
        retenues=retenues,
        ecartees=ecartees,
        provisoire=ligne.provisoire,
        motif=ligne.motif,
        reserves=_reserves(ligne, cadre, siennes),
    )


def _raison_des_journees(ligne: LigneAFacturer, cadre: Cadre, prix: Bareme) -> Raison:
    """A minimum or travels: made of days, not of lines of the ledger."""
    journees = journees_de(ligne, cadre, prix)
    en_trajets = ligne.genre == GenreLigneAFacturer.DEPLACEMENT
    colonne = "quantite" if en_trajets else "minutes"
    stocke = ligne.quantite if en_trajets else ligne.minutes_retenues
    trouve = int(journees[colonne].sum())
    return Raison(
        titre=_titre(ligne, cadre),
        mois=cadre.mois,
        figures=_figures(ligne),
        base=dire_base(ligne, journees),
        parametres=citer(ligne.parametre, cadre.parametres, dernier_jour(cadre.mois)),
        composantes=dire_journees(ligne, journees),
        provisoire=ligne.provisoire,
        motif=ligne.motif,
        reserves=reserves(
            cadre,
            ligne.cloture,
            stockees=stocke or 0,
            trouvees=trouve,
            dire=str if en_trajets else heures,
        ),
    )


def _titre(ligne: LigneAFacturer, cadre: Cadre) -> str:
    phrase = gettext("Facturation à %(client)s, %(mois)s")
    titre = phrase % {"client": ligne.client, "mois": nom_du_mois(cadre.mois)}
    if ligne.genre == GenreLigneAFacturer.HEURES or _est_ecartee(ligne):
        return titre
    return f"{titre} ({ligne.get_genre_display()})"


def _figures(ligne: LigneAFacturer) -> tuple[Figure, ...]:
    ttc = None
    if ligne.montant_ht_centimes is not None and ligne.montant_tva_centimes is not None:
        ttc = ligne.montant_ht_centimes + ligne.montant_tva_centimes
    montants = (
        Figure(gettext("Montant HT"), ligne.montant_ht_centimes, "centimes"),
        Figure(gettext("TVA"), ligne.montant_tva_centimes, "centimes"),
        Figure(gettext("Montant TTC"), ttc, "centimes"),
    )
    if ligne.genre == GenreLigneAFacturer.DEPLACEMENT:
        return montants
    return (*montants, Figure(gettext("Heures facturées"), ligne.minutes_retenues, "heures"))


def _est_ecartee(ligne: LigneAFacturer) -> bool:
    return ligne.minutes_ecartees != 0


def _juger(ligne: LigneAFacturer, cadre: Cadre, prix: Bareme) -> pl.DataFrame:
    """Lines of the place, each judged alone: `ecart` a code or null, and the price found.

    The rule takes any number of structures: each line is given to it as a structure of its own.
    """
    ici = [pl.col(nom).eq_missing(pl.lit(getattr(ligne, nom), pl.Int64)) for nom in LIEU]
    lignes = cadre.lignes.filter(*ici).with_columns(structure_id=pl.col("ligne_id"))
    tarifs = (
        prix.tarifs.filter(pl.col("structure_id") == ligne.cloture.structure_id)
        # A minimum and a travel are judged by the day, not by the line.
        .with_columns(
            pl.lit(0, pl.Int64).alias(x) for x in ("minutes_minimum", "deplacement_centimes")
        )
        .drop("structure_id")
        .join(lignes.select("structure_id"), how="cross")
    )
    seules = Bareme(tarifs, prix.prestations, prix.qualifications, prix.conditions)
    return lignes_a_facturer(lignes, seules, cadre.parametres, cadre.mois).rename(
        {"structure_id": "ligne_id", "motif_ecart": "ecart"}
    )


def _au_prix(ligne: LigneAFacturer) -> pl.Expr:
    """What makes a line of the table: its place is the same already."""
    voulus = {
        "montant_horaire_centimes": (ligne.montant_horaire_centimes, pl.Int64),
        "taux_tva_pour_dix_mille": (ligne.taux_tva_pour_dix_mille, pl.Int64),
        "taux_tva": (ligne.regime_tva or None, pl.String),
        "genre": (ligne.genre, pl.String),
        "qualification": (ligne.qualification or None, pl.String),
        "prestation_id": (ligne.prestation_id, pl.Int64),
    }
    return pl.all_horizontal(
        pl.col(nom).eq_missing(pl.lit(valeur, genre)) for nom, (valeur, genre) in voulus.items()
    )


def _reserves(ligne: LigneAFacturer, cadre: Cadre, jugees: pl.DataFrame) -> tuple[str, ...]:
    colonne = "minutes_ecartees" if _est_ecartee(ligne) else "minutes_retenues"
    return reserves(
        cadre,
        ligne.cloture,
        stockees=getattr(ligne, colonne),
        trouvees=int(jugees[colonne].sum()),
    )
