"""Why a line to invoice is what it is."""

import polars as pl
from django.utils.translation import gettext

from etrier.cloture.raisons.citation import citer
from etrier.cloture.raisons.raison import (
    Figure,
    Raison,
    cadre_de,
    nom_du_mois,
    partager,
    reserves,
)
from etrier.droit.ecriture import centiemes, euros, heures, jour
from etrier.droit.regles.facturation import MOTIFS_ECART, lignes_a_facturer
from etrier.facturation.models import LigneAFacturer
from etrier.heures.frames import Cadre
from etrier.missions.frames import tarifs
from etrier.socle.mois import dernier_jour

LIEU = ("client_id", "chantier_id", "mission_id")


def raison_de_la_ligne_a_facturer(ligne: LigneAFacturer) -> Raison:
    """Hours of one client at one price in a closed month, or those of a place not invoiced."""
    cadre = cadre_de(ligne.cloture)
    jugees = _juger(ligne, cadre)
    ecart = pl.col("ecart").is_not_null()
    siennes = jugees.filter(ecart if _est_ecartee(ligne) else (ecart | _au_prix(ligne)))
    retenues, ecartees = partager(siennes, MOTIFS_ECART)
    ttc = None
    if ligne.montant_ht_centimes is not None and ligne.montant_tva_centimes is not None:
        ttc = ligne.montant_ht_centimes + ligne.montant_tva_centimes
    montants = (
        Figure(gettext("Montant HT"), ligne.montant_ht_centimes, "centimes"),
        Figure(gettext("TVA"), ligne.montant_tva_centimes, "centimes"),
        Figure(gettext("Montant TTC"), ttc, "centimes"),
        Figure(gettext("Heures facturées"), ligne.minutes_retenues, "heures"),
    )
    laissees = (Figure(gettext("Heures non facturées"), ligne.minutes_ecartees, "heures"),)
    return Raison(
        titre=gettext("Facturation à %(client)s, %(mois)s")
        % {"client": ligne.client, "mois": nom_du_mois(cadre.mois)},
        mois=cadre.mois,
        figures=laissees if _est_ecartee(ligne) else montants,
        base=_base(ligne, siennes),
        parametres=citer(ligne.parametre, cadre.parametres, dernier_jour(cadre.mois)),
        retenues=retenues,
        ecartees=ecartees,
        provisoire=ligne.provisoire,
        motif=ligne.motif,
        reserves=_reserves(ligne, cadre, siennes),
    )


def _est_ecartee(ligne: LigneAFacturer) -> bool:
    return ligne.minutes_ecartees != 0


def _juger(ligne: LigneAFacturer, cadre: Cadre) -> pl.DataFrame:
    """Lines of the place, each judged alone: `ecart` a code or null, and the price found.

    The rule takes any number of structures: each line is given to it as a structure of its own.
    """
    ici = [pl.col(nom).eq_missing(pl.lit(getattr(ligne, nom), pl.Int64)) for nom in LIEU]
    lignes = cadre.lignes.filter(*ici).with_columns(structure_id=pl.col("ligne_id"))
    prix = (
        tarifs(cadre.structures)
        .filter(pl.col("structure_id") == ligne.cloture.structure_id)
        .drop("structure_id")
        .join(lignes.select("structure_id"), how="cross")
    )
    return lignes_a_facturer(lignes, prix, cadre.parametres, cadre.mois).rename(
        {"structure_id": "ligne_id", "motif_ecart": "ecart"}
    )


def _au_prix(ligne: LigneAFacturer) -> pl.Expr:
    prix = pl.lit(ligne.montant_horaire_centimes, pl.Int64)
    taux = pl.lit(ligne.taux_tva_pour_dix_mille, pl.Int64)
    return (
        pl.col("montant_horaire_centimes").eq_missing(prix)
        & pl.col("taux_tva_pour_dix_mille").eq_missing(taux)
        & (pl.col("taux_tva").fill_null("") == ligne.regime_tva)
    )


def _reserves(ligne: LigneAFacturer, cadre: Cadre, jugees: pl.DataFrame) -> tuple[str, ...]:
    colonne = "minutes_ecartees" if _est_ecartee(ligne) else "minutes_retenues"
    return reserves(
        cadre,
        ligne.cloture,
        stockees=getattr(ligne, colonne),
        trouvees=int(jugees[colonne].sum()),
    )


def _base(ligne: LigneAFacturer, jugees: pl.DataFrame) -> str:
    if ligne.montant_ht_centimes is None or ligne.montant_horaire_centimes is None:
        return ligne.motif
    texte = gettext("%(h)s × %(prix)s de l'heure = %(ht)s hors taxes.") % {
        "h": heures(ligne.minutes_retenues),
        "prix": euros(ligne.montant_horaire_centimes),
        "ht": euros(ligne.montant_ht_centimes),
    }
    return " ".join(filter(None, (texte, _base_tva(ligne), _tarif(jugees))))


def _base_tva(ligne: LigneAFacturer) -> str:
    if ligne.montant_tva_centimes is None or not ligne.taux_tva_pour_dix_mille:
        return ""
    return gettext("TVA à %(taux)s %% : %(tva)s, que la facture recalcule sur son total.") % {
        "taux": centiemes(ligne.taux_tva_pour_dix_mille),
        "tva": euros(ligne.montant_tva_centimes),
    }


def _tarif(jugees: pl.DataFrame) -> str:
    """Which agreed price won: the most precise one in force on the day."""
    cibles = {
        "mission": gettext("de la mission"),
        "chantier": gettext("du chantier"),
        "client": gettext("du client"),
        "structure": gettext("de la structure"),
    }
    trouves = (
        jugees.filter(pl.col("tarif_cible").is_not_null())
        .select("tarif_depuis", "tarif_cible")
        .unique()
        .sort("tarif_depuis")
    )
    phrases = [
        gettext("Prix %(cible)s convenu depuis le %(depuis)s.")
        % {"cible": cibles[cible], "depuis": jour(depuis)}
        for depuis, cible in trouves.iter_rows()
    ]
    return " ".join(phrases)
