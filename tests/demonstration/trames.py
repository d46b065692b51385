"""The invented world as the frames of the rules: what the alarms see, without a database."""

from datetime import date

import polars as pl

from etrier.demonstration.monde import Monde
from etrier.droit.parametre import Parametres
from etrier.droit.regles.alarmes import (
    ENTREE_CONDITIONS,
    ENTREE_CONTRATS,
    ENTREE_LIGNES,
    ENTREE_PERIODES,
    alarmes,
)
from etrier.droit.regles.compteur_ai import ENTREE, compteur_ai
from etrier.socle.mois import dernier_jour

Alarme = tuple[str, str]


class Trames:
    """Frames of one world; people and contracts are numbered in the order they were invented."""

    def __init__(self, monde: Monde) -> None:
        self.monde = monde
        self.personnes = {id(p): n for n, p in enumerate(monde.personnes)}
        self.contrats = {id(t.contrat): n for n, t in enumerate(monde.termes())}
        self.structures = {id(s): n for n, s in enumerate(monde.structures.values())}

    def lignes(self) -> pl.DataFrame:
        """Every line, with the nature of the client for the AI."""
        rangees = [
            (
                self.structures[id(x.contrat.structure)],
                self.personnes[id(x.contrat.salarie.personne)],
                self.contrats[id(x.contrat)],
                x.jour,
                int(x.nature),
                x.minutes,
                x.mission.client.nature if cle == "AI" and x.mission else None,
            )
            for cle, lignes in self.monde.lignes.items()
            for x in lignes
        ]
        schema = {**ENTREE_LIGNES, "nature_client": pl.String}
        return pl.DataFrame(rangees, schema=schema, orient="row")

    def tables(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        """Contracts, terms, PASS and suspensions."""
        contrats = [
            (
                self.contrats[id(t.contrat)],
                self.structures[id(t.contrat.structure)],
                self.personnes[id(t.contrat.salarie.personne)],
                str(t.contrat.genre),
                t.contrat.convention.dispositif,
                t.contrat.debut,
                t.contrat.fin,
            )
            for t in self.monde.termes()
        ]
        conditions = [
            (self.contrats[id(t.contrat)], a.effet, a.taux_horaire_centimes)
            for t in self.monde.termes()
            for a in t.avenants
        ]
        passes = [(self.personnes[id(p.personne)], p.debut, p.fin) for p in self.monde.passes]
        suspensions = [
            (self.personnes[id(s.pass_iae.personne)], s.debut, s.fin)
            for s in self.monde.suspensions
        ]
        return (
            pl.DataFrame(contrats, schema=ENTREE_CONTRATS, orient="row"),
            pl.DataFrame(conditions, schema=ENTREE_CONDITIONS, orient="row"),
            pl.DataFrame(passes, schema=ENTREE_PERIODES, orient="row"),
            pl.DataFrame(suspensions, schema=ENTREE_PERIODES, orient="row"),
        )


def alarmes_par_mois(monde: Monde, parametres: Parametres) -> dict[date, set[Alarme]]:
    """(code, person) of every alarm of every month."""
    trames = Trames(monde)
    lignes, tables = trames.lignes(), trames.tables()
    placements = lignes.filter(pl.col("nature_client").is_not_null()).select(list(ENTREE))
    trouvees = {}
    for mois in monde.calendrier.mois:
        compteurs = compteur_ai(placements, parametres, dernier_jour(mois))
        rangees = alarmes(
            lignes.select(list(ENTREE_LIGNES)), *tables, parametres, mois, compteurs=compteurs
        )
        trouvees[mois] = {
            (x["code"], str(monde.personnes[x["personne_id"]]))
            for x in rangees.iter_rows(named=True)
        }
    return trouvees
