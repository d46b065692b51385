"""A person as one writes of her: her birth, her address."""

from datetime import date

import pytest

from etrier.parcours.ecriture import dire_naissance, dire_voie, listes_de_voie
from etrier.parcours.models import Personne

LE = date(1990, 5, 17)


@pytest.mark.parametrize(
    ("civilite", "dit"),
    [("MME", "née le 17/05/1990"), ("M", "né le 17/05/1990"), ("", "née ou né le 17/05/1990")],
)
def test_a_birth_agrees_with_the_civility(civilite: str, dit: str) -> None:
    assert dire_naissance(Personne(civilite=civilite, naissance=LE)) == dit


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"numero_voie": "3", "extension_voie": "B", "type_voie": "AV"}, "3 bis avenue des Essais"),
        ({"numero_voie": "8", "type_voie": "RUE"}, "8 rue des Essais"),
        ({"type_voie": "????"}, "???? des Essais"),
        ({}, "des Essais"),
    ],
)
def test_the_codes_of_an_address_become_words(champs: dict[str, str], dit: str) -> None:
    rien = {"numero_voie": "", "extension_voie": "", "type_voie": ""}
    assert dire_voie(Personne(libelle_voie="des Essais", **(rien | champs))) == dit


def test_the_lists_come_in_the_order_of_their_words() -> None:
    voies = list(listes_de_voie()["type_voie"].values())
    assert voies == sorted(voies)
    assert "Rue" in voies
