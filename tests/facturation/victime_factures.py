"""Preparing and issuing killed at random moments: a child dies, the books are read, it goes on.

`agir()` prints, for each structure of two hundred clients, what the death left and what the same
acts, done again, made of it.
"""

import json
import os
import random
import signal
import sys
import time
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from etrier.facturation.factures import emission, preparation
from etrier.facturation.factures.controle import controler_factures
from etrier.facturation.models import CompteurFactures, Facture, PriseEnFacture
from etrier.structures.models import Structure
from tests.facturation import monde

CLIENTS, LOT = 200, 20


def agir() -> None:
    """Kill so many; the seed is the first argument, the number the second."""
    graine, nombre = map(int, sys.argv[1:])
    call_command("migrate", verbosity=0)
    hasard = random.Random(graine)
    structures = [_peupler() for _rang in range(nombre + 1)]
    duree = _mesurer(structures.pop())
    morts = []
    for une in structures:
        tue = _faire_mourir(une, hasard.random() * duree)
        laisse = _lire(une)
        _attendre(_lancer(une))
        morts.append({"tue": tue, "laisse": laisse, "refait": _lire(une)})
    fautes = [a.phrase for a in controler_factures()]
    print(json.dumps({"morts": morts, "fautes": fautes}))  # noqa: T201 -- read by the test


def _peupler() -> Structure:
    une = monde.structure()
    monde.foule(une, CLIENTS)
    return une


def _facturer(une: Structure) -> None:
    preparation.LOT = emission.LOT = LOT
    preparation.preparer(une, monde.MARS, par=None)
    du_mois = Facture.objects.brouillons().filter(structure=une)
    emission.emettre(une, du_mois.order_by("client__denomination"), le=monde.LE, par=None)


def _lancer(une: Structure) -> int:
    connections.close_all()  # a connection does not survive being shared
    enfant = os.fork()
    if enfant:
        return enfant
    statut = 1
    try:
        _facturer(une)
        statut = 0
    finally:
        os._exit(statut)


def _attendre(enfant: int) -> None:
    assert os.waitpid(enfant, 0)[1] == 0


def _mesurer(une: Structure) -> float:
    debut = time.perf_counter()
    _attendre(_lancer(une))
    return time.perf_counter() - debut


def _faire_mourir(une: Structure, delai: float) -> bool:
    """True when it was still at work."""
    enfant = _lancer(une)
    time.sleep(delai)
    os.kill(enfant, signal.SIGKILL)
    tue = os.WIFSIGNALED(os.waitpid(enfant, 0)[1])
    _attendre_le_serveur()
    return tue


def _attendre_le_serveur() -> None:
    """PostgreSQL: wait until the server of the dead client has seen that it is dead."""
    if connection.vendor != "postgresql":
        return
    for _essai in range(400):
        with connection.cursor() as curseur:
            curseur.execute(
                "select count(*) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            )
            if curseur.fetchone() == (0,):
                return
        time.sleep(0.01)
    raise AssertionError("A connection stays open.")


def _lire(une: Structure) -> dict[str, Any]:
    """Drafts, numbers given, the counter, what was taken."""
    emises = Facture.objects.emises().filter(structure=une).order_by("numero")
    compteur = CompteurFactures.objects.filter(structure=une).first()
    return {
        "brouillons": Facture.objects.brouillons().filter(structure=une).count(),
        "numeros": [int(n.rpartition("-")[2]) for n in emises.values_list("numero", flat=True)],
        "clients": len(set(emises.values_list("client_id", flat=True))),
        "compteur": compteur.dernier if compteur is not None else 0,
        "prises": PriseEnFacture.objects.filter(ligne__facture__structure=une).count(),
    }
