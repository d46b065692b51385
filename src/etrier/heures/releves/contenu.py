"""What a relevé is made of: the worked hours of a client's missions, as the ledger has them now."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from django.db.models import Sum

from etrier.heures.enums import GenreHeures
from etrier.heures.models import LigneHeures, ReleveHeures
from etrier.heures.models.lignes import LigneHeuresQuerySet
from etrier.missions.models import Mission
from etrier.structures.models import Structure

# Only worked hours are invoiced to a client (droit.regles.facturation): they are what is signed.
NATURES = (GenreHeures.TRAVAIL,)

# Mission, day, nature.
Cle = tuple[int, date, int]
Contenu = Mapping[Cle, int]


def contenus(
    structure: Structure, debut: date, fin: date, clients: Iterable[int] | None = None
) -> dict[int, dict[Cle, int]]:
    """Minutes by (mission, day, nature) of each client over the period, both bounds included.

    Drafts and validated lines; a line and its reversal make nothing. A client without hours is
    absent.
    """
    lignes = (
        lignes_de_mission(structure, debut, fin, clients)
        .order_by()
        .values_list("mission__client_id", "mission_id", "jour", "nature")
        .annotate(Sum("minutes"))
    )
    trouves: dict[int, dict[Cle, int]] = {}
    for client, mission, jour, nature, minutes in lignes:
        if minutes > 0:
            trouves.setdefault(client, {})[mission, jour, nature] = minutes
    return trouves


def lignes_de_mission(
    structure: Structure, debut: date, fin: date, clients: Iterable[int] | None = None
) -> LigneHeuresQuerySet:
    """Lines of the ledger a relevé of the period is drawn from."""
    missions = Mission.objects.filter(structure=structure)
    if clients is not None:
        missions = missions.filter(client__in=list(clients))
    # Through the contracts: their index is the only one that knows the days.
    return LigneHeures.objects.filter(
        structure=structure,
        contrat__in=missions.values("contrat"),
        mission__in=missions,
        jour__range=(debut, fin),
        nature__in=NATURES,
    )


def empreinte(client_id: int, debut: date, fin: date, contenu: Contenu) -> str:
    """SHA-256 of whose hours, of what period, and of each of them."""
    entete = f"{client_id} {debut.isoformat()} {fin.isoformat()}"
    lignes = [f"{m} {j.isoformat()} {n} {contenu[m, j, n]}" for m, j, n in sorted(contenu)]
    return sha256("\n".join((entete, *lignes)).encode()).hexdigest()


def contenu_present(releve: ReleveHeures) -> dict[Cle, int]:
    """What the relevé would hold if it were drawn now."""
    presents = contenus(releve.structure, releve.debut, releve.fin, [releve.client_id])
    return presents.get(releve.client_id, {})


def a_change(releve: ReleveHeures) -> bool:
    """True when the hours are no longer those the relevé shows."""
    present = contenu_present(releve)
    return empreinte(releve.client_id, releve.debut, releve.fin, present) != releve.empreinte


def les_changes(structure: Structure, releves: Iterable[ReleveHeures]) -> set[int]:
    """Identifiers of the relevés whose hours have changed, in one reading of the ledger."""
    tous = list(releves)
    if not tous:
        return set()
    presents = contenus(structure, min(r.debut for r in tous), max(r.fin for r in tous))
    return {r.pk for r in tous if _empreinte_parmi(presents, r) != r.empreinte}


def _empreinte_parmi(presents: Mapping[int, Contenu], releve: ReleveHeures) -> str:
    du_client = presents.get(releve.client_id, {})
    dedans = {c: m for c, m in du_client.items() if releve.debut <= c[1] <= releve.fin}
    return empreinte(releve.client_id, releve.debut, releve.fin, dedans)
