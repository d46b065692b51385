"""Several people produce papers at the very same moment: numbers without a hole or a double.

`agir()` runs in a process of its own: each person is a thread with a connection of its own.
"""

import json
from datetime import date
from threading import Barrier, Thread

from django.core.management import call_command
from django.db import connections

from etrier.parcours.documents.actions import produire
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.demande import Demande
from etrier.parcours.enums_accompagnement import GenreDocument
from etrier.parcours.models import Contrat, DocumentProduit
from tests import fabrique

PERSONNES, PAPIERS = 4, 3
PATIENCE = 60


def agir() -> None:
    """Print the numbers given."""
    call_command("migrate", verbosity=0)
    une = fabrique.structure()
    convention = fabrique.convention(une)
    contrats = [fabrique.contrat(fabrique.salarie(une), convention) for _rang in range(PERSONNES)]
    depart = Barrier(PERSONNES)
    gens = [Thread(target=_produire, args=(contrat.pk, depart)) for contrat in contrats]
    for qui in gens:
        qui.start()
    for qui in gens:
        qui.join(PATIENCE)
    numeros = DocumentProduit.objects.order_by("numero").values_list("numero", flat=True)
    print(json.dumps(list(numeros)))  # noqa: T201 -- read by the test


def _produire(cle: int, depart: Barrier) -> None:
    try:
        for genre in (GenreDocument.CDDI, GenreDocument.FIN, GenreDocument.CERTIFICAT):
            depart.wait(PATIENCE)
            contrat = Contrat.objects.get(pk=cle)
            demande = Demande(genre, contrat.structure, contrat.salarie, date(2025, 6, 1), contrat)
            produire(demande, {c.code for c in controler(demande)}, par=None)
    finally:
        connections.close_all()
