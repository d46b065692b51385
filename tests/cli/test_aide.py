"""What the command line says of itself."""

import pytest

from etrier import __version__
from etrier.cli.commande import COMMANDES
from etrier.droit.calculs import CALCULS
from tests.cli.lancement import lancer, lancer_ailleurs

SOUS_COMMANDES = {
    "importer": ("structures", "annexes", "heures"),
    "droit": tuple(CALCULS),
}
TOUTES = [(nom,) for nom in COMMANDES] + [
    (nom, sous) for nom, sous_commandes in SOUS_COMMANDES.items() for sous in sous_commandes
]


def test_the_help_is_good_reading_and_lists_every_command() -> None:
    rendu = lancer("--help")
    assert rendu.exit_code == 0
    assert "Une heure est saisie une fois." in rendu.output
    for nom, commande in COMMANDES.items():
        assert any(
            ligne.split()[:1] == [nom] and commande.aide.split()[0] in ligne
            for ligne in rendu.output.splitlines()
        ), nom
    assert max(map(len, rendu.output.splitlines())) <= 80


def test_without_a_command_it_gives_its_help() -> None:
    assert lancer().output == lancer("--help").output


@pytest.mark.parametrize("chemin", TOUTES, ids=" ".join)
def test_every_command_explains_itself(chemin: tuple[str, ...]) -> None:
    rendu = lancer(*chemin, "--help")
    assert rendu.exit_code == 0
    phrases = [x.strip() for x in rendu.output.splitlines()[1:] if x.strip()]
    assert phrases[0][0].isupper()
    assert len(phrases[0]) > 3
    assert "--help" in rendu.output


def test_groups_list_what_they_hold() -> None:
    for groupe, noms in SOUS_COMMANDES.items():
        rendu = lancer(groupe, "--help").output
        assert all(f"  {nom} " in rendu for nom in noms), groupe


def test_it_says_its_version() -> None:
    assert __version__ in lancer("--version").output


def test_an_unknown_command_is_refused_in_one_sentence() -> None:
    rendu = lancer("cloturre")
    assert rendu.exit_code == 2
    assert "cloturre" in rendu.output
    assert "Traceback" not in rendu.output


def test_the_installed_command_answers_without_a_database() -> None:
    fait = lancer_ailleurs("--help", DATABASE_URL="sqlite:////nulle/part/rien.sqlite3")
    assert (fait.returncode, fait.stderr) == (0, "")
    assert "etrier demo" in fait.stdout
