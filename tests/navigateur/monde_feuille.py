"""The world of the sheet's browser tests: a team, two encadrants, a chantier for each week.

`agir()` runs in a process of its own: `batir` makes the world, `lire` gives what the books hold,
`heurter` changes a day as somebody else would.
"""

import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command

from etrier.heures.models import LigneHeures, PhotoFeuille, Pointage
from etrier.parcours.models import Contrat, Personne
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur
from tests import fabrique

EQUIPE = ("AUBEPINE-EXEMPLE", "BOULEAU-EXEMPLE", "CORMIER-EXEMPLE", "DRAGEON-EXEMPLE")
ENCADRANT, SECOND = "encadrant@exemple.test", "second@exemple.test"
PREMIER_LUNDI, SEMAINES = date(2025, 5, 12), 20


def agir() -> None:
    """Do what the first argument says; print what the test needs to know."""
    actes: dict[str, Callable[..., Any]] = {"batir": batir, "lire": lire, "heurter": heurter}
    faire = actes[sys.argv[1]]
    print(json.dumps(faire(*sys.argv[2:])))  # noqa: T201 -- read by the test


def batir() -> dict[str, Any]:
    """An ACI and its chantiers: three of the four were there on the Saturday before the week."""
    call_command("migrate", verbosity=0)
    une = fabrique.structure("Les Jardins d'essai")
    convention = fabrique.convention(une)
    contrats = []
    for nom in EQUIPE:
        salarie = fabrique.salarie(une)
        Personne.objects.filter(pk=salarie.personne_id).update(nom=nom)
        contrats.append(fabrique.contrat(salarie, convention, heures_hebdo=35))
    chantiers = {}
    for rang in range(SEMAINES):
        chantier, lundi = fabrique.chantier(une), PREMIER_LUNDI + timedelta(weeks=rang)
        chantiers[lundi.isoformat()] = chantier.pk
        for contrat in contrats[:-1]:
            fabrique.heures(contrat, lundi - timedelta(days=2), 60, chantier_id=chantier.pk)
    for courriel in (ENCADRANT, SECOND):
        compte = fabrique.utilisateur(Role.ENCADREMENT, une)
        Utilisateur.objects.filter(pk=compte.pk).update(courriel=courriel, nom=courriel[:8])
    return {
        "structure": une.pk,
        "chantiers": chantiers,
        "contrats": [c.pk for c in contrats],
    }


def lire(chantier: str, lundi: str) -> dict[str, Any]:
    """Every line, pointage and photo of a chantier from a day on."""
    cle = int(chantier)
    lignes = LigneHeures.objects.filter(chantier=cle, jour__gte=lundi)
    pointages = Pointage.objects.filter(feuille__chantier=cle)
    return {
        "lignes": [
            [x.contrat_id, x.jour.isoformat(), x.nature, x.minutes]
            for x in lignes.order_by("jour", "contrat_id", "nature")
        ],
        "pointages": [
            [p.contrat_id, p.jour.isoformat(), p.arrivee, p.depart, p.pause, p.version]
            for p in pointages.order_by("jour", "contrat_id")
        ],
        "photos": PhotoFeuille.objects.filter(feuille__chantier=cle).count(),
    }


def heurter(chantier: str, contrat: str, jour: str, minutes: str) -> None:
    """Type hours of the day in the grid, as the office does."""
    fabrique.heures(
        Contrat.objects.get(pk=contrat),
        date.fromisoformat(jour),
        int(minutes),
        chantier_id=int(chantier),
    )
