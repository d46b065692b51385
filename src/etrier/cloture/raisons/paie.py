"""Why a pay variable is what it is."""

from datetime import date, timedelta

import polars as pl
from django.utils.translation import gettext

from etrier.cloture.raisons.citation import citer
from etrier.cloture.raisons.libelles import libelle_rubrique
from etrier.cloture.raisons.raison import (
    Composante,
    Figure,
    LigneRaison,
    Raison,
    cadre_de,
    montrer,
    nom_du_mois,
    partager,
    reserves,
)
from etrier.droit.ecriture import centiemes, euros, heures, jour
from etrier.droit.regles.colonnes import au_jour
from etrier.droit.regles.paie import ENTREE_CONDITIONS, variables_de_paie
from etrier.droit.regles.rubriques import MOTIF_ABSENCE, RUBRIQUE_DE_NATURE, RUBRIQUES_SANS_MONTANT
from etrier.droit.regles.temps import dans_les_semaines, en_presence
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.frames import Cadre
from etrier.paie.models import VariablePaie
from etrier.socle.mois import dernier_jour

NATURES = {rubrique: int(nature) for nature, rubrique in RUBRIQUE_DE_NATURE.items()}
DE_LA_SEMAINE = ("HEURES_SUP_25", "HEURES_SUP_50", "HEURES_COMPLEMENTAIRES")
NON_PAYEE = int(NatureHeures.ABSENCE_NON_PAYEE)
PHRASES = {"NON_PAYEE": MOTIF_ABSENCE}

Lignes = tuple[LigneRaison, ...]


def raison_de_la_variable(variable: VariablePaie) -> Raison:
    """One rubrique of one contract in a closed month."""
    cadre = cadre_de(variable.cloture)
    composantes, retenues, ecartees, trouvees = _prendre(variable, cadre)
    libelle = libelle_rubrique(variable.rubrique)
    montant = Figure(gettext("Montant brut"), variable.montant_centimes, "centimes")
    duree = Figure(gettext("Durée"), variable.minutes, "heures")
    ordre = (duree,) if variable.rubrique in RUBRIQUES_SANS_MONTANT else (montant, duree)
    return Raison(
        titre=gettext("%(rubrique)s de %(salarie)s, %(mois)s")
        % {
            "rubrique": libelle,
            "salarie": variable.contrat.salarie.personne,
            "mois": nom_du_mois(cadre.mois),
        },
        mois=cadre.mois,
        figures=tuple(f for f in ordre if f is montant or f.valeur is not None),
        base=_base(variable),
        parametres=citer(variable.parametre, cadre.parametres, dernier_jour(cadre.mois)),
        composantes=composantes,
        retenues=retenues,
        ecartees=ecartees,
        provisoire=variable.provisoire,
        motif=variable.motif,
        reserves=reserves(
            cadre,
            variable.cloture,
            stockees=trouvees if variable.minutes is None else variable.minutes,
            trouvees=trouvees,
        ),
    )


def _prendre(
    variable: VariablePaie, cadre: Cadre
) -> tuple[tuple[Composante, ...], Lignes, Lignes, int]:
    """What the rubrique is made of, lines taken, lines left out, minutes they make."""
    if variable.rubrique in DE_LA_SEMAINE:
        semaines, lignes = _semaines(variable, cadre)
        return semaines, lignes, (), sum(c.minutes or 0 for c in semaines)
    if variable.rubrique in NATURES:
        retenues = montrer(_de_la_rubrique(variable, cadre), PHRASES)
        return (), retenues, (), sum(x.minutes for x in retenues)
    ecart = pl.when(pl.col("nature") == NON_PAYEE).then(pl.lit("NON_PAYEE"))
    du_contrat = cadre.lignes.filter(pl.col("contrat_id") == variable.contrat_id)
    retenues, ecartees = partager(du_contrat.with_columns(ecart=ecart), PHRASES)
    return _rubriques(variable), retenues, ecartees, 0


def _de_la_rubrique(variable: VariablePaie, cadre: Cadre) -> pl.DataFrame:
    """Lines of the contract, of the rubrique's nature, on the days its rate was in force."""
    lignes = cadre.lignes.filter(
        pl.col("contrat_id") == variable.contrat_id,
        pl.col("nature") == NATURES[variable.rubrique],
    )
    datees = au_jour(lignes, cadre.conditions.select(*ENTREE_CONDITIONS), "effet", "contrat_id")
    if variable.rubrique != RUBRIQUE_DE_NATURE[NON_PAYEE]:
        datees = datees.filter(_au_taux(variable))
    return datees.with_columns(ecart=pl.lit(None, pl.String))


