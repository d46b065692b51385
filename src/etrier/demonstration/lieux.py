"""Real communes, invented addresses and identifiers that are right but visibly fictitious."""

import csv
from functools import cache
from importlib.resources import files
from random import Random
from typing import NamedTuple

from stdnum import luhn

VOIES = (
    "rue de l'Exemple",
    "rue de la Maquette",
    "allée du Modèle",
    "place de la Fiction",
    "avenue du Brouillon",
    "chemin de l'Ébauche",
)
PREMIER_RANG_CLIENT = 100
ETABLISSEMENT = "0099"


class Commune(NamedTuple):
    """A row of `communes.csv`."""

    insee: str
    nom: str
    departement: str
    code_postal: str


@cache
def communes() -> tuple[Commune, ...]:
    """The communes of the demonstration, in the order of their codes."""
    texte = files("etrier.demonstration").joinpath("communes.csv").read_text(encoding="utf-8")
    return tuple(Commune(**rangee) for rangee in csv.DictReader(texte.splitlines()))


def commune(insee: str) -> Commune:
    """One of them. Raises KeyError when it is not in the file."""
    return {c.insee: c for c in communes()}[insee]


def adresse(hasard: Random) -> str:
    """A street that exists nowhere."""
    return f"{hasard.randint(1, 120)} {hasard.choice(VOIES)}"


def siret_fictif(rang: int) -> str:
    """A SIRET whose two keys are right and whose SIREN, one of the first ever, nobody bears.

    >>> siret_fictif(1)
    '00000001800994'
    """
    siren = f"{rang:08d}"
    siren += luhn.calc_check_digit(siren)
    siret = f"{siren}{ETABLISSEMENT}"
    return siret + str(luhn.calc_check_digit(siret))
