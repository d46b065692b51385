"""A structure that may invoice: address, settings, clients with addresses, a closed month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from etrier.cloture.actions import cloturer
from etrier.facturation.models import ReglageFacturation
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.models import LigneHeures
from etrier.missions.models import Client, Mission, Prestation, Tarif
from etrier.parcours.models import Contrat
from etrier.socle.horloge import maintenant
from etrier.structures.models import Structure
from tests import fabrique

MARS, AVRIL = date(2025, 3, 1), date(2025, 4, 1)
LE = date(2025, 5, 5)


def structure(nom: str = "Structure d'essai", **reglages: Any) -> Structure:
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
    sous: Contrat,
    ou: Client,
    minutes: Sequence[int],
    mois: date = MARS,
    *,
    nature: int = 1,
    prestation: Prestation | None = None,
) -> None:
    """So many minutes on the first days of a month, at a client's, on a mission of its own."""
    mission = fabrique.mission(ou, sous)
    mission.prestation = prestation
    mission.save()
    for rang, duree in enumerate(minutes):
        if duree:
            jour = mois.replace(day=1 + rang)
            fabrique.heures(sous, jour, duree, nature=nature, mission_id=mission.pk)


def clore(une: Structure, mois: date = MARS) -> None:
    """Validate and close a month."""
    fabrique.valider_mois(une, mois)
    assert cloturer([une.pk], mois, par=None).closes


def foule(une: Structure, nombre: int, mois: date = MARS, dispositif: str = "AI") -> None:
    """So many private people, visited four times in the month by ten people; the month is closed.

    One price for the structure; written in bulk: it must be quick.
    """
    convention = fabrique.convention(une, dispositif)
    fabrique.annexe(convention, annee=mois.year)
    contrats = [
        fabrique.contrat(fabrique.salarie(une), convention, genre="CDDU") for _n in range(10)
    ]
    Tarif.objects.create(
        structure=une, depuis=date(2024, 1, 1), montant_horaire_centimes=2390, regime_tva="exonere"
    )
    clients = Client.objects.bulk_create(
        Client(
            structure=une,
            nature="particulier",
            denomination=f"Particulier {n:04d}",
            adresse=f"{n} rue des Essais",
            code_postal="59000",
            commune="LILLE",
        )
        for n in range(1, nombre + 1)
    )
    missions = Mission.objects.bulk_create(
        Mission(
            structure=une,
            client=chez,
            contrat=contrats[n % 10],
            numero=f"F{n:05d}",
            objet="Ménage",
            debut=date(mois.year, 1, 1),
        )
        for n, chez in enumerate(clients)
    )
    LigneHeures.objects.bulk_create(
        LigneHeures(
            structure=une,
            salarie=m.contrat.salarie,
            contrat=m.contrat,
            mission=m,
            jour=mois.replace(day=2 + 7 * semaine + n % 5),
            mois=mois,
            nature=1,
            minutes=15 + 5 * (n % 2),
            etat=EtatLigne.VALIDEE,
            sorte=SorteLigne.SAISIE,
            saisie_le=maintenant(),
            validee_le=maintenant(),
        )
        for n, m in enumerate(missions)
        for semaine in range(4)
    )
    assert cloturer([une.pk], mois, par=None).closes
