"""The world of the month grid: one structure of sixty people, and small ones, one for each test.

`agir()` runs in a process of its own, on the database that the site will serve.
"""

import json
import sys
from datetime import date
from typing import Any

from django.core.management import call_command

from etrier.demonstration.scenario import MOT_DE_PASSE
from etrier.heures.models import LigneHeures
from etrier.parcours.models import Contrat
from etrier.structures.enums import Role
from etrier.structures.models import RoleStructure, Structure, Utilisateur
from tests import fabrique

OCTOBRE = date(2026, 10, 1)
# A day of the month before puts each person's row at her chantier.
VEILLE = date(2026, 9, 30)
GRANDE, GEANTE = "grande", "geante"
PETITES = ("clavier", "noms", "duo", "ferme", "axe", "telephone", "session", "codes", "annule")


def agir() -> None:
    """Build everything, or the sizes asked for by name; print each structure and its contracts."""
    call_command("migrate", verbosity=0)
    comptes = [
        (_compte("direction", "EXEMPLE Direction"), Role.DIRECTION),
        (_compte("encadrement", "EXEMPLE Jeanne"), Role.DIRECTION),
        (_compte("lecture", "EXEMPLE Lecture"), Role.LECTURE),
    ]
    demandees = json.loads(sys.argv[1]) if len(sys.argv) > 1 else None
    tailles = demandees or {GRANDE: 60, GEANTE: 80} | dict.fromkeys(PETITES, 4)
    print(  # noqa: T201 -- read by the test
        json.dumps({nom: _structure(nom, n, comptes) for nom, n in tailles.items()})
    )


def _compte(courriel: str, nom: str) -> Utilisateur:
    return Utilisateur.objects.create_user(
        courriel=f"{courriel}@exemple.test", nom=nom, password=MOT_DE_PASSE
    )


def _structure(nom: str, combien: int, comptes: list[tuple[Utilisateur, Role]]) -> dict[str, Any]:
    une = fabrique.structure(f"Atelier {nom}")
    for compte, role in comptes:
        RoleStructure.objects.create(utilisateur=compte, structure=une, role=role)
    contrats = _contrats(une, combien)
    return {"cle": une.pk, "contrats": [c.pk for c in contrats]}


def _contrats(une: Structure, combien: int) -> list[Contrat]:
    """So many people at 35 hours a week, on one chantier since September."""
    sous = fabrique.convention(une)
    fabrique.annexe(sous, annee=2026)
    lieu = fabrique.chantier(une, fabrique.client(une))
    contrats = []
    for rang in range(combien):
        qui = fabrique.salarie(une, nom=f"ESSAI-{rang:02d}")
        signe = fabrique.contrat(
            qui, sous, debut=date(2026, 1, 1), fin=date(2026, 12, 31), heures_hebdo=35
        )
        fabrique.heures(signe, VEILLE, 420, chantier_id=lieu.pk)
        contrats.append(signe)
    return contrats


def lire() -> None:
    """Print the ledger of a structure for October: contract, day, nature, minutes."""
    lignes = LigneHeures.objects.filter(structure_id=int(sys.argv[1]), mois=OCTOBRE)
    champs = ("contrat_id", "jour", "nature", "minutes")
    lues = [[c, j.day, n, m] for c, j, n, m in lignes.order_by(*champs).values_list(*champs)]
    print(json.dumps(lues))  # noqa: T201 -- read by the test
