"""What each structure sells: services, who they are for, and what the price depends on."""

from collections.abc import Iterator

from etrier.demonstration.monde import Monde
from etrier.missions.enums import ActiviteSap
from etrier.missions.models import Prestation

# Code, label, service à la personne; then what bears that service: objects of missions, chantiers.
PRESTATIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "ACI": (("ESP", "Entretien d'espaces verts", ""), ("REC", "Recyclerie et maraîchage", "")),
    "EI": (("SEC", "Second œuvre du bâtiment", ""),),
    "AI": (
        ("MEN", "Ménage et repassage", ActiviteSap.MENAGE),
        ("JAR", "Petit jardinage", ActiviteSap.JARDINAGE),
        ("COU", "Courses", ActiviteSap.COURSES),
        ("LOC", "Entretien de locaux", ""),
        ("CUI", "Aide de cuisine et service", ""),
        ("MAN", "Manutention et mise en rayon", ""),
    ),
    "ETTI": (("INT", "Travail temporaire d'insertion", ""),),
    "RQ": (("PRO", "Propreté", ""), ("TRA", "Petits travaux", "")),
    "GEIQ": (("MAD", "Mise à disposition de personnel", ""),),
}
PAR_OBJET: dict[str, str] = {
    "Ménage": "MEN",
    "Repassage et ménage": "MEN",
    "Petit jardinage": "JAR",
    "Courses": "COU",
    "Entretien des locaux": "LOC",
    "Entretien des classes": "LOC",
    "Nettoyage": "LOC",
    "Aide de cuisine": "CUI",
    "Aide aux repas": "CUI",
    "Service de cantine": "CUI",
    "Mise en rayon": "MAN",
    "Conditionnement": "MAN",
    "Maraîchage": "REC",
    "Atelier recyclerie": "REC",
    "Petits travaux": "TRA",
}


def proposer(monde: Monde) -> None:
    """Give every structure its services, before anybody is placed."""
    for cle, prestations in PRESTATIONS.items():
        monde.prestations[cle] = [
            Prestation(
                structure=monde.structures[cle], code=code, libelle=libelle, activite_sap=str(sap)
            )
            for code, libelle, sap in prestations
        ]


def prestation_de(monde: Monde, cle: str, objet: str) -> Prestation:
    """The service of a mission or a chantier: by its object, else the structure's first one."""
    codes = {p.code: p for p in monde.prestations[cle]}
    return codes.get(PAR_OBJET.get(objet, ""), monde.prestations[cle][0])


def toutes(monde: Monde) -> Iterator[Prestation]:
    """Those of every structure, in order."""
    for prestations in monde.prestations.values():
        yield from prestations
