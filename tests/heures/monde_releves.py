"""A small world of missions: an AI, a client, people placed there, their hours of a month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from etrier.heures.models import EnvoiReleve, ReleveHeures
from etrier.heures.releves import actions as releves
from etrier.missions.models import Client, Mission
from etrier.structures.models import Structure
from tests import fabrique

MARS, FIN_MARS = date(2025, 3, 1), date(2025, 3, 31)
# Drawn and sent on the 2nd of April, in the morning.
MATIN = datetime(2025, 4, 2, 9, 30, tzinfo=ZoneInfo("Europe/Paris"))


@dataclass
class Monde:
    """A structure, its client, one mission per person."""

    structure: Structure
    client: Client
    missions: list[Mission]

    def heures(self, rang: int, jour: date, minutes: int) -> None:
        """Draft hours of a mission."""
        mission = self.missions[rang]
        fabrique.heures(mission.contrat, jour, minutes, mission_id=mission.pk)

    def preparer(self) -> ReleveHeures:
        """The relevé of March."""
        return releves.preparer(self.structure, self.client, MARS, FIN_MARS, par=None)

    def envoyer(self) -> EnvoiReleve:
        """The relevé of March, and a link handed over."""
        return releves.envoyer(self.preparer(), "lien", par=None)


def batir(personnes: int = 2, nom: str = "AI") -> Monde:
    """The world; each person worked 7 h, then 3 h 30, on the 3rd and 4th of March."""
    une = fabrique.structure(nom)
    sous, chez = fabrique.convention(une, "AI"), fabrique.client(une, "entreprise")
    missions = [
        fabrique.mission(chez, fabrique.contrat(fabrique.salarie(une), sous, genre="CDDU"))
        for _n in range(personnes)
    ]
    monde = Monde(une, chez, missions)
    for rang in range(personnes):
        monde.heures(rang, date(2025, 3, 3), 420)
        monde.heures(rang, date(2025, 3, 4), 210)
    return monde


@dataclass
class Horloge:
    """The clock of the acts on relevés, moved by hand."""

    maintenant: datetime = MATIN

    def avancer(self, jours: int) -> None:
        """Later."""
        self.maintenant += timedelta(days=jours)

    def aujourdhui(self) -> date:
        """The day it is."""
        return self.maintenant.date()

    def poser(self, monkeypatch: pytest.MonkeyPatch, *modules: str) -> None:
        """Make the modules ask this clock, for what they ask of one."""
        lectures = {"maintenant": lambda: self.maintenant, "aujourdhui": self.aujourdhui}
        for module in modules:
            for nom, lire in lectures.items():
                monkeypatch.setattr(f"{module}.{nom}", lire, raising=False)
