"""Missions: the clients an AI, an ETTI or a GEIQ places people with, and their weekly slots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from random import Random

from etrier.demonstration.clients import SANS_TARIF, TITULAIRE_ECOLE
from etrier.demonstration.gens import UN_JOUR
from etrier.demonstration.monde import Creneau, Monde, Sejour, Termes
from etrier.demonstration.prestations import prestation_de
from etrier.demonstration.scenario import hasard, lundi_suivant
from etrier.droit.vocabulaire import NatureClient
from etrier.missions.models import Client, Mission

OBJETS: dict[str, tuple[str, ...]] = {
    NatureClient.PARTICULIER: ("Ménage", "Repassage et ménage", "Petit jardinage", "Courses"),
    NatureClient.ASSOCIATION: ("Entretien des locaux", "Aide de cuisine", "Aide aux repas"),
    NatureClient.COLLECTIVITE: ("Entretien des classes", "Service de cantine"),
    NatureClient.ENTREPRISE: ("Nettoyage", "Mise en rayon", "Conditionnement"),
    "ETTI": ("Manœuvre", "Préparation de commandes", "Agent de tri", "Aide-coffreur", "Cariste"),
    "GEIQ": ("Coffreur bancheur", "Ouvrier des réseaux", "Peintre façadier", "Charpentier bois"),
}
MAXIMUM_DU_JOUR = 420
# Length of two visits a week to a company, for the two people who come close to the cap.
INTENSIFS = {"ai_480": 270, "ai_80": 240}
PART_EN_ENTREPRISE = 0.1
PART_SUR_LE_MARCHE = 0.22
PART_UNE_SEMAINE_SUR_DEUX = 0.8


@dataclass(frozen=True)
class Habitude:
    """A slot before it has a mission: this client, these days, this long, these weeks."""

    client: Client
    jours: tuple[int, ...]
    minutes: int
    parite: int | None = None


class Placeur:
    """Gives the missions of a structure their numbers, in order."""

    def __init__(self, monde: Monde, cle: str) -> None:
        self.monde = monde
        self.structure = monde.structures[cle]
        self.cle = cle
        self.numeros = count(1)

    def placer(self, termes: Termes, client: Client, debut: date, fin: date | None) -> Mission:
        """A mission under a contract."""
        numero = next(self.numeros)
        objets = OBJETS.get(self.cle) or OBJETS[client.nature]
        objet = objets[numero % len(objets)]
        return Mission(
            structure=self.structure,
            client=client,
            prestation=prestation_de(self.monde, self.cle, objet),
            contrat=termes.contrat,
            numero=f"{self.cle}-M{numero:04d}",
            objet=objet,
            debut=debut,
            fin=fin,
        )


def placer(monde: Monde) -> None:
    """Create every mission."""
    for cle in ("ETTI", "GEIQ"):
        placeur = Placeur(monde, cle)
        for rang, sejour in enumerate(monde.sejours_de(cle)):
            tirage = hasard("placements", cle, rang)
            for termes in sejour.termes:
                sejour.missions += _en_entreprise(monde, placeur, termes, tirage)
    placeur = Placeur(monde, "AI")
    for rang, sejour in enumerate(monde.sejours_de("AI")):
        _chez_les_clients(monde, placeur, sejour, hasard("placements", "AI", rang))


def _en_entreprise(
    monde: Monde, placeur: Placeur, termes: Termes, tirage: Random
) -> Iterator[Mission]:
    """The whole contract with one company; half of the long ones change on the way."""
    clients = [c for c in monde.clients[placeur.cle] if c.nature == NatureClient.ENTREPRISE]
    ordinaires = [c for c in clients if c.denomination != TITULAIRE_ECOLE]
    contrat = termes.contrat
    client = tirage.choice(ordinaires)
    if len(ordinaires) < len(clients) and tirage.random() < PART_SUR_LE_MARCHE:
        client = clients[0]
    if placeur.cle == "GEIQ" and contrat.fin is not None and tirage.random() < 0.5:
        milieu = lundi_suivant(contrat.debut + (contrat.fin - contrat.debut) / 2)
        yield placeur.placer(termes, client, contrat.debut, milieu - UN_JOUR)
        autre = tirage.choice([c for c in ordinaires if c is not client])
        yield placeur.placer(termes, autre, milieu, contrat.fin)
        return
    yield placeur.placer(termes, client, contrat.debut, contrat.fin)


# The AI


def _chez_les_clients(monde: Monde, placeur: Placeur, sejour: Sejour, tirage: Random) -> None:
    """Habits last as long as the stay; each contract has its own missions for them."""
    habitudes = _habitudes(monde, sejour, tirage)
    for rang, termes in enumerate(sejour.termes):
        if rang and not sejour.role and tirage.random() < 0.4:
            habitudes = _changer_de_particulier(monde, habitudes, tirage)
        for habitude in habitudes:
            mission = placeur.placer(
                termes, habitude.client, termes.contrat.debut, termes.contrat.fin
            )
            sejour.missions.append(mission)
            creneau = Creneau(mission, habitude.jours, habitude.minutes, habitude.parite)
            termes.creneaux.append(creneau)
    if sejour.role == "sans_tarif":
        _placer_sans_tarif(monde, placeur, sejour)


def _habitudes(monde: Monde, sejour: Sejour, tirage: Random) -> list[Habitude]:
    """Slots until the week of the contract is full."""
    if sejour.role.startswith("second"):
        un, autre = tirage.sample(_par_nature(monde, NatureClient.PARTICULIER), 2)
        return [Habitude(un, (4,), 180), Habitude(autre, (5,), 120)]
    cible = sejour.termes[0].avenants[0].minutes_hebdo
    habitudes: list[Habitude] = []
    if sejour.role in INTENSIFS or tirage.random() < PART_EN_ENTREPRISE:
        client = tirage.choice(_par_nature(monde, NatureClient.ENTREPRISE))
        habitudes.append(Habitude(client, (1, 3), INTENSIFS.get(sejour.role, 210)))
    genre = tirage.random()
    if genre < 0.3:
        client = tirage.choice(_par_nature(monde, NatureClient.COLLECTIVITE))
        habitudes.append(Habitude(client, (0, 1, 2, 3, 4), tirage.choice((120, 150, 180))))
    elif genre < 0.55:
        client = tirage.choice(_par_nature(monde, NatureClient.ASSOCIATION))
        habitudes.append(Habitude(client, (0, 2, 4), tirage.choice((180, 210))))
    return _completer(monde, habitudes, cible, tirage)


def _completer(
    monde: Monde, habitudes: list[Habitude], cible: int, tirage: Random
) -> list[Habitude]:
    """Individuals fill what is left of the week, on its lightest days, most of them two by two:
    one week each."""
    particuliers = _les_moins_servis(monde, tirage)
    for client in particuliers:
        charge = {
            j: sum(h.minutes for h in habitudes if j in h.jours and h.parite != 1) for j in range(5)
        }
        reste = cible - sum(charge.values())
        if reste < 90:
            break
        jour = min(charge, key=lambda j: (charge[j], j))
        libres = min(reste, MAXIMUM_DU_JOUR - charge[jour])
        minutes = min(tirage.choice((90, 120, 120, 150, 180)), libres - libres % 30)
        if minutes < 60:
            break
        if tirage.random() < PART_UNE_SEMAINE_SUR_DEUX:
            habitudes.append(Habitude(client, (jour,), minutes, 0))
            habitudes.append(Habitude(next(particuliers), (jour,), minutes, 1))
        else:
            habitudes.append(Habitude(client, (jour,), minutes))
    return habitudes


def _les_moins_servis(monde: Monde, tirage: Random) -> Iterator[Client]:
    """Individuals in a random order, those nobody goes to yet first; each one given is counted."""
    particuliers = _par_nature(monde, NatureClient.PARTICULIER)
    tirage.shuffle(particuliers)
    for client in sorted(particuliers, key=lambda c: monde.visites[id(c)]):
        monde.visites[id(client)] += 1
        yield client


def _changer_de_particulier(
    monde: Monde, habitudes: list[Habitude], tirage: Random
) -> list[Habitude]:
    """Another individual takes the place of the last one."""
    derniere = habitudes[-1]
    if derniere.client.nature != NatureClient.PARTICULIER:
        return habitudes
    connus = {id(h.client) for h in habitudes}
    libres = [c for c in _par_nature(monde, NatureClient.PARTICULIER) if id(c) not in connus]
    return [*habitudes[:-1], replace(derniere, client=tirage.choice(libres))]


def _placer_sans_tarif(monde: Monde, placeur: Placeur, sejour: Sejour) -> None:
    """A new client of the last month, for whom nobody has typed a price yet."""
    client = next(c for c in monde.clients["AI"] if c.denomination == SANS_TARIF)
    debut = lundi_suivant(monde.calendrier.mois_dernier)
    termes = sejour.termes_du(debut)
    if termes is None:
        raise ValueError(f"Aucun contrat de {sejour.personne} ne couvre le {debut:%d/%m/%Y}.")
    mission = placeur.placer(termes, client, debut, termes.contrat.fin)
    sejour.missions.append(mission)
    termes.creneaux.append(Creneau(mission, (2,), 150))


def _par_nature(monde: Monde, nature: NatureClient) -> list[Client]:
    return [c for c in monde.clients["AI"] if c.nature == nature and c.denomination != SANS_TARIF]
