"""Accounts and roles."""

import pytest

from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.actions import donner_role, ouvrir_compte, retirer_role
from etrier.structures.enums import Role
from etrier.structures.models import RoleStructure, Structure, Utilisateur

pytestmark = pytest.mark.django_db
MOT = "chevre-et-chou-2026"


@pytest.fixture
def structure() -> Structure:
    return Structure.objects.create(denomination="Longwy", siret="21540323900019")


def test_an_account_opens_with_a_sound_password() -> None:
    compte = ouvrir_compte(" Anne@Exemple.FR ", "Anne Petit", MOT)
    assert compte.courriel == "anne@exemple.fr"
    assert compte.check_password(MOT)
    acte = Acte.objects.get(verbe="compte.ouvrir")
    assert acte.cible_id == compte.pk
    assert acte.details == {}


@pytest.mark.parametrize(
    ("courriel", "nom", "mot", "attendu"),
    [
        ("anne", "Anne", MOT, "adresse de courriel"),
        ("anne@exemple.fr", " ", MOT, "nom de la personne"),
        ("anne@exemple.fr", "Anne", "court", "Mot de passe refusé"),
        ("anne@exemple.fr", "Anne", "telechargement", "Mot de passe refusé"),
        ("DEJA@exemple.fr", "Anne", MOT, "Un compte existe déjà"),
    ],
)
def test_it_refuses_a_bad_account(courriel: str, nom: str, mot: str, attendu: str) -> None:
    ouvrir_compte("deja@exemple.fr", "Déjà", MOT)
    with pytest.raises(Refus, match=attendu):
        ouvrir_compte(courriel, nom, mot)
    assert Utilisateur.objects.count() == 1


def test_a_role_given_twice_is_given_once(structure: Structure) -> None:
    compte = ouvrir_compte("anne@exemple.fr", "Anne", MOT)
    premier = donner_role(compte, structure, Role.CIP, par=compte)
    assert donner_role(compte, structure, Role.CIP, par=compte) == premier
    acte = Acte.objects.get(verbe="role.donner")
    assert (acte.perimetre, acte.details) == (structure.pk, {"role": "cip"})


def test_it_refuses_an_unknown_role(structure: Structure) -> None:
    compte = ouvrir_compte("anne@exemple.fr", "Anne", MOT)
    with pytest.raises(Refus, match="Le rôle « roi » n'existe pas"):
        donner_role(compte, structure, "roi")


def test_it_refuses_to_remove_the_last_direction(structure: Structure) -> None:
    anne, paul = (ouvrir_compte(f"{p}@exemple.fr", p, MOT) for p in ("anne", "paul"))
    sien = donner_role(anne, structure, Role.DIRECTION)
    with pytest.raises(Refus, match="dernière direction"):
        retirer_role(sien)
    donner_role(paul, structure, Role.DIRECTION)
    retirer_role(sien, par=paul)
    assert not RoleStructure.objects.filter(utilisateur=anne).exists()
    assert Acte.objects.filter(verbe="role.retirer", auteur=paul).exists()
