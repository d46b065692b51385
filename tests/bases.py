"""Databases of their own, outside the suite's: a process can be killed on them, a site served.

Of the same kind as the suite's: files for SQLite, temporary databases for PostgreSQL.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

RACINE = Path(__file__).resolve().parents[1]
DEMARRAGE = "import django; django.setup(); from {module} import agir; agir()"


@dataclass(frozen=True)
class Base:
    """One database, by its address; `var`, where a process on it keeps its files."""

    url: str
    var: Path

    def executer(self, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `agir()` of a test module in a process of its own, on this database."""
        return subprocess.run(
            [sys.executable, "-c", DEMARRAGE.format(module=module), *arguments],
            cwd=RACINE,
            env=self.environnement(),
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def environnement(self) -> dict[str, str]:
        """What a process needs to work on this database."""
        return os.environ | {
            "DATABASE_URL": self.url,
            "ETRIER_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "etrier.config.settings",
            "PYTHONPATH": str(RACINE),
        }

    def demander(self, module: str, *arguments: str) -> Any:
        """The same, for an act that must succeed: what it printed, read as JSON."""
        fait = self.executer(module, *arguments)
        assert fait.returncode == 0, fait.stderr
        return json.loads(fait.stdout)


class Bases:
    """Makes databases, copies them, and removes them all at the end."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        adresse = os.environ.get("DATABASE_URL", "")
        self.serveur = adresse if adresse.startswith("postgres") else None
        self.nommees: list[str] = []

    def neuve(self) -> Base:
        """An empty database."""
        nom = self._nommer()
        self._ordonner(f'create database "{nom}"')
        return self._base(nom)

    def copie(self, modele: Base) -> Base:
        """A database like this one."""
        nom = self._nommer()
        if self.serveur is None:
            with (
                closing(sqlite3.connect(self._fichier(modele))) as source,
                closing(sqlite3.connect(self.dossier / nom)) as copie,
            ):
                source.backup(copie)
        else:
            self.attendre(modele)
            self._ordonner(f'create database "{nom}" template "{modele.url.rpartition("/")[2]}"')
        return self._base(nom)

    def attendre(self, base: Base) -> None:
        """Wait until no process is left on the database: a killed one leaves its server behind."""
        if self.serveur is None:
            return
        nom = base.url.rpartition("/")[2]
        with psycopg.connect(self.serveur) as connexion:
            for _essai in range(200):
                presents = connexion.execute(
                    "select count(*) from pg_stat_activity where datname = %s", [nom]
                ).fetchone()
                connexion.rollback()
                if presents == (0,):
                    return
                time.sleep(0.05)
        raise AssertionError(f"Des connexions restent ouvertes sur {nom}.")

    def detruire(self) -> None:
        """Remove every database made."""
        for nom in self.nommees:
            self._ordonner(f'drop database if exists "{nom}" with (force)')
        shutil.rmtree(self.dossier, ignore_errors=True)

    def _nommer(self) -> str:
        nom = f"etrier_{uuid4().hex[:12]}"
        self.nommees.append(nom)
        return nom

    def _base(self, nom: str) -> Base:
        if self.serveur is None:
            return Base(f"sqlite:///{self.dossier / nom}", self.dossier)
        return Base(f"{self.serveur.rpartition('/')[0]}/{nom}", self.dossier)

    def _fichier(self, base: Base) -> Path:
        return Path(base.url.removeprefix("sqlite:///"))

    def _ordonner(self, ordre: str) -> None:
        if self.serveur is not None:
            with psycopg.connect(self.serveur, autocommit=True) as connexion:
                connexion.execute(ordre)
