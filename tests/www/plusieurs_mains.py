"""Several people write the same empty cells at the very same moment.

`agir()` runs in a process of its own: each person is a thread with a connection of its own.
"""

import json
from collections import defaultdict
from datetime import date
from threading import Barrier, Thread

from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment

from etrier.heures.models import LigneHeures
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.monde_heures import Monde, batir, changer, poster

PERSONNES = 4
JOURS = range(5, 17)
PATIENCE = 60


def agir() -> None:
    """Print what each was told, in the order of the days, and the minutes the ledger holds."""
    call_command("migrate", verbosity=0)
    setup_test_environment()
    monde = batir()
    depart, dites = Barrier(PERSONNES), defaultdict[int, list[str]](list)
    gens = [
        Thread(target=_saisir, args=(monde, _entrer(monde), 60 * rang, depart, dites[rang]))
        for rang in range(1, PERSONNES + 1)
    ]
    for qui in gens:
        qui.start()
    for qui in gens:
        qui.join(PATIENCE)
    lignes = defaultdict[int, list[int]](list)
    for jour, minutes in LigneHeures.objects.values_list("jour", "minutes"):
        lignes[jour.day].append(minutes)
    print(json.dumps({"dites": dites, "lignes": lignes}))  # noqa: T201 -- read by the test


def _entrer(monde: Monde) -> Client:
    client = Client()
    client.force_login(fabrique.utilisateur(Role.ENCADREMENT, monde.structure))
    return client


def _saisir(monde: Monde, client: Client, minutes: int, depart: Barrier, dites: list[str]) -> None:
    """The same cells as the others, each at the same time, with hours of one's own."""
    try:
        for jour in JOURS:
            depart.wait(PATIENCE)
            rang = changer(monde.rang, jour, {}, {1: minutes})
            reponse = poster(client, monde, rang, mois=date(2025, 5, 1))
            dites.append(reponse.json()["cases"][0]["etat"])
    finally:
        connections.close_all()
