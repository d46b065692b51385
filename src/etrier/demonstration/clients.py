"""Clients, chantiers, dated rates, and the two public contracts with their social clauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from random import Random

from etrier.demonstration.lieux import PREMIER_RANG_CLIENT, adresse, communes, siret_fictif
from etrier.demonstration.monde import Monde
from etrier.demonstration.noms import identites
from etrier.demonstration.prestations import prestation_de, proposer
from etrier.demonstration.scenario import STRUCTURES, hasard
from etrier.droit.arrondis import demi_haut
from etrier.droit.calendrier import ajouter_mois
from etrier.droit.vocabulaire import NatureClient, TauxTva
from etrier.missions.models import Chantier, ClauseSociale, Client, MarchePublic, Tarif
from etrier.parcours.enums import Civilite
from etrier.structures.models import Structure

NOMBRE_DE_PARTICULIERS = 300
ACHETEUR_ESPACES = "Syndicat fictif des espaces publics"
ACHETEUR_ECOLE = "Commune fictive de Maquette-sur-Lys"
TITULAIRE_ECOLE = "Entreprise fictive Grandes Charpentes"
SANS_TARIF = "Mme SANS-TARIF-EXEMPLE Odette"
# The EI of the group is a client of the ETTI: what one invoices, the other receives.
VOISINE, CLE_VOISINE = "Bâtir au Pas-Commun, entreprise fictive du groupe", "EI"
COLLECTIVITE, ENTREPRISE = NatureClient.COLLECTIVITE, NatureClient.ENTREPRISE
ASSOCIATION, PARTICULIER = NatureClient.ASSOCIATION, NatureClient.PARTICULIER

CLIENTS: dict[str, tuple[tuple[NatureClient, str], ...]] = {
    "ACI": ((COLLECTIVITE, ACHETEUR_ESPACES), (COLLECTIVITE, "Commune fictive de Brouillon")),
    "EI": (
        (COLLECTIVITE, ACHETEUR_ECOLE),
        (ENTREPRISE, "Bailleur fictif Toits de Papier"),
        (ASSOCIATION, "Foyer fictif La Parenthèse"),
    ),
    "AI": (
        (COLLECTIVITE, "Commune fictive de Brouillon"),
        (COLLECTIVITE, "Commune fictive de Maquette-sur-Lys"),
        (COLLECTIVITE, "Collège fictif des Trois Essais"),
        (ASSOCIATION, "Centre social fictif L'Encrier"),
        (ASSOCIATION, "Foyer fictif La Parenthèse"),
        (ASSOCIATION, "Crèche fictive Les Gommettes"),
        (ASSOCIATION, "Club fictif du Ballon Carré"),
        (ENTREPRISE, "Entreprise fictive Pain d'Encre"),
        (ENTREPRISE, "Entreprise fictive Vitres Claires"),
        (ENTREPRISE, "Entreprise fictive Cartons et Cie"),
        (ENTREPRISE, "Entreprise fictive Jardin d'Essai"),
    ),
    "ETTI": (
        (COLLECTIVITE, ACHETEUR_ECOLE),
        (ENTREPRISE, TITULAIRE_ECOLE),
        (ENTREPRISE, "Entreprise fictive Palettes du Nord"),
        (ENTREPRISE, "Entreprise fictive Cartons et Cie"),
        (ENTREPRISE, "Entreprise fictive Voirie Modèle"),
        (ENTREPRISE, "Entreprise fictive Tri et Compagnie"),
        (ENTREPRISE, "Entreprise fictive Blanchisserie Neige"),
        (ENTREPRISE, "Entreprise fictive Façades Témoin"),
        (ENTREPRISE, VOISINE),
    ),
    "RQ": (
        (COLLECTIVITE, ACHETEUR_ESPACES),
        (ENTREPRISE, "Bailleur fictif Toits de Papier"),
        (ENTREPRISE, "Bailleur fictif Cour Carrée"),
    ),
    "GEIQ": (
        (ENTREPRISE, "Entreprise fictive Façades Témoin"),
        (ENTREPRISE, "Entreprise fictive Voirie Modèle"),
        (ENTREPRISE, "Entreprise fictive Charpente Blanche"),
        (ENTREPRISE, "Entreprise fictive Réseaux Secs"),
    ),
}
# The ETTI sells an hour at so many times what it pays for it.
COEFFICIENT = 20_500
# One individual in seven lives far: a day there is invoiced its journey.
LOIN, DEPLACEMENT = 7, 350
# Hourly price of the structure, then what a client pays more or less; AI are exempt of VAT.
PRIX: dict[str, int] = {
    "ACI": 1850,
    "EI": 2980,
    "AI": 2250,
    "ETTI": 2590,
    "RQ": 2140,
    "GEIQ": 2420,
}
AVEC_PRIX_GENERAL = ("ACI", "EI", "RQ")
CHANTIERS: dict[str, tuple[tuple[str, str], ...]] = {
    "ACI": (
        ("Maraîchage", ""),
        ("Atelier recyclerie", ""),
        ("Berges du canal", "Commune fictive de Brouillon"),
        ("Entretien des parcs, lot 1", ACHETEUR_ESPACES),
    ),
    "EI": (
        ("Groupe scolaire, lot 3 second œuvre", ACHETEUR_ECOLE),
        ("Rénovation de logements", "Bailleur fictif Toits de Papier"),
        ("Peinture du foyer", "Foyer fictif La Parenthèse"),
        ("Atelier et dépôt", ""),
    ),
    "RQ": (
        ("Propreté des halls", "Bailleur fictif Toits de Papier"),
        ("Petits travaux", "Bailleur fictif Cour Carrée"),
        ("Atelier du quartier", ""),
        ("Propreté des places, lot 2", ACHETEUR_ESPACES),
    ),
}


@dataclass(frozen=True)
class ClauseExemple:
    """A lot with its clause, as one structure keeps it. Months are counted from the first one."""

    cle: str
    acheteur: str
    reference: str
    objet: str
    lot: str
    intitule: str
    heures_dues: int
    mois: tuple[int, int]
    lieu: str
    mois_par_personne: int | None = None


PARCS = ("EX-PARCS-01", "Entretien des parcs et des places")
ECOLE = ("EX-ECOLE-02", "Réhabilitation d'un groupe scolaire")
CLAUSES = (
    ClauseExemple(
        "ACI",
        ACHETEUR_ESPACES,
        *PARCS,
        "1",
        "Espaces verts",
        13_000,
        (3, 27),
        CHANTIERS["ACI"][3][0],
    ),
    ClauseExemple(
        "RQ", ACHETEUR_ESPACES, *PARCS, "2", "Propreté", 6_500, (3, 27), CHANTIERS["RQ"][3][0]
    ),
    ClauseExemple(
        "EI", ACHETEUR_ECOLE, *ECOLE, "3", "Second œuvre", 5_500, (8, 25), CHANTIERS["EI"][0][0], 12
    ),
    ClauseExemple(
        "ETTI", ACHETEUR_ECOLE, *ECOLE, "4", "Charpente", 5_600, (8, 25), TITULAIRE_ECOLE, 12
    ),
)


def installer(monde: Monde) -> None:
    """Give every structure its clients, its chantiers, its prices and its clauses."""
    proposer(monde)
    rangs = count(PREMIER_RANG_CLIENT)
    for exemple in STRUCTURES:
        cle, structure = exemple.cle, monde.structures[exemple.cle]
        tirage = hasard("clients", cle)
        monde.clients[cle] = [
            _client(structure, nature, nom, tirage, _siret(monde, nom, next(rangs)))
            for nature, nom in CLIENTS[cle]
        ]
        monde.chantiers[cle] = list(_chantiers(monde, cle))
        if cle == "AI":
            monde.clients[cle] += _particuliers(structure, tirage)
        monde.tarifs += _tarifs(monde, cle, tirage)
    for clause in CLAUSES:
        _clauser(monde, clause)


def _siret(monde: Monde, nom: str, rang: int) -> str:
    return monde.structures[CLE_VOISINE].siret if nom == VOISINE else siret_fictif(rang)


def _client(
    structure: Structure, nature: NatureClient, nom: str, tirage: Random, siret: str
) -> Client:
    lieu = tirage.choice(communes())
    return Client(
        structure=structure,
        nature=nature.value,
        denomination=nom,
        siret=siret,
        adresse=adresse(tirage),
        code_postal=lieu.code_postal,
        commune=lieu.nom,
    )


def _particuliers(structure: Structure, tirage: Random) -> list[Client]:
    """Individuals; the last one has no price yet: a planted mistake."""
    noms = [
        f"{'Mme' if civilite is Civilite.MME else 'M.'} {nom} {prenom}"
        for civilite, nom, prenom in identites(hasard("particuliers"), NOMBRE_DE_PARTICULIERS)
    ]
    return [_client(structure, PARTICULIER, nom, tirage, "") for nom in [*noms, SANS_TARIF]]


def _chantiers(monde: Monde, cle: str) -> Iterator[Chantier]:
    clients = {c.denomination: c for c in monde.clients[cle]}
    for denomination, client in CHANTIERS.get(cle, ()):
        yield Chantier(
            structure=monde.structures[cle],
            client=clients[client] if client else None,
            prestation=prestation_de(monde, cle, denomination),
            denomination=denomination,
            debut=monde.calendrier.premier,
        )


def _tarifs(monde: Monde, cle: str, tirage: Random) -> Iterator[Tarif]:
    """Prices from the first day, 2 % more each first of January."""
    structure, cal = monde.structures[cle], monde.calendrier
    regime = (TauxTva.EXONERE if cle == "AI" else TauxTva.NORMAL).value
    dates = [cal.premier, *(date(a, 1, 1) for a in cal.annees[1:])]
    cibles: list[Client | None] = [c for c in monde.clients[cle] if c.denomination != SANS_TARIF]
    if cle in AVEC_PRIX_GENERAL:
        cibles = [None]
    for numero, client in enumerate(cibles):
        ecart = tirage.randrange(-10, 40) if client else 0
        loin = cle == "AI" and client is not None and client.nature == PARTICULIER.value
        for rang, depuis in enumerate(dates):
            tarif = Tarif(structure=structure, client=client, depuis=depuis, regime_tva=regime)
            if cle == "ETTI":
                tarif.coefficient_dix_milliemes = COEFFICIENT + 10 * ecart
            else:
                prix = PRIX[cle] + 5 * ecart
                tarif.montant_horaire_centimes = demi_haut(prix * (100 + 2 * rang), 100)
            tarif.deplacement_centimes = DEPLACEMENT if loin and numero % LOIN == 0 else 0
            yield tarif


def _clauser(monde: Monde, exemple: ClauseExemple) -> None:
    """A public contract and its clause, tied to the chantier or the client where it is worked."""
    structure, cal = monde.structures[exemple.cle], monde.calendrier
    clients = {c.denomination: c for c in monde.clients[exemple.cle]}
    marche = MarchePublic(
        structure=structure,
        acheteur=clients[exemple.acheteur],
        reference=exemple.reference,
        objet=exemple.objet,
    )
    debut, apres = (ajouter_mois(cal.premier, n) for n in exemple.mois)
    clause = ClauseSociale(
        structure=structure,
        marche_public=marche,
        lot=exemple.lot,
        intitule=exemple.intitule,
        minutes_dues=exemple.heures_dues * 60,
        debut=debut,
        fin=date.fromordinal(apres.toordinal() - 1),
        mois_par_personne=exemple.mois_par_personne,
    )
    chantiers = {c.denomination: c for c in monde.chantiers[exemple.cle]}
    lieu: Chantier | Client = chantiers.get(exemple.lieu) or clients[exemple.lieu]
    monde.clause_de[id(lieu)] = clause
    monde.marches.append(marche)
    monde.clauses.append(clause)
