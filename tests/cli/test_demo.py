"""`etrier demo`, `preparer` and `serve`: what the two commands of the README rest on."""

import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings

from etrier.demonstration.comptes import comptes
from etrier.demonstration.scenario import MOT_DE_PASSE, STRUCTURES
from tests.bases import Base, Bases
from tests.cli.lancement import lancer_ailleurs
from tests.serveur import servir


@dataclass(frozen=True)
class Demonstration:
    """The demonstration in a database of its own, and what the command said."""

    base: Base
    dossier: Path

    def etrier(self, *arguments: str) -> str:
        """Run a command that must succeed; what it says."""
        fait = lancer_ailleurs(*arguments, **self.base.environnement())
        assert fait.returncode == 0, fait.stderr
        return fait.stdout

    def charger(self) -> str:
        """`etrier demo`, without the server."""
        return self.etrier("demo", "--sans-serveur", "--dossier", str(self.dossier))


@pytest.fixture(scope="module")
def demonstration(bases: Bases, tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """An empty database and an empty folder."""
    return Demonstration(bases.neuve(), tmp_path_factory.mktemp("demonstration"))


def test_it_loads_closes_says_where_to_look_and_does_it_once(demonstration: Demonstration) -> None:
    dit = demonstration.charger()
    for structure in STRUCTURES:
        assert structure.denomination.split()[0] in dit
    for compte in comptes():
        assert compte.courriel in dit
    assert MOT_DE_PASSE in dit
    assert "10/2026 : le salarié et le client" in dit
    assert "10/2026 : l'État" in dit
    assert "84 avenants" in dit
    assert max(map(len, dit.splitlines())) <= 100
    assert len(list(demonstration.dossier.glob("heures-2026-10-*"))) == 7
    # 24 months of six structures.
    bilan = "144 mois clos réadditionnés : 0 altération(s), 0 écart(s)."
    assert bilan in demonstration.etrier("docteur")
    encore = demonstration.charger()
    assert "2312 déjà connues" in encore
    assert re.findall(r"(\d+) lignes ajoutées", encore) == ["0"] * 6


@pytest.fixture
def site(bases: Bases) -> Iterator[str]:
    """A served site on a database just prepared; gives its address."""
    base = bases.neuve()
    prepare = lancer_ailleurs("preparer", **base.environnement())
    assert prepare.returncode == 0, prepare.stderr
    with servir(base) as adresse:
        yield adresse


def test_it_serves_the_site_on_a_database_just_prepared(site: str, settings: LazySettings) -> None:
    with urllib.request.urlopen(f"{site}calculs/", timeout=10) as reponse:
        page = reponse.read().decode()
        assert reponse.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "Aide au poste" in page
    with urllib.request.urlopen(f"{site}{settings.STATIC_URL.strip('/')}/etrier.css") as feuille:
        assert feuille.status == 200