def _au_taux(variable: VariablePaie) -> pl.Expr:
    taux = pl.lit(variable.taux_horaire_centimes, pl.Int64)
    return pl.col("taux_horaire_centimes").eq_missing(taux)


def _semaines(
    variable: VariablePaie, cadre: Cadre
) -> tuple[tuple[Composante, ...], tuple[LigneRaison, ...]]:
    """Weeks that gave hours to the rubrique, each judged alone by the rule; and their lines.

    Overtime looks at all the contracts of the person with this employer, complementary hours at
    the contract alone.
    """
    contrats = cadre.contrats.filter(pl.col("salarie_id") == variable.contrat.salarie_id)
    presence = pl.concat([cadre.veille, cadre.lignes], how="vertical_relaxed").filter(
        dans_les_semaines(cadre.mois), en_presence()
    )
    lundi = pl.col("jour").dt.truncate("1w")
    presence = presence.join(contrats.select("contrat_id"), on="contrat_id", how="semi")
    trouvees, prises = [], []
    for semaine in presence.with_columns(lundi=lundi).sort("jour").partition_by("lundi"):
        minutes = _minutes_de_la_semaine(variable, cadre, semaine, contrats)
        if minutes:
            trouvees.append(_semaine(semaine["lundi"][0], minutes))
            prises.append(semaine)
    if not prises:
        return (), ()
    lignes = pl.concat(prises)
    if variable.rubrique == "HEURES_COMPLEMENTAIRES":
        lignes = lignes.filter(pl.col("contrat_id") == variable.contrat_id)
    return tuple(trouvees), montrer(lignes.with_columns(ecart=pl.lit(None, pl.String)), PHRASES)


def _minutes_de_la_semaine(
    variable: VariablePaie, cadre: Cadre, semaine: pl.DataFrame, contrats: pl.DataFrame
) -> int:
    derivees = variables_de_paie(
        semaine.drop("lundi"), contrats, cadre.conditions, cadre.mois, cadre.parametres
    )
    siennes = derivees.filter(
        pl.col("contrat_id") == variable.contrat_id,
        pl.col("rubrique") == variable.rubrique,
        _au_taux(variable),
    )
    return int(siennes["minutes"].sum())


def _semaine(lundi: date, minutes: int) -> Composante:
    dimanche = lundi + timedelta(days=6)
    libelle = gettext("semaine du %(lundi)s au %(dimanche)s")
    return Composante(libelle % {"lundi": jour(lundi), "dimanche": jour(dimanche)}, minutes)


def _rubriques(variable: VariablePaie) -> tuple[Composante, ...]:
    """Rubriques the gross, or an indemnity on it, adds up."""
    du_contrat = VariablePaie.objects.filter(
        cloture=variable.cloture_id, contrat=variable.contrat_id
    ).exclude(rubrique__in=RUBRIQUES_SANS_MONTANT)
    derivees = {"BRUT": (), "IFM": ("BRUT",), "ICCP": ("BRUT", "IFM")}
    voulues = derivees.get(variable.rubrique, ())
    trouvees = (
        du_contrat.filter(rubrique__in=voulues)
        if voulues
        else du_contrat.exclude(rubrique__in=derivees)
    )
    return tuple(
        Composante(libelle_rubrique(v.rubrique), v.minutes, v.montant_centimes, "paie", v.pk)
        for v in trouvees.order_by("id")
    )


def _base(v: VariablePaie) -> str:
    """The computation in one sentence; the rule's reason when there is no amount."""
    if v.rubrique in RUBRIQUES_SANS_MONTANT or v.montant_centimes is None:
        return v.motif
    montant = euros(v.montant_centimes)
    if v.minutes is None and v.base_centimes is None:
        return gettext("Somme des rubriques payées du contrat = %(montant)s.") % {
            "montant": montant
        }
    if v.taux_pour_dix_mille is None:
        return gettext("%(h)s × %(taux)s de l'heure = %(montant)s.") % {
            "h": heures(v.minutes or 0),
            "taux": euros(v.taux_horaire_centimes or 0),
            "montant": montant,
        }
    part = f"{centiemes(v.taux_pour_dix_mille)} %"
    if v.minutes is None:
        return f"{euros(v.base_centimes or 0)} × {part} = {montant}."
    return gettext("%(h)s × %(taux)s de l'heure × %(part)s = %(montant)s (majoration seule).") % {
        "h": heures(v.minutes),
        "taux": euros(v.taux_horaire_centimes or 0),
        "part": part,
        "montant": montant,
    }
