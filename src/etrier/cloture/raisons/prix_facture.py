"""The words of a price: which agreement won, what it comes to, what a day adds."""

import polars as pl
from django.utils.translation import gettext, ngettext

from etrier.cloture.raisons.raison import Composante
from etrier.droit.ecriture import centiemes, euros, heures, jour
from etrier.droit.regles.facturation import journees_facturees
from etrier.droit.regles.tarification import Bareme
from etrier.facturation.enums import GenreLigneAFacturer
from etrier.facturation.models import LigneAFacturer
from etrier.heures.frames import Cadre
from etrier.missions.models import Prestation
from etrier.parcours.models import Personne

LIEU = ("client_id", "chantier_id", "mission_id", "prestation_id")


def dire_base(ligne: LigneAFacturer, jugees: pl.DataFrame) -> str:
    """The computation in sentences: the product, its rounding, the VAT, the price and its rate."""
    if ligne.montant_ht_centimes is None:
        return ligne.motif
    if ligne.genre == GenreLigneAFacturer.DEPLACEMENT:
        return " ".join(filter(None, (_base_trajets(ligne), _base_tva(ligne), _tarif(jugees))))
    return " ".join(
        filter(None, (_produit(ligne), _base_tva(ligne), _prix(jugees), _tarif(jugees)))
    )


def _produit(ligne: LigneAFacturer) -> str:
    if ligne.montant_horaire_centimes is None:
        return ""
    phrase = gettext("%(h)s × %(prix)s de l'heure = %(ht)s hors taxes.") % {
        "h": heures(ligne.minutes_retenues),
        "prix": euros(ligne.montant_horaire_centimes),
        "ht": euros(ligne.montant_ht_centimes or 0),
    }
    exact = ligne.minutes_retenues * ligne.montant_horaire_centimes
    if exact % 60 == 0:
        return phrase
    note = gettext(
        "Les heures du client à ce prix sont arrondies ensemble, une seule fois : "
        "chaque ligne est à un centime près de son produit."
    )
    return f"{phrase} {note}"


def _base_trajets(ligne: LigneAFacturer) -> str:
    nombre = ligne.quantite or 0
    return ngettext(
        "%(n)s déplacement × %(prix)s = %(ht)s hors taxes.",
        "%(n)s déplacements × %(prix)s = %(ht)s hors taxes.",
        abs(nombre),
    ) % {
        "n": nombre,
        "prix": euros(ligne.montant_unitaire_centimes or 0),
        "ht": euros(ligne.montant_ht_centimes or 0),
    }


def _base_tva(ligne: LigneAFacturer) -> str:
    if ligne.montant_tva_centimes is None or not ligne.taux_tva_pour_dix_mille:
        return ""
    return gettext("TVA à %(taux)s %% : %(tva)s, que la facture recalcule sur son total.") % {
        "taux": centiemes(ligne.taux_tva_pour_dix_mille),
        "tva": euros(ligne.montant_tva_centimes),
    }


def _prix(jugees: pl.DataFrame) -> str:
    """How the price of the hour came out of a coefficient or an increase."""
    noms = ["taux_horaire_centimes", "coefficient_dix_milliemes", "montant_de_base_centimes"]
    noms += ["majoration_pour_dix_mille", "montant_horaire_centimes"]
    trouves = jugees.filter(pl.col("tarif_cible").is_not_null()).select(noms).unique().sort(noms)
    phrases = []
    for salaire, coefficient, base, majoration, prix in trouves.iter_rows():
        if coefficient is not None and salaire is not None:
            phrases.append(
                gettext("Salaire de %(salaire)s × coefficient %(coef)s = %(base)s.")
                % {
                    "salaire": euros(salaire),
                    "coef": _coefficient(coefficient),
                    "base": euros(base),
                }
            )
        if majoration:
            phrases.append(
                gettext("%(base)s majorés de %(taux)s %% = %(prix)s.")
                % {"base": euros(base), "taux": centiemes(majoration), "prix": euros(prix)}
            )
    return " ".join(dict.fromkeys(phrases))


def _coefficient(dix_milliemes: int) -> str:
    """19500 is « 1,95 »; 20545 is « 2,0545 »."""
    entier, reste = divmod(dix_milliemes, 10_000)
    decimales = f"{reste:04d}".rstrip("0")
    return f"{entier},{decimales}" if decimales else str(entier)


def _tarif(jugees: pl.DataFrame) -> str:
    """Which agreed price won: the most precise one in force on the day."""
    cibles = {
        "mission": gettext("de la mission"),
        "chantier": gettext("du chantier"),
        "client": gettext("du client"),
        "structure": gettext("de la structure"),
    }
    noms = ["tarif_depuis", "tarif_cible", "tarif_prestation_id", _qualification(jugees)]
    trouves = (
        jugees.filter(pl.col("tarif_cible").is_not_null()).select(noms).unique().sort(noms)
    ).rows()
    services = Prestation.objects.in_bulk([p for _d, _c, p, _q in trouves if p is not None])
    phrases = []
    for depuis, cible, prestation, qualification in trouves:
        dits = [cibles[cible]]
        if prestation in services:
            dits.append(gettext("pour « %(quoi)s »") % {"quoi": services[prestation]})
        if qualification:
            dits.append(gettext("pour la qualification « %(quoi)s »") % {"quoi": qualification})
        phrases.append(
            gettext("Prix %(cible)s convenu depuis le %(depuis)s.")
            % {"cible": " ".join(dits), "depuis": jour(depuis)}
        )
    return " ".join(phrases)


def _qualification(jugees: pl.DataFrame) -> str:
    """Lines tell the qualification of their rate; days still name it as the rate's."""
    return "qualification" if "qualification" in jugees.columns else "tarif_qualification"


def journees_de(ligne: LigneAFacturer, cadre: Cadre, prix: Bareme) -> pl.DataFrame:
    """The days a minimum or a travel line is made of, at its price."""
    journees = journees_facturees(cadre.lignes, prix, cadre.mois)
    horaire = ligne.montant_horaire_centimes
    voulus = {
        "genre": (str(ligne.genre), pl.String),
        "montant_unitaire_centimes": (ligne.montant_unitaire_centimes, pl.Int64),
        "taux_tva": (ligne.regime_tva or None, pl.String),
        **{nom: (getattr(ligne, nom), pl.Int64) for nom in LIEU},
        **({} if horaire is None else {"montant_horaire_centimes": (horaire, pl.Int64)}),
    }
    siennes = [pl.col(x).eq_missing(pl.lit(v, genre)) for x, (v, genre) in voulus.items()]
    qualification = pl.col("tarif_qualification").fill_null("") == ligne.qualification
    return journees.filter(*siennes, qualification)


def dire_journees(ligne: LigneAFacturer, journees: pl.DataFrame) -> tuple[Composante, ...]:
    """Each day in words: who, when, how long for which minimum; or one travel."""
    noms = ["jour", "personne_id", "minutes", "quantite", "faites", "minutes_minimum"]
    rangees = journees.select(noms).sort(noms).rows()
    gens = Personne.objects.in_bulk([x[1] for x in rangees])
    dites = []
    for le, qui, minutes, quantite, faites, minimum in rangees:
        texte = f"{gens[qui]}, {jour(le)}"
        if quantite is not None:
            montant = quantite * (ligne.montant_unitaire_centimes or 0)
            dites.append(Composante(texte, None, montant))
            continue
        detail = gettext("%(faites)s pour un minimum de %(minimum)s") % {
            "faites": heures(faites),
            "minimum": heures(minimum),
        }
        dites.append(Composante(f"{texte} : {detail}", minutes))
    return tuple(dites)
