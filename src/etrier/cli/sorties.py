"""How the command line speaks: one sentence for a refusal, a bar for long work, tables."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click
from django.db.utils import OperationalError, ProgrammingError
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from etrier.droit.schema import ParametreInvalide
from etrier.socle.erreurs import Refus

console = Console(highlight=False)
erreurs = Console(stderr=True, highlight=False)


class RefusClair(click.ClickException):
    """A refusal printed as one sentence; exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """The sentence as it is, on standard error."""
        click.echo(self.message, file=file, err=file is None)


@contextmanager
def en_clair() -> Iterator[None]:
    """Turn a Refus of the house into a sentence and an exit code."""
    try:
        yield
    except Refus as refus:
        raise RefusClair(refus.phrase) from None
    except ParametreInvalide as erreur:
        raise RefusClair(str(erreur)) from None
    except (OperationalError, ProgrammingError) as erreur:
        raise RefusClair(
            f"La base de données ne répond pas comme attendu ({erreur}) : vérifiez DATABASE_URL, "
            "puis lancez « etrier preparer »."
        ) from None


def dire(dit: Mapping[str, Any], phrases: Iterable[str], *, en_json: bool) -> None:
    """What a command found: as JSON, else one sentence a line."""
    if en_json:
        click.echo(json.dumps(dit, ensure_ascii=False, indent=2))
        return
    for phrase in phrases:
        console.print(phrase)


def ouvrir_prive(chemin: Path, *, remplacer: bool = False) -> IO[bytes]:
    """A file to write, readable by its owner alone: it names people and clients.

    Raises FileExistsError, unless told to replace.
    """
    chemin.parent.mkdir(parents=True, exist_ok=True)
    genre = os.O_TRUNC if remplacer else os.O_EXCL
    return os.fdopen(os.open(chemin, os.O_WRONLY | os.O_CREAT | genre, 0o600), "wb")


@contextmanager
def progression(titre: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show long work: gives `suivi(step, done, total)`; plain lines when nobody watches."""
    colonnes = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*colonnes, console=erreurs, disable=not erreurs.is_terminal) as barre:
        tache = barre.add_task(titre, total=1)
        yield _suivre(barre, tache, titre)


def _suivre(barre: Progress, tache: TaskID, titre: str) -> Callable[[str, int, int], None]:
    dernier = ""

    def suivi(etape: str, fait: int, total: int) -> None:
        nonlocal dernier
        barre.update(tache, description=f"{titre} : {etape}", completed=fait, total=max(total, 1))
        ligne = f"{titre} : {etape} {fait}/{total}"
        if not erreurs.is_terminal and ligne != dernier:
            dernier = ligne
            erreurs.print(ligne)

    return suivi
