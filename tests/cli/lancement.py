"""Run `etrier` as a user would: in this process on the suite's database, or in one of its own."""

import os
import subprocess
from pathlib import Path

from click.testing import CliRunner, Result

from etrier.cli import etrier
from tests.serveur import COMMANDE


def lancer(*arguments: str | Path, entree: str | None = None) -> Result:
    """Run the command here; anything but an exit is an error of the house."""
    rendu = CliRunner().invoke(etrier, [str(a) for a in arguments], input=entree)
    if rendu.exception is not None and not isinstance(rendu.exception, SystemExit):
        raise rendu.exception
    return rendu


def lancer_ailleurs(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own."""
    return subprocess.run(
        [COMMANDE, *arguments],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
