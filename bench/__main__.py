"""`make bench`: close a month for the whole of the IAE, import a large workbook, print a thousand
invoices, and print the tables.

Each step runs in its own process. Ratios are measured in one run; nothing but the loopback is
spoken to. `--part 0.01` for a quick look; `--ecrire` keeps the table in docs/performances.md.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from rich.console import Console
from rich.table import Table

from bench import rapport_factures, rapport_import
from bench.rapport import ecrire_page, lignes

ROOT = Path(__file__).resolve().parents[1]
POSTGRES = os.environ.get("ETRIER_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
BASE = "etrier_bench"
LIMITE_S = 1_800


def main() -> None:
    """Measure on SQLite, then on PostgreSQL when one answers, and print."""
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument(
        "--part", type=float, default=1.0, help="part of the country, 0 < part ≤ 1"
    )
    lecteur.add_argument("--ecrire", action="store_true", help="write docs/performances.md")
    choix = lecteur.parse_args()
    if not 0 < choix.part <= 1:
        lecteur.error("--part is between 0 (excluded) and 1")
    mesures = {"SQLite": _sur_sqlite(choix.part)}
    if _postgres_repond():
        mesures["PostgreSQL"] = _sur_postgres(choix.part)
    else:
        print("PostgreSQL: no server answers, not measured.", file=sys.stderr)
    _imprimer("Clôture d'un mois pour toute l'IAE", lignes(mesures), mesures)
    _imprimer("Import d'un classeur d'heures", rapport_import.lignes(mesures), mesures)
    _imprimer("Mille factures", rapport_factures.lignes(mesures), mesures)
    if choix.ecrire:
        page = ROOT / "docs" / "performances.md"
        ecrire_page(page, mesures, choix.part, _machine())
        rapport_import.ecrire_bloc(page, mesures, _machine())
        rapport_factures.ecrire_bloc(page, mesures, _machine())


def _sur_sqlite(part: float) -> dict[str, Any]:
    fichier = ROOT / "var" / "bench" / "bench.sqlite3"
    fichier.parent.mkdir(parents=True, exist_ok=True)
    try:
        _effacer(fichier)
        return _mesurer("SQLite", f"sqlite:///{fichier}", part)
    finally:
        _effacer(fichier)


def _effacer(fichier: Path) -> None:
    for suite in ("", "-wal", "-shm"):
        fichier.with_name(fichier.name + suite).unlink(missing_ok=True)


def _postgres_repond() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def _sur_postgres(part: float) -> dict[str, Any]:
    with psycopg.connect(POSTGRES, autocommit=True) as lien:
        lien.execute(f"DROP DATABASE IF EXISTS {BASE}")
        lien.execute(f"CREATE DATABASE {BASE}")
        try:
            return _mesurer("PostgreSQL", POSTGRES.rpartition("/")[0] + "/" + BASE, part)
        finally:
            lien.execute(f"DROP DATABASE {BASE}")


def _mesurer(nom: str, adresse: str, part: float) -> dict[str, Any]:
    mesures = {}
    for etape in ("remplir", "plancher", "cloture", "boucle", "importer", "factures", "weasyprint"):
        print(f"{nom}: {etape}…", file=sys.stderr, flush=True)
        mesures[etape] = _etape(etape, adresse, part)
    if not mesures["boucle"]["memes_sommes"]:
        sys.exit(f"{nom}: the loop and the close do not agree: {mesures['boucle']}")
    return mesures


def _etape(nom: str, adresse: str, part: float) -> dict[str, Any]:
    sortie = subprocess.run(
        [sys.executable, "-m", "bench.etape", nom, str(part)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": adresse},
        check=False,
        stdout=subprocess.PIPE,
        text=True,
        timeout=LIMITE_S,
    )
    if sortie.returncode:
        sys.exit(f"bench: the step {nom} failed, its reason is above")
    figures: dict[str, Any] = json.loads(sortie.stdout.splitlines()[-1])
    return figures


def _imprimer(titre: str, rangees: list[tuple[str, ...]], bases: Iterable[str]) -> None:
    tableau = Table(title=titre)
    for base in ("", *bases):
        tableau.add_column(base, justify="right" if base else "left")
    for rangee in rangees:
        tableau.add_row(*rangee)
    Console().print(tableau)


def _machine() -> str:
    return (
        f"{os.cpu_count()} cœurs, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    )


if __name__ == "__main__":
    main()
