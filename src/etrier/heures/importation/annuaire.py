"""Who and where a spreadsheet may speak of: the structure's people and places, read once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from etrier.droit.calendrier import couvre
from etrier.heures.formats.tableurs.cellules import cle_de_nom
from etrier.missions.models import Chantier, ClauseSociale, Client, Mission
from etrier.parcours.models import Contrat, Salarie
from etrier.structures.models import Structure


@dataclass(frozen=True, slots=True)
class Employe:
    """A person of the structure."""

    salarie_id: int
    matricule: str
    nom: str
    prenom: str

    def __str__(self) -> str:
        return f"{self.nom} {self.prenom} ({self.matricule})"


@dataclass(frozen=True, slots=True)
class Engagement:
    """A contract: its number and its days."""

    contrat_id: int
    numero: str
    debut: date
    fin: date | None

    def couvre(self, jour: date) -> bool:
        """True on each day of the contract, bounds included."""
        return couvre(self.debut, self.fin, jour)


@dataclass(frozen=True, slots=True)
class Placement:
    """A mission: its number, whose it is, where, and its days."""

    mission_id: int
    numero: str
    contrat_id: int
    salarie_id: int
    client_id: int
    debut: date
    fin: date | None

    def couvre(self, jour: date) -> bool:
        """True on each day of the mission, bounds included."""
        return couvre(self.debut, self.fin, jour)


@dataclass(frozen=True)
class Annuaire:
    """People, contracts and places of one structure, by their keys."""

    employes: Mapping[int, Employe]
    engagements: Mapping[int, list[Engagement]]
    chantiers: Mapping[int, str]
    clients: Mapping[int, str]
    placements: Mapping[int, Placement]
    clauses: Mapping[str, list[int]]

    @cached_property
    def placements_par_client(self) -> Mapping[tuple[int, int], list[Placement]]:
        """Missions by person and client, whatever their days."""
        par_client: dict[tuple[int, int], list[Placement]] = defaultdict(list)
        for placement in self.placements.values():
            par_client[placement.salarie_id, placement.client_id].append(placement)
        return par_client


def ouvrir_annuaire(structure: Structure) -> Annuaire:
    """Read the people and places of a structure in six queries."""
    siens = {"structure": structure}
    employes = Salarie.objects.filter(**siens).values_list(
        "pk", "matricule", "personne__nom", "personne__prenom"
    )
    missions = Mission.objects.filter(**siens).values_list(
        "pk", "numero", "contrat_id", "contrat__salarie_id", "client_id", "debut", "fin"
    )
    chantiers = Chantier.objects.filter(**siens).values_list("pk", "denomination")
    clients = Client.objects.filter(**siens).values_list("pk", "denomination")
    return Annuaire(
        employes={valeurs[0]: Employe(*valeurs) for valeurs in employes},
        engagements=_engagements(structure),
        chantiers=dict(chantiers),
        clients=dict(clients),
        placements={valeurs[0]: Placement(*valeurs) for valeurs in missions},
        clauses=_clauses(structure),
    )


def _engagements(structure: Structure) -> dict[int, list[Engagement]]:
    """Contracts by person, the oldest first."""
    engagements: dict[int, list[Engagement]] = defaultdict(list)
    contrats = Contrat.objects.filter(structure=structure).order_by("debut", "pk")
    lus = contrats.values_list("salarie_id", "pk", "numero", "debut", "fin")
    for qui, contrat_id, numero, debut, fin in lus:
        engagements[qui].append(Engagement(contrat_id, numero, debut, fin))
    return engagements


def _clauses(structure: Structure) -> dict[str, list[int]]:
    """Each clause by « REF lot N », « REF/N », and by « REF » alone."""
    clauses: dict[str, list[int]] = defaultdict(list)
    lues = ClauseSociale.objects.filter(structure=structure).values_list(
        "marche_public__reference", "lot", "pk"
    )
    for reference, lot, pk in lues:
        for ecriture in {
            cle_de_nom(f"{reference} lot {lot}"),
            cle_de_nom(f"{reference}/{lot}"),
            cle_de_nom(reference),
        }:
            clauses[ecriture].append(pk)
    return clauses
