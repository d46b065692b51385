"""A small world of missions: an AI, a client, people placed there, their hours of a month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from etrier.heures.models import EnvoiReleve, ReleveHeures
from etrier.heures.releves import actions as releves
from etrier.heures.releves.liens import LienRefuse
from etrier.missions.models import Client, Mission
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.models import Structure
from tests import fabrique

MARS, FIN_MARS = date(2025, 3, 1), date(2025, 3, 31)
# Drawn and sent on the 2nd of April, in the morning.
MATIN = datetime(2025, 4, 2, 9, 30, tzinfo=ZoneInfo("Europe/Paris"))
MODULES = ("releves.actions", "releves.reponses", "releves.liens")


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


@pytest.fixture(autouse=True)
def horloge(monkeypatch: pytest.MonkeyPatch) -> Horloge:
    posee = Horloge()
    posee.poser(monkeypatch, *(f"etrier.heures.{m}" for m in MODULES))
    return posee


@pytest.fixture
def monde() -> Monde:
    return batir()


def refus(phrase: str) -> pytest.RaisesExc[Refus]:
    """The refusal, said in these words."""
    return pytest.raises(Refus, match=phrase)


def lien_refuse(phrase: str) -> pytest.RaisesExc[LienRefuse]:
    """The link that opens nothing, in these words."""
    return pytest.raises(LienRefuse, match=phrase)


def contenu(releve: ReleveHeures) -> list[tuple[int, int]]:
    """Day of the month and minutes, in the order of the sheet."""
    return [(x.jour.day, x.minutes) for x in releve.lignes.all()]


def verbes() -> list[str]:
    """What the audit holds of relevés, in order."""
    actes = Acte.objects.filter(verbe__startswith="releve.").order_by("id")
    return [acte.verbe for acte in actes]
