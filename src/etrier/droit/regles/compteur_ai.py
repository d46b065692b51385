"""The 480 hours of an association intermédiaire: how long a person may work for companies.

At most 480 h per employee over 24 months from the first placement in a company, all companies and
all AIs together; individuals, associations and public bodies are outside the cap (CT L5132-9 2°,
R5132-18 2°, since 2014-07-01).

Reading chosen where the text is silent: the months run from the first capped placement; the first
capped placement after they end opens a new window. The parameters (hours, months, kinds of clients)
are those of the day of the count. A préfet may grant a derogation (D5132-18-1): not known here.

One worked line: first placement 2025-01-15, window until 2027-01-14; 480 h 00 is within the cap,
480 h 01 exceeds it.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from etrier.droit.parametre import Parametres
from etrier.droit.regles.colonnes import regrouper
from etrier.droit.regles.seuils import Seuil, lire_seuil
from etrier.droit.regles.tables import exiger

ENTREE = {
    "personne_id": pl.Int64,
    "jour": pl.Date,
    "minutes": pl.Int64,
    "nature_client": pl.String,
}
SORTIE = {
    "personne_id": pl.Int64,
    "premier_jour": pl.Date,
    "fin_fenetre": pl.Date,
    "ouverte": pl.Boolean,
    "minutes_comptees": pl.Int64,
    "minutes_ecartees": pl.Int64,
    "plafond_minutes": pl.Int64,
    "minutes_restantes": pl.Int64,
    "atteint_80_pourcent": pl.Boolean,
    "atteint_80_le": pl.Date,
    "depasse_le": pl.Date,
    "parametre": pl.String,
    "motif": pl.String,
    "provisoire": pl.Boolean,
}
# A warning before the cap: practice of the house, not a rule of law.
ALERTE_POUR_CENT = 80


@dataclass(frozen=True)
class _Regles:
    """The cap on the day of the count."""

    plafond: Seuil
    mois: int
    clients: tuple[str, ...]
    parametre: str
    provisoire: bool


def compteur_ai(
    placements: pl.DataFrame, parametres: Parametres, le: date | None = None
) -> pl.DataFrame:
    """Hours counted against the cap of each person, in their latest window, on day `le`.

    `placements` (ENTREE; `personne_id` of any type): worked hours of AI placements since before
    the first one, one row or more per day. `le`: day of the count, by default the latest
    placement; later ones are ignored. Gives SORTIE, one row per person, sorted: `minutes_ecartees`
    are the hours outside the cap (client not capped, or an earlier window); `minutes_restantes` is
    what may still be done: the whole cap when no window is open, never under zero. A cap that is
    not established gives nulls and `motif`.

    Raises NonCalculable when the months or the kinds of clients are not established on that day.
    """
    exiger(placements, ENTREE, "compteur des 480 heures")
    au = le or placements.select(pl.col("jour").max()).item()
    if au is None:
        return pl.DataFrame(schema={**SORTIE, "personne_id": placements.schema["personne_id"]})
    regles = _lire(parametres, au)
    par_jour = regrouper(
        placements,
        pl.col("jour") <= au,
        ["personne_id", "jour", pl.col("nature_client").is_in(regles.clients).alias("plafonne")],
        [pl.col("minutes").sum()],
    )
    plafonnes = par_jour.filter(pl.col("plafonne") & (pl.col("minutes") != 0))
    comptees = _derniere_fenetre(plafonnes.drop("plafonne"), regles.mois)
    return _juger(par_jour, _cumuler(comptees, regles.plafond), regles, au)


def _lire(parametres: Parametres, le: date) -> _Regles:
    """The three parameters of the cap. Raises NonCalculable without months or kinds of clients."""
    plafond = lire_seuil(parametres, "contrats/ai_plafond_heures", le, 60)
    mois = parametres.valeur("contrats/ai_plafond_mois", le)
    clients = parametres.valeur("contrats/ai_clients_plafonnes", le)
    sources = (plafond.parametre, mois.identifiant, clients.identifiant)
    return _Regles(
        plafond=plafond,
        mois=mois.en(1),
        clients=clients.liste,
        parametre=" ; ".join(s for s in sources if s),
        provisoire=plafond.provisoire or mois.provisoire or clients.provisoire,
    )


def _derniere_fenetre(par_jour: pl.DataFrame, mois: int) -> pl.DataFrame:
    """Keep the placements of each person's latest window, with its first and last day.

    One turn per rank of window (a person with ten years of placements has five), never per person.
    """
    restants, fenetres = par_jour, []
    while not restants.is_empty():
        bornes = (
            restants.group_by("personne_id")
            .agg(pl.col("jour").min().alias("premier_jour"))
            .with_columns(
                fin_fenetre=pl.col("premier_jour").dt.offset_by(f"{mois}mo").dt.offset_by("-1d")
            )
        )
        situes = restants.join(bornes, on="personne_id")
        fenetres.append(situes.filter(pl.col("jour") <= pl.col("fin_fenetre")))
        restants = situes.filter(pl.col("jour") > pl.col("fin_fenetre")).select(par_jour.columns)
    if not fenetres:
        jours = pl.lit(None, pl.Date)
        return par_jour.with_columns(premier_jour=jours, fin_fenetre=jours)
    toutes = pl.concat(fenetres)
    derniere = pl.col("premier_jour").max().over("personne_id")
    return toutes.filter(pl.col("premier_jour") == derniere)


def _cumuler(comptees: pl.DataFrame, plafond: Seuil) -> pl.DataFrame:
    """One row per person: total of the window, first day past 80 % and first day past the cap."""
    cumul = pl.col("minutes").cum_sum().over("personne_id", order_by="jour")
    alerte = 100 * pl.col("cumul") >= ALERTE_POUR_CENT * plafond.litteral
    depasse = pl.col("cumul") > plafond.litteral
    return (
        comptees.with_columns(cumul=cumul)
        .group_by("personne_id", "premier_jour", "fin_fenetre")
        .agg(
            pl.col("minutes").sum().alias("minutes_comptees"),
            pl.col("jour").filter(alerte).min().alias("atteint_80_le"),
            pl.col("jour").filter(depasse).min().alias("depasse_le"),
        )
    )


def _juger(par_jour: pl.DataFrame, cumuls: pl.DataFrame, regles: _Regles, au: date) -> pl.DataFrame:
    """Every person met, with what is left to them on the day of the count."""
    personnes = par_jour.group_by("personne_id").agg(pl.col("minutes").sum().alias("total"))
    comptees = pl.col("minutes_comptees").fill_null(0)
    plafond = regles.plafond.litteral
    ouverte = (pl.col("fin_fenetre") >= au).fill_null(False)
    dans_la_fenetre = pl.when(ouverte).then(comptees).otherwise(0)
    jugees = personnes.join(cumuls, on="personne_id", how="left").with_columns(
        ouverte=ouverte,
        minutes_comptees=comptees,
        minutes_ecartees=pl.col("total") - comptees,
        plafond_minutes=plafond,
        minutes_restantes=(plafond - dans_la_fenetre).clip(lower_bound=0),
        atteint_80_pourcent=100 * comptees >= ALERTE_POUR_CENT * plafond,
        parametre=pl.lit(regles.parametre),
        motif=pl.lit(regles.plafond.motif, pl.String),
        provisoire=pl.lit(regles.provisoire),
    )
    return jugees.select(*SORTIE).sort("personne_id")
