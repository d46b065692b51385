"""A small world of hours, and what a browser does with the month grid."""

import json
import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etrier.heures.models import LigneHeures
from etrier.missions.models import Chantier, ClauseSociale
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.pages import fautes

MAI = date(2025, 5, 1)
JUIN = date(2025, 6, 1)
LE_6 = date(2025, 5, 6)


@dataclass
class Monde:
    """An ACI, somebody with a contract all year, a chantier under a clause."""

    structure: Structure
    contrat: Contrat
    chantier: Chantier
    clause: ClauseSociale

    @property
    def rang(self) -> str:
        """Name of the empty row of the contract."""
        return f"{self.contrat.pk}.0.0"

    @property
    def rang_chantier(self) -> str:
        """Name of the row of the contract at the chantier."""
        return f"{self.contrat.pk}.c{self.chantier.pk}.0"

    @property
    def rang_clause(self) -> str:
        """Name of the row of the contract at the chantier, for the clause."""
        return f"{self.contrat.pk}.c{self.chantier.pk}.{self.clause.pk}"

    @property
    def qui(self) -> str:
        """The person, as the grid says her."""
        return str(self.contrat.salarie.personne)

    def case(self, jour: int, rang: str = "") -> str:
        """Name of the field of a cell."""
        return f"h.{rang or self.rang}.{jour}"


def batir() -> Monde:
    """The world: nothing is typed yet."""
    une = fabrique.structure("ACI")
    ville = fabrique.client(une)
    signe = fabrique.contrat(fabrique.salarie(une), fabrique.convention(une))
    return Monde(une, signe, fabrique.chantier(une, ville), fabrique.clause(ville))


def entrer(monde: Monde, role: Role = Role.DIRECTION) -> Client:
    client = Client()
    client.force_login(fabrique.utilisateur(role, monde.structure))
    return client


def adresse(nom: str, monde: Monde, mois: date = MAI, **autres: str) -> str:
    return reverse(nom, kwargs={"structure_id": monde.structure.pk, "mois": mois, **autres})


def texte(reponse: Any) -> str:
    html = reponse.content.decode()
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html))


def lire(client: Client, url: str, **demande: str) -> str:
    reponse = client.get(url, demande)
    assert reponse.status_code == 200
    return texte(reponse)


# The grid


def cellules(client: Client, url: str, **demande: str) -> dict[tuple[str, int], str]:
    """The opening tag and the text of every cell of the page, by row and day."""
    reponse = client.get(url, demande)
    assert reponse.status_code == 200
    html = reponse.content.decode()
    assert fautes(html) == []
    trouvees = {}
    for rang, dedans in re.findall(r'<tr data-rang="([^"]+)"(.*?)</tr>', html, re.DOTALL):
        for balise, jour, contenu in re.findall(
            r'(<td role="gridcell"[^>]*data-jour="(\d+)"[^>]*>)([^<]*)</td>', dedans
        ):
            trouvees[rang, int(jour)] = unescape(balise) + unescape(contenu)
    return trouvees


def etat(client: Client, monde: Monde, mois: date = MAI, **demande: str) -> dict[str, Any]:
    """What the script of the grid reads."""
    reponse = client.get(adresse("heures_etat", monde, mois), demande)
    assert reponse.status_code == 200
    lu: dict[str, Any] = reponse.json()
    return lu


def changer(rang: str, jour: int, avant: dict[int, int], apres: dict[int, int]) -> dict[str, Any]:
    """One change, as the script sends it."""
    return {
        "rang": rang,
        "jour": jour,
        "avant": {str(n): m for n, m in avant.items()},
        "apres": {str(n): m for n, m in apres.items()},
    }


def poster(client: Client, monde: Monde, *changements: dict[str, Any], mois: date = MAI) -> Any:
    """Send changes; gives the answer."""
    corps = json.dumps({"changements": list(changements)})
    return client.post(adresse("heures_cases", monde, mois), corps, content_type="application/json")


def issues(client: Client, monde: Monde, *changements: dict[str, Any]) -> list[dict[str, Any]]:
    """What became of each change."""
    reponse = poster(client, monde, *changements)
    assert reponse.status_code == 200
    lues: list[dict[str, Any]] = reponse.json()["cases"]
    return lues


# The plain form


def champs(html: str) -> dict[str, str]:
    """What a browser would send of the form: every field and its value."""
    formulaire = html.split('<form id="saisie"')[1].split("</form>")[0]
    balises = re.findall(r"<input [^>]*>", formulaire)
    paires = [(re.search(r'name="([^"]*)"', b), re.search(r'value="([^"]*)"', b)) for b in balises]
    return {n[1]: unescape(v[1]) for n, v in paires if n and v}


def taper(client: Client, monde: Monde, **cases: str) -> Any:
    """Open the form, type in cells (`j5="7h30"`: the 5th), send it, give the page that follows."""
    url = adresse("heures_formulaire", monde)
    envoi = champs(client.get(url).content.decode())
    envoi |= {monde.case(int(jour[1:])): valeur for jour, valeur in cases.items()}
    return client.post(url, envoi, follow=True)


def minutes(monde: Monde) -> dict[int, int]:
    lignes = LigneHeures.objects.filter(structure=monde.structure)
    return {x.jour.day: x.minutes for x in lignes}


@pytest.fixture
def monde() -> Monde:
    return batir()
