"""A structure that may invoice: address, settings, clients with addresses, a closed month."""

from collections.abc import Sequence
from datetime import date

from etrier.cloture.actions import cloturer
from etrier.facturation.models import ReglageFacturation
from etrier.missions.models import Client
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure
from tests import fabrique

MARS, AVRIL = date(2025, 3, 1), date(2025, 4, 1)
LE = date(2025, 5, 5)


def structure(nom: str = "Structure d'essai", **reglages: object) -> Structure:
    """A structure with an address and what its invoices must say."""
    une = fabrique.structure(nom)
    une.adresse, une.code_postal, une.commune = "1 rue de l'Essai", "59000", "LILLE"
    une.save()
    voulus = {"numero_tva": "FR00000000018", "immatriculation": "RNA W000000000"} | reglages
    ReglageFacturation.objects.create(structure=une, **voulus)
    return une


def client(une: Structure, nature: str = "entreprise", siret: str = "") -> Client:
    """A client with an address."""
    ou = fabrique.client(une, nature)
    ou.adresse, ou.code_postal, ou.commune, ou.siret = "2 rue d'Ici", "59000", "LILLE", siret
    ou.save()
    return ou


def contrat(une: Structure, dispositif: str = "ACI") -> Contrat:
    """Somebody under contract for the year."""
    convention = fabrique.convention(une, dispositif)
    fabrique.annexe(convention)
    return fabrique.contrat(fabrique.salarie(une), convention)


def travailler(
    sous: Contrat, ou: Client, minutes: Sequence[int], mois: date = MARS, *, nature: int = 1
) -> None:
    """So many minutes on the first days of a month, at a client's, on a mission of its own."""
    mission = fabrique.mission(ou, sous)
    for rang, duree in enumerate(minutes):
        jour = mois.replace(day=1 + rang)
        fabrique.heures(sous, jour, duree, nature=nature, mission_id=mission.pk)


def clore(une: Structure, mois: date = MARS) -> None:
    """Validate and close a month."""
    fabrique.valider_mois(une, mois)
    assert cloturer([une.pk], mois, par=None).closes
