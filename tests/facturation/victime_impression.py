"""Prints killed at random points: `agir()` reads `preparer`, or `tuer` with a seed and a number."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from typing import Any

from django.core.management import call_command
from django.db import connections

from etrier.facturation.models import Facture, FichierFacture
from etrier.facturation.papier.lot import LOT, imprimer
from tests import fabrique
from tests.facturation.emises import emettre

# Enough to be printed over two processes, in two batches.
FACTURES = 2 * LOT
MODULE = "tests.facturation.victime_impression"
LANCER = f"import django; django.setup(); from {MODULE} import agir; agir()"


def agir() -> None:
    """Do what the arguments say; what there is to know is printed as JSON."""
    acte, *reste = sys.argv[1:]
    actes: dict[str, Any] = {"preparer": preparer, "imprimer": _imprimer, "tuer": tuer}
    print(json.dumps(actes[acte](*map(int, reste))), flush=True)  # noqa: T201 -- read by the test


def preparer() -> None:
    """Three batches of invoices to print."""
    call_command("migrate", verbosity=0)
    une = fabrique.structure()
    emettre(une, fabrique.client(une), FACTURES)


def _imprimer() -> int:
    """Print all; a line after each batch."""
    return imprimer(
        Facture.objects.all(),
        suivi=lambda *_x: print("lot", flush=True),  # noqa: T201 -- read by the killer
    ).imprimees


def tuer(graine: int, nombre: int) -> list[dict[str, Any]]:
    """Kill that many prints at random moments, each followed by one that ends."""
    hasard = random.Random(graine)
    return [_une_mort(hasard.randint(0, 1), hasard.random() / 3) for _rang in range(nombre)]


def _une_mort(lots: int, attente: float) -> dict[str, Any]:
    FichierFacture.objects.all().delete()
    connections.close_all()
    victime = _lancer()
    assert victime.stdout is not None
    for _lot in range(lots):
        victime.stdout.readline()
    time.sleep(attente)
    victime.send_signal(signal.SIGKILL)
    # To the end of what it and its printing processes write: they end with it, or this never does.
    victime.communicate(timeout=60)
    connections.close_all()
    trouves = FichierFacture.objects.count()
    refait = imprimer(Facture.objects.all(), processus=1)
    return {
        "trouves": trouves,
        "refait": refait.imprimees,
        "deja": refait.deja,
        "encore": imprimer(Facture.objects.all()).imprimees,
        "fichiers": FichierFacture.objects.count(),
        "factures": FichierFacture.objects.values("facture").distinct().count(),
        "entiers": _entiers(),
    }


def _lancer() -> subprocess.Popen[str]:
    ordre = [sys.executable, "-c", LANCER, "imprimer"]
    return subprocess.Popen(ordre, env=os.environ, stdout=subprocess.PIPE, text=True)


def _entiers() -> bool:
    """Every file is whole: it is what its fingerprint says, and ends as a PDF does."""
    return all(
        sha256(bytes(f.pdf)).hexdigest() == f.empreinte and bytes(f.pdf).rstrip().endswith(b"%%EOF")
        for f in FichierFacture.objects.iterator()
    )
