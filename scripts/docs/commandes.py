"""The command line as its own `--help` tells it."""

from collections.abc import Iterator

import click
from click.testing import CliRunner

from etrier.cli import etrier
from scripts.docs.markdown import bloc

LARGEUR = 92
# One command per calculator: their page has a table instead.
EN_TABLEAU = ("droit",)


def commandes() -> str:
    """Each command and sub-command: a title, then its help."""
    sections = [bloc(aide())]
    sections += [f"### `etrier {' '.join(c)}`\n\n{bloc(aide(*c))}" for c in chemins()]
    return "\n\n".join(sections)


def chemins() -> Iterator[tuple[str, ...]]:
    """Names of the sub-commands, and of theirs."""
    contexte = click.Context(etrier)
    for nom in etrier.list_commands(contexte):
        yield (nom,)
        commande = etrier.get_command(contexte, nom)
        if isinstance(commande, click.Group) and nom not in EN_TABLEAU:
            for dessous in commande.list_commands(contexte):
                yield (nom, dessous)


def aide(*chemin: str) -> str:
    """What `etrier … --help` prints."""
    return lancer(*chemin, "--help")


def lancer(*arguments: str) -> str:
    """Everything a command prints, refusals included."""
    resultat = CliRunner().invoke(
        etrier, list(arguments), prog_name="etrier", terminal_width=LARGEUR
    )
    return resultat.output
