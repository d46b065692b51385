"""Somebody writes hours of a month while somebody else closes it.

`agir()` runs in a process of its own: each is a thread with a connection of its own.
"""

import json
from datetime import date
from threading import Event, Thread
from time import sleep

from django.core.management import call_command
from django.db import connections, transaction

from etrier.cloture.actions import cloturer
from etrier.heures.models import Cloture, LigneHeures
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from tests import fabrique

MARS = date(2025, 3, 1)
PATIENCE = 60
# Long enough for a close that waits for nobody to be over.
HESITATION = 2


def agir() -> None:
    """Print whether the close was refused, the closes and the lines of the ledger."""
    call_command("migrate", verbosity=0)
    une = fabrique.structure("ACI")
    convention = fabrique.convention(une, "ACI")
    fabrique.annexe(convention)
    signe = fabrique.contrat(fabrique.salarie(une), convention)
    fabrique.heures(signe, date(2025, 3, 3), 420)
    fabrique.valider_mois(une, MARS)
    ecrite = Event()
    qui = Thread(target=_ecrire, args=(signe, ecrite))
    qui.start()
    ecrite.wait(PATIENCE)
    refusee = False
    try:
        cloturer([une.pk], MARS, par=None)
    except Refus:
        refusee = True
    qui.join(PATIENCE)
    faits = {
        "refusee": refusee,
        "clotures": Cloture.objects.count(),
        "lignes": LigneHeures.objects.count(),
    }
    print(json.dumps(faits))  # noqa: T201 -- read by the test


def _ecrire(sous: Contrat, ecrite: Event) -> None:
    try:
        with transaction.atomic():
            fabrique.heures(sous, date(2025, 3, 4), 420)
            ecrite.set()
            sleep(HESITATION)
    finally:
        connections.close_all()
