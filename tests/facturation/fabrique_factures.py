"""Private people served at home, invoiced and paying: the world of SAP and of reminders."""

from collections.abc import Sequence
from datetime import date

from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import Facture, LigneAFacturer, Reglement
from etrier.facturation.reglements.actions import encaisser
from etrier.missions.models import Client, Mission, Prestation
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure
from tests import fabrique
from tests.facturation import monde

MARS = monde.MARS
EMISE_LE = date(2025, 4, 5)
DECLARATION = "SAP000000018"


def organisme(nom: str = "Coup de main d'essai", **reglages: object) -> Structure:
    """An association intermédiaire declared for services à la personne."""
    voulus = {"sap_declaration": DECLARATION, "sap_declaree_le": date(2020, 2, 3)} | reglages
    return monde.structure(nom, **voulus)


def prestation(une: Structure, activite: str = "menage") -> Prestation:
    """A service of the structure; an empty activity is no service à la personne."""
    code = activite.upper()[:12] or "AUTRE-HORS"
    trouvee, _neuve = Prestation.objects.get_or_create(
        structure=une,
        code=code,
        defaults={"libelle": f"Prestation {activite or 'hors SAP'}", "activite_sap": activite},
    )
    return trouvee


def particulier(une: Structure, centimes: int = 2_000, courriel: str = "") -> Client:
    """A private person with an address and a price without VAT."""
    qui = monde.client(une, "particulier")
    qui.courriel = courriel
    qui.save()
    fabrique.tarif(qui, centimes, "exonere")
    return qui


def mission_sap(qui: Client, sous: Contrat, activite: str = "menage") -> Mission:
    """A mission at the client's for one service."""
    mission = fabrique.mission(qui, sous)
    mission.prestation = prestation(qui.structure, activite)
    mission.save()
    return mission


def travailler(
    qui: Client,
    sous: Contrat,
    minutes: Sequence[int],
    activite: str = "menage",
    mois: date = MARS,
    debut: int = 3,
) -> None:
    """So many minutes on days of the month from `debut`, on a mission of its own."""
    mission = mission_sap(qui, sous, activite)
    for rang, duree in enumerate(minutes):
        fabrique.heures(sous, mois.replace(day=debut + rang), duree, mission_id=mission.pk)


def facturer(une: Structure, mois: date = MARS, le: date = EMISE_LE) -> list[Facture]:
    """Close the month and issue its invoices, by client."""
    monde.clore(une, mois)
    for ligne in LigneAFacturer.objects.filter(prestation=None, mission__prestation__isnull=False):
        assert ligne.mission is not None
        LigneAFacturer.objects.filter(pk=ligne.pk).update(prestation=ligne.mission.prestation)
    preparer(une, mois, par=None)
    brouillons = Facture.objects.filter(structure=une, etat="brouillon").order_by("client_id")
    return list(emettre(une, brouillons, le=le, par=None))


def payer(
    facture: Facture,
    centimes: int | None = None,
    moyen: str = "virement",
    le: date = date(2025, 4, 20),
    reference: str = "",
) -> Reglement:
    """A payment of the invoice, whole when no amount is said."""
    return encaisser(
        facture.structure,
        client=facture.client,
        le=le,
        montant_centimes=facture.ttc_centimes if centimes is None else centimes,
        moyen=moyen,
        reference=reference,
        par=None,
        factures=[facture],
    )


def facture_simple(
    minutes: Sequence[int] = (120,),
    activite: str = "menage",
    courriel: str = "",
    **reglages: object,
) -> Facture:
    """One private person of one body, invoiced for March 2025: 20 € an hour."""
    une = organisme("Coup de main d'essai", **reglages)
    qui = particulier(une, courriel=courriel)
    travailler(qui, monde.contrat(une, "AI"), minutes, activite)
    return facturer(une)[0]
