"""What the activity statement of services à la personne asks (CT R7232-19), by activity.

The exact form of the State's site is not established: this is our own table, to be copied there.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from etrier.droit.calendrier import ajouter_mois
from etrier.facturation.models import Facture, LigneAFacturer
from etrier.facturation.sap.interventions import Intervention, interventions_de
from etrier.facturation.sap.repartition import HORS_SAP, ttc_par_activite
from etrier.missions.enums import ActiviteSap, GenreClient
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure


@dataclass
class ActiviteNova:
    """One activity of a period: hours, who received them, who worked, what was invoiced."""

    activite: str
    minutes: int = 0
    clients: set[int] = field(default_factory=set)
    intervenants: set[str] = field(default_factory=set)
    facture_centimes: int = 0

    @property
    def libelle(self) -> str:
        """Its name."""
        return str(ActiviteSap(self.activite).label)

    @property
    def nombre_clients(self) -> int:
        """Clients served, each counted once."""
        return len(self.clients)

    @property
    def nombre_intervenants(self) -> int:
        """People who worked, each counted once."""
        return len(self.intervenants)


@dataclass(frozen=True)
class EtatActivite:
    """A period of one établissement: its activities, and visits of handiwork to look at."""

    structure: Structure
    debut: date
    fin: date
    activites: list[ActiviteNova]
    interventions: list[tuple[LigneAFacturer, list[Intervention]]]

    @property
    def nombre_clients(self) -> int:
        """Clients of all activities, each counted once: less than the sum of the column."""
        return len(set().union(*(a.clients for a in self.activites)))

    @property
    def nombre_intervenants(self) -> int:
        """People of all activities, each counted once."""
        return len(set().union(*(a.intervenants for a in self.activites)))


def etat_activite(structure: Structure, debut: date, mois: int) -> EtatActivite:
    """The statement of so many months from `debut`, a first day of month.

    Hours are those of closed months done for private people; amounts, all taxes included, those
    of invoices and credit notes of these months (of their issue for what comes from no month).
    """
    fin = dernier_jour(ajouter_mois(debut, mois - 1))
    lignes = (
        LigneAFacturer.objects.filter(
            cloture__structure=structure,
            cloture__mois__range=(debut, fin),
            client__nature=GenreClient.PARTICULIER,
        )
        .exclude(prestation=None)
        .exclude(prestation__activite_sap="")
        .select_related("cloture", "prestation", "client")
    )
    venues = interventions_de(structure, lignes)
    activites: dict[str, ActiviteNova] = {}
    for ligne, interventions in venues:
        for venue in interventions:
            une = activites.setdefault(venue.activite, ActiviteNova(venue.activite))
            une.minutes += venue.minutes
            une.clients.add(ligne.client_id)
            une.intervenants.add(venue.matricule)
    for activite, montant in _facture(structure, debut, fin).items():
        activites.setdefault(activite, ActiviteNova(activite)).facture_centimes = montant
    return EtatActivite(structure, debut, fin, [activites[a] for a in sorted(activites)], venues)


def _facture(structure: Structure, debut: date, fin: date) -> dict[str, int]:
    du_mois = Q(mois__range=(debut, fin)) | Q(mois=None, emise_le__range=(debut, fin))
    contenus = (
        Facture.objects.emises()
        .filter(du_mois, structure=structure, client__nature=GenreClient.PARTICULIER)
        .order_by()
        .values_list("contenu", flat=True)
    )
    sommes: dict[str, int] = defaultdict(int)
    for contenu in contenus.iterator():
        for activite, montant in ttc_par_activite(contenu).items():
            if activite != HORS_SAP:
                sommes[activite] += montant
    return sommes
